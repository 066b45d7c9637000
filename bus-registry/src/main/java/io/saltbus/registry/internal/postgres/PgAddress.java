package io.saltbus.registry.internal.postgres;

import io.vertx.pgclient.SslMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how it is reached.
 *
 * @param host name or number
 * @param port 1 to 65535
 * @param database its name
 * @param user the role
 * @param password null where none is given
 * @param sslMode how much TLS is wanted
 * @param rootCertificate a PEM file with the authority that is trusted; null for those that the JDK trusts
 * @param timeout how long connecting, and each operation, may take
 * @param schema where the tables are, which becomes the search path; null for the role's own
 * @param applicationName how the server lists the connections
 */
record PgAddress(
        String host,
        int port,
        String database,
        String user,
        @Nullable String password,
        SslMode sslMode,
        @Nullable String rootCertificate,
        Duration timeout,
        @Nullable String schema,
        String applicationName) {
    /** The address without user and password. */
    String shown() {
        return "postgresql://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return shown();
    }
}
