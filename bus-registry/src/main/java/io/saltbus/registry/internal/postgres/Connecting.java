package io.saltbus.registry.internal.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/** How an address becomes connections: of the reactive client for all work, of JDBC for migrations. */
final class Connecting {
    /** Statements that may be under way on one connection. */
    private static final int PIPELINED = 64;

    private static final int IDLE_SECONDS = 10;
    /** How long a migration may take, for which other processes wait. */
    private static final int MIGRATION_SECONDS = 90;

    private Connecting() {}

    /**
     * Connections.
     *
     * @param size how many at most
     * @param silent after how long without a byte one is given up, as its peer may be gone without a word
     */
    static Pool pool(Vertx vertx, PgAddress address, int size, Duration silent) {
        int millis = Math.toIntExact(address.timeout().toMillis());
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        // whoever waits for a connection has a limit of its own, which is never longer
                        .setConnectionTimeout(Math.toIntExact(silent.toMillis()))
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .with(new NetClientOptions()
                        .setConnectTimeout(millis)
                        .setTcpKeepAlive(true)
                        .setReadIdleTimeout(Math.toIntExact(silent.toMillis()))
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(options(address))
                .using(vertx)
                .build();
    }

    private static PgConnectOptions options(PgAddress address) {
        var options = new PgConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.user())
                .setSslMode(address.sslMode())
                .setPipeliningLimit(PIPELINED)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(10_000)
                .addProperty("application_name", address.applicationName())
                // every TIMESTAMP is UTC, and NOW() is local time of the session
                .addProperty("TimeZone", "UTC");
        options.setPassword(address.password() == null ? "" : address.password());
        if (address.schema() != null) {
            options.addProperty("search_path", address.schema());
        }
        if (address.sslMode() != SslMode.DISABLE) {
            options.setSslOptions(tls(address));
        }
        return options;
    }

    private static ClientSSLOptions tls(PgAddress address) {
        var tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
        if (address.sslMode() == SslMode.VERIFY_FULL) {
            tls.setHostnameVerificationAlgorithm("HTTPS");
        }
        if (address.sslMode() == SslMode.VERIFY_FULL || address.sslMode() == SslMode.VERIFY_CA) {
            return tls.setTrustOptions(
                    address.rootCertificate() == null
                            ? trustedByTheJdk()
                            : new PemTrustOptions().addCertPath(address.rootCertificate()));
        }
        return tls.setTrustAll(true);
    }

    private static TrustOptions trustedByTheJdk() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return TrustOptions.wrap(factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JDK has no certificates that it trusts", broken);
        }
    }

    /** The address of the driver that migrations use; nothing secret is in it. */
    static String jdbcUrl(PgAddress address) {
        String host = address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]";
        return "jdbc:postgresql://" + host + ":" + address.port() + "/"
                + URLEncoder.encode(address.database(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Its settings; times in seconds, as the driver wants them. */
    static Properties jdbcProperties(PgAddress address) {
        var properties = new Properties();
        String seconds = Long.toString(Math.max(1, address.timeout().toSeconds()));
        properties.setProperty("user", address.user());
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", Integer.toString(MIGRATION_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", address.applicationName());
        // notices would be logged as warnings, one for each column that is there already
        properties.setProperty("options", "-c TimeZone=UTC -c client_min_messages=warning");
        if (address.schema() != null) {
            properties.setProperty("currentSchema", address.schema());
        }
        properties.setProperty("sslmode", address.sslMode().value);
        if (address.rootCertificate() != null) {
            properties.setProperty("sslrootcert", address.rootCertificate());
        } else if (address.sslMode() == SslMode.VERIFY_CA || address.sslMode() == SslMode.VERIFY_FULL) {
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }
}
