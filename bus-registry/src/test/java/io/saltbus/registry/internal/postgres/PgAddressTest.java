package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saltbus.registry.Migrations;
import io.saltbus.registry.PgSchemaRegistry;
import io.vertx.pgclient.SslMode;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgAddressTest {
    @Test
    void everyPartIsRead() {
        PgAddress address =
                PgAddressReader.read("postgresql://us%40er:p%3Aw%2B+@db.example.com:6432/my%20salt?sslmode=verify-full"
                        + "&sslrootcert=/etc/ca.pem&timeout_ms=700&schema=bus&application_name=orders");

        assertThat(address)
                .isEqualTo(new PgAddress(
                        "db.example.com",
                        6432,
                        "my salt",
                        "us@er",
                        "p:w++",
                        SslMode.VERIFY_FULL,
                        "/etc/ca.pem",
                        Duration.ofMillis(700),
                        "bus",
                        "orders"));
        assertThat(address).hasToString("postgresql://db.example.com:6432/my salt");
        assertThat(Connecting.jdbcUrl(address)).isEqualTo("jdbc:postgresql://db.example.com:6432/my%20salt");
        Properties jdbc = Connecting.jdbcProperties(address);
        assertThat(jdbc)
                .containsEntry("user", "us@er")
                .containsEntry("password", "p:w++")
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/etc/ca.pem")
                .containsEntry("currentSchema", "bus")
                .containsEntry("connectTimeout", "1");
    }

    @Test
    void whatIsNotSaidHasDefaults() {
        PgAddress address = PgAddressReader.read("POSTGRES://[::1]");

        String account = System.getProperty("user.name");
        assertThat(address)
                .isEqualTo(new PgAddress(
                        "::1",
                        5432,
                        account,
                        account,
                        null,
                        SslMode.PREFER,
                        null,
                        Duration.ofSeconds(5),
                        null,
                        "saltbus"));
        assertThat(address).hasToString("postgresql://[::1]:5432/" + account);
        assertThat(Connecting.jdbcUrl(address)).startsWith("jdbc:postgresql://[::1]:5432/");
        assertThat(PgAddressReader.read("postgresql://salt@h").database()).isEqualTo("salt");
        assertThat(Connecting.jdbcProperties(PgAddressReader.read("postgresql://h?sslmode=verify-ca")))
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    @ParameterizedTest
    @CsvSource({
        "disable, DISABLE",
        "prefer, PREFER",
        "require, REQUIRE",
        "verify-ca, VERIFY_CA",
        "verify-full, VERIFY_FULL",
        "require&sslrootcert=/ca.pem, VERIFY_CA"
    })
    void everySslModeIsKnown(String text, SslMode mode) {
        assertThat(PgAddressReader.read("postgresql://h/d?sslmode=" + text).sslMode())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://u:secret@h/d | none of PostgreSQL",
                "postgresql:/u:secret@h | none of PostgreSQL",
                "postgresql://u:se/cret@h/d | an @ behind the host",
                "postgresql://u:secret@h1,h2/d | several hosts",
                "postgresql://u:secret@h h/d | no name or number",
                "postgresql://u:secret@h:99999/d | 1 to 65535",
                "postgresql://u:secret@h:0/d | 1 to 65535",
                "postgresql://u:secret%zz@h/d | the password in the address of PostgreSQL has a %",
                "postgresql://u:secret@h/d?sslmode=sometimes | disable, prefer, require, verify-ca, verify-full",
                "postgresql://u:secret@h/d?ssl=true | setting ssl, which is not known",
                "postgresql://u:secret@h/d?1secret=2 | whose name is no word",
                "postgresql://u:secret@h/d?timeout_ms=5s | 100 to 600000",
                "postgresql://u:secret@h/d?timeout_ms=99 | 100 to 600000",
                "postgresql://u:secret@h/d?schema=a.b | plain name"
            })
    void whatCannotBeUsedIsNamedWithoutThePassword(String address, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgSchemaRegistry.at(address))
                .withMessageContaining(reason)
                .withMessageNotContaining("secret")
                .withMessageNotContaining("cret@");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migrations.at(address))
                .withMessageContaining(reason);
    }
}
