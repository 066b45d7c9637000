package io.saltbus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class ConfigFileTest {
    @Test
    void settingsComeFromTheFileThatTheEnvironmentNames(Vertx vertx, VertxTestContext test, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("bus.json"), "{\"service\": \"accounts\", \"web_port\": 1}");

        ConfigFile.load(vertx, Map.of("SALTBUS_CONFIG", file.toString(), "SALTBUS_WEB_PORT", "2"))
                .onComplete(test.succeeding(config -> test.verify(() -> {
                    assertThat(config.service()).isEqualTo("accounts");
                    assertThat(config.webPort()).isEqualTo(2);
                    test.completeNow();
                })));
    }

    @Test
    void theProgramMayNameTheFileItself(Vertx vertx, VertxTestContext test, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bus.json"), "{\"service\": \"named-by-caller\"}");

        BusConfig.load(vertx, file.toString())
                .onComplete(test.succeeding(config -> test.verify(() -> {
                    assertThat(config.service()).isEqualTo("named-by-caller");
                    test.completeNow();
                })));
    }

    @Test
    void withoutAFileTheEnvironmentIsEnough(Vertx vertx, VertxTestContext test) {
        ConfigFile.load(vertx, Map.of("SALTBUS_CONFIG", "", "CELERYSALT_SERVICE", "accounts"))
                .onComplete(test.succeeding(config -> test.verify(() -> {
                    assertThat(config.service()).isEqualTo("accounts");
                    test.completeNow();
                })));
    }

    @Test
    void aFileThatIsNotThereIsNamed(Vertx vertx, VertxTestContext test, @TempDir Path folder) {
        String absent = folder.resolve("absent.json").toString();

        ConfigFile.load(vertx, Map.of("CELERYSALT_CONFIG", absent))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(cause)
                            .isInstanceOf(ConfigurationException.class)
                            .hasMessageStartingWith("the configuration file " + absent + " cannot be read");
                    test.completeNow();
                })));
    }

    @Test
    void aFileThatIsNoJsonIsNamedWithThePlaceAndNothingOfItIsQuoted(
            Vertx vertx, VertxTestContext test, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bus.json"), "{\n  \"api_key\": hunter2\n}");

        ConfigFile.load(vertx, Map.of(), file.toString())
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(cause)
                            .isInstanceOf(ConfigurationException.class)
                            .hasMessageContaining("is no JSON object (line 2, column ")
                            .hasNoCause()
                            .message()
                            .doesNotContain("hunter2");
                    test.completeNow();
                })));
    }

    @Test
    void aBadSettingInTheFileFailsTheFuture(Vertx vertx, VertxTestContext test, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("bus.json"), "{\"mode\": \"cluster\"}");

        ConfigFile.load(vertx, Map.of(), file.toString())
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(cause).hasMessageStartingWith("mode (JSON) is \"cluster\"");
                    test.completeNow();
                })));
    }

    @Test
    void aBadSettingInTheEnvironmentFailsTheFuture(Vertx vertx, VertxTestContext test) {
        ConfigFile.load(vertx, Map.of("SALTBUS_MODE", "cluster"))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(cause).hasMessageStartingWith("SALTBUS_MODE (environment) is \"cluster\"");
                    test.completeNow();
                })));
    }
}
