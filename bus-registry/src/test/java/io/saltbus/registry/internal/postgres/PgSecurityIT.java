package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.registry.Migrations;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.testkit.service.Certificates;
import io.saltbus.testkit.service.PrivatePostgres;
import io.saltbus.testkit.service.WithServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and TLS, of the reactive client and of the driver that migrates. */
@WithServices
class PgSecurityIT extends PgBench {
    private static String address(PrivatePostgres postgres, String credentials, String rest) {
        return "postgresql://" + credentials + "@localhost:" + postgres.port() + "/postgres" + rest;
    }

    /** Lets only those in that fit a line of pg_hba.conf, and waits until the server has read it. */
    private static void admit(PrivatePostgres postgres, String line) throws Exception {
        Files.writeString(postgres.folder().resolve("data/pg_hba.conf"), line + "\n");
        sql(postgres.url(), "SELECT pg_reload_conf()");
        await(() -> {
            try {
                sql(postgres.url() + "?sslmode=disable", "SELECT 1");
                return false;
            } catch (SQLException notAdmitted) {
                return true;
            }
        });
    }

    @Test
    void passwordsAreProvenByScramAndNeverShown(PrivatePostgres postgres) throws Exception {
        sql(postgres.url(), "CREATE ROLE salt LOGIN SUPERUSER PASSWORD 'se:cret@1'");
        admit(postgres, "host all all 127.0.0.1/32 scram-sha-256");
        String right = address(postgres, "salt:se%3Acret%401", "").replace("localhost", "127.0.0.1");

        assertThat(get(Migrations.at(right).migrate(vertx)).applied()).hasSize(2);
        assertThat(get(store(right, RegistryOptions.defaults()).find(SchemaQuery.all())))
                .isEmpty();

        String wrong = right.replace("%401", "%402");
        assertFails(
                store(wrong, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.Refused.class,
                "28P01",
                "Check user and password");
        assertFails(Migrations.at(wrong).migrate(vertx), RegistryException.Refused.class, "28P01");
        String none = right.replace(":se%3Acret%401", "");
        assertFails(
                store(none, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.Refused.class,
                "the address has none");
        assertFails(Migrations.at(none).migrate(vertx), RegistryException.class);
    }

    @Test
    void tlsIsCheckedAsFarAsTheModeSays(PrivatePostgres postgres, @TempDir Path folder) throws Exception {
        var certificates = new Certificates(folder).issue("server", "dns:localhost");
        useTls(postgres, certificates);
        admit(postgres, "hostssl all all 127.0.0.1/32 trust");
        String authority = "&sslrootcert=" + certificates.authority();

        for (String mode : new String[] {"prefer", "require", "verify-ca" + authority, "verify-full" + authority}) {
            String url = address(postgres, "postgres", "?sslmode=" + mode);
            get(Migrations.at(url).migrate(vertx));
            assertThat(get(store(url, RegistryOptions.defaults()).find(SchemaQuery.all())))
                    .as(mode)
                    .isEmpty();
            get(get(store(url, RegistryOptions.defaults()).watch(topic -> {})).close());
        }
        String plain = address(postgres, "postgres", "?sslmode=disable");
        assertFails(
                store(plain, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.Refused.class,
                "28000");
        assertFails(Migrations.at(plain).migrate(vertx), RegistryException.Refused.class, "28000");
        for (String unknownAuthority : new String[] {"verify-ca", "verify-full"}) {
            String url = address(postgres, "postgres", "?sslmode=" + unknownAuthority);
            assertFails(
                    store(url, RegistryOptions.defaults()).find(SchemaQuery.all()),
                    RegistryException.Unavailable.class);
            assertFails(Migrations.at(url).migrate(vertx), RegistryException.Unavailable.class);
        }
        String otherName = address(postgres, "postgres", "?sslmode=verify-full" + authority)
                .replace("localhost", "127.0.0.1");
        assertFails(
                store(otherName, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.Unavailable.class);
        assertFails(Migrations.at(otherName).migrate(vertx), RegistryException.Unavailable.class);
        String onlyAuthority =
                address(postgres, "postgres", "?sslmode=verify-ca" + authority).replace("localhost", "127.0.0.1");
        assertThat(get(store(onlyAuthority, RegistryOptions.defaults()).find(SchemaQuery.all())))
                .isEmpty();
    }

    private static void useTls(PrivatePostgres postgres, Certificates certificates) throws Exception {
        Path data = postgres.folder().resolve("data");
        Path key = data.resolve("server.key");
        Files.copy(certificates.key("server"), key);
        Files.copy(certificates.certificate("server"), data.resolve("server.crt"));
        // the server reads a key only where nobody else can
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(key, Files.getOwner(data));
        sql(postgres.url(), "ALTER SYSTEM SET ssl = on");
    }
}
