package io.saltbus.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusConfigTest {
    private static final JsonObject NO_FILE = new JsonObject();

    @Test
    void withoutSettingsTheBusIsEmbeddedAndInMemory() {
        BusConfig config = BusConfig.defaults();

        assertThat(config.mode()).isEqualTo(Mode.EMBEDDED);
        assertThat(config.brokerUrl()).isEqualTo("memory:");
        assertThat(config.webPort()).isEqualTo(8080);
        assertThat(config.redisUrl()).isNull();
        assertThat(config.postgresUrl()).isNull();
        assertThat(config.registryUrl()).isNull();
        assertThat(config.service()).isNull();
        assertThat(config.apiKey()).isNull();
    }

    @Test
    void everySettingIsReadFromTheEnvironment() {
        assertThat(BusConfig.of(everything("SALTBUS_"), NO_FILE)).isEqualTo(everythingSet());
    }

    @Test
    void everySettingFallsBackToTheNamesOfThePythonLibrary() {
        assertThat(BusConfig.of(everything("CELERYSALT_"), NO_FILE)).isEqualTo(everythingSet());
    }

    @Test
    void everySettingIsReadFromJson() {
        var file = new JsonObject();
        everything("").forEach((name, value) -> file.put(name.toLowerCase(Locale.ROOT), value));

        assertThat(BusConfig.of(Map.of(), file)).isEqualTo(everythingSet());
    }

    @Test
    void aPortIsANumberInJson() {
        assertThat(BusConfig.of(Map.of(), new JsonObject().put("web_port", 9000))
                        .webPort())
                .isEqualTo(9000);
    }

    @Test
    void theEnvironmentWinsOverItsFallBackAndThatOverTheFile() {
        var file = new JsonObject().put("service", "file").put("web_port", 1).put("mode", "embedded");
        Map<String, String> environment =
                Map.of("SALTBUS_SERVICE", "environment", "CELERYSALT_SERVICE", "fallback", "CELERYSALT_WEB_PORT", "2");

        BusConfig config = BusConfig.of(environment, file);

        assertThat(config.service()).isEqualTo("environment");
        assertThat(config.webPort()).isEqualTo(2);
        assertThat(config.withService("code").service()).isEqualTo("code");
    }

    @Test
    void anEmptyVariableSetsNothing() {
        Map<String, String> environment = Map.of("SALTBUS_SERVICE", " ", "CELERYSALT_SERVICE", "fallback");

        BusConfig config = BusConfig.of(environment, new JsonObject().putNull("redis_url"));

        assertThat(config.service()).isEqualTo("fallback");
        assertThat(config.redisUrl()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SALTBUS_WEB_PORT     | 65536               | out of range",
                "SALTBUS_WEB_PORT     | -1                  | out of range",
                "SALTBUS_WEB_PORT     | http                | no number",
                "SALTBUS_MODE         | production          | embedded, self-hosted, cloud",
                "SALTBUS_SERVICE      | my service          | 1 to 100 letters",
                "SALTBUS_BROKER_URL   | localhost           | no scheme",
                "SALTBUS_BROKER_URL   | amqp:localhost      | no host",
                "SALTBUS_BROKER_URL   | amqp://guest@       | no host",
                "SALTBUS_BROKER_URL   | amqp://host:70000   | port is above 65535",
                "SALTBUS_BROKER_URL   | amqp://a host       | illegal character in authority",
                "SALTBUS_REDIS_URL    | http://localhost    | scheme is http",
                "SALTBUS_POSTGRES_URL | mysql://localhost   | scheme is mysql",
                "CELERYSALT_REGISTRY_URL | ftp://localhost  | scheme is ftp",
            })
    void aBadValueIsNamedWithItsSourceAndTheAcceptedForm(String variable, String value, String why) {
        assertThatThrownBy(() -> BusConfig.of(Map.of(variable, value), NO_FILE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(variable + " (environment) is \"" + value + "\"")
                .hasMessageContaining(why)
                .hasMessageContaining("Accepted: ");
    }

    @Test
    void allFaultsAreListedAtOnce() {
        var file = new JsonObject().put("broker", "memory:").put("service", new JsonObject());
        Map<String, String> environment = Map.of("SALTBUS_WEB_PORT", "x", "SALTBUS_MODE", "cloud");

        assertThatThrownBy(() -> BusConfig.of(environment, file))
                .hasMessageStartingWith("6 settings cannot be used:")
                .hasMessageContaining("broker (JSON) is no setting. Known: api_key, broker_url,")
                .hasMessageContaining("service (JSON) is neither text nor a number")
                .hasMessageContaining("SALTBUS_WEB_PORT (environment) is \"x\"")
                .hasMessageContaining("SALTBUS_BROKER_URL (environment), or broker_url (JSON), is not set")
                .hasMessageContaining("SALTBUS_REGISTRY_URL (environment), or registry_url (JSON), is not set")
                .hasMessageContaining("SALTBUS_API_KEY (environment), or api_key (JSON), is not set");
    }

    @Test
    void aMemoryBrokerMayHaveANameAndACapacity() {
        assertThat(BusConfig.defaults()
                        .withBrokerUrl("memory:other?capacity=10")
                        .brokerUrl())
                .isEqualTo("memory:other?capacity=10");
    }

    @Test
    void selfHostedNeedsABroker() {
        Map<String, String> selfHosted = Map.of("SALTBUS_MODE", "self-hosted");

        assertThatThrownBy(() -> BusConfig.of(selfHosted, NO_FILE))
                .hasMessageStartingWith("SALTBUS_BROKER_URL (environment), or broker_url (JSON), is not set")
                .hasMessageContaining("mode self-hosted from SALTBUS_MODE (environment) needs it");
        assertThatThrownBy(() -> BusConfig.of(selfHosted, new JsonObject().put("broker_url", "memory:")))
                .hasMessageStartingWith("broker_url (JSON) is \"memory:\", which reaches this process only");
        assertThatThrownBy(() -> BusConfig.of(selfHosted, new JsonObject().put("broker_url", "memory:other")))
                .hasMessageStartingWith("broker_url (JSON) is \"memory:other\", which reaches this process only");
        assertThat(BusConfig.of(selfHosted, new JsonObject().put("broker_url", "amqp://localhost"))
                        .mode())
                .isEqualTo(Mode.SELF_HOSTED);
    }

    @Test
    void whatTheProgramSetsIsCheckedTheSameWay() {
        BusConfig config = BusConfig.defaults();

        assertThatThrownBy(() -> config.withWebPort(-1)).hasMessageStartingWith("webPort (code) is \"-1\"");
        assertThatThrownBy(() -> config.withMode(Mode.SELF_HOSTED)).hasMessageContaining("mode (code)");
        assertThatThrownBy(() -> config.withRegistryUrl("nowhere")).hasMessageStartingWith("registryUrl (code)");
    }

    @Test
    void noErrorQuotesASecret() {
        Map<String, String> environment = Map.of(
                "SALTBUS_API_KEY", "top secret",
                "SALTBUS_BROKER_URL", "amqp://accounts:pa/ss wo@rd@host",
                "SALTBUS_POSTGRES_URL", "mysql://localhost/salt?password=hidden");

        assertThatThrownBy(() -> BusConfig.of(environment, NO_FILE))
                .hasMessageContaining("amqp://accounts:***@host")
                .hasMessageContaining("SALTBUS_API_KEY (environment) is (not shown): it has white space")
                .message()
                .doesNotContain("top secret", "pa/ss", "wo@", "hidden");
    }

    @Test
    void aServiceVersionFitsTheRegistry() {
        BusConfig config = BusConfig.defaults();

        assertThatThrownBy(() -> config.withServiceVersion("2 4"))
                .hasMessageStartingWith("serviceVersion (code) is \"2 4\": it has white space");
        assertThatThrownBy(() -> config.withServiceVersion("1".repeat(51)))
                .hasMessageContaining("it has 51 characters");
    }

    @Test
    void textFormHidesPasswordsAndTheKey() {
        assertThat(everythingSet().toString())
                .isEqualTo("BusConfig[brokerUrl=amqp://accounts:***@broker:5671, redisUrl=redis://:***@redis:6379,"
                        + " postgresUrl=postgresql://salt:***@db/salt, registryUrl=https://registry/salt,"
                        + " service=accounts, serviceVersion=2.4.1, mode=cloud, apiKey=***, webPort=9090]");
        assertThat(BusConfig.defaults().toString()).contains("redisUrl=null", "apiKey=null");
    }

    private static Map<String, String> everything(String prefix) {
        return Map.of(
                prefix + "BROKER_URL", "amqp://accounts:one@broker:5671",
                prefix + "REDIS_URL", "redis://:two@redis:6379",
                prefix + "POSTGRES_URL", "postgresql://salt:three@db/salt",
                prefix + "REGISTRY_URL", "https://registry/salt",
                prefix + "SERVICE", "accounts",
                prefix + "SERVICE_VERSION", "2.4.1",
                prefix + "MODE", "cloud",
                prefix + "API_KEY", "four",
                prefix + "WEB_PORT", "9090");
    }

    private static BusConfig everythingSet() {
        return BusConfig.defaults()
                .withBrokerUrl("amqp://accounts:one@broker:5671")
                .withRedisUrl("redis://:two@redis:6379")
                .withPostgresUrl("postgresql://salt:three@db/salt")
                .withRegistryUrl("https://registry/salt")
                .withService("accounts")
                .withServiceVersion("2.4.1")
                .withApiKey("four")
                .withWebPort(9090)
                .withMode(Mode.CLOUD);
    }
}
