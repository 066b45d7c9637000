package io.saltbus.testkit.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class BrokerOptionsIT {
    @Test
    void aBrokerAskedForTheManagementApiAnswersThere() throws Exception {
        try (PrivateBroker broker =
                PrivateBroker.start(BrokerOptions.defaults().withManagement().withSetting("heartbeat", "7"))) {
            assertThat(get(URI.create(broker.managementUrl()), "/api/overview")).contains("rabbitmq_version");
            assertThat(broker.rabbitmqctl("eval", "application:get_env(rabbit, heartbeat)."))
                    .contains("7");
            assertThatThrownBy(broker::tlsPort)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("withTls");
        }
    }

    private static String get(URI api, String path) throws IOException {
        String account = Base64.getEncoder().encodeToString(api.getUserInfo().getBytes(UTF_8));
        var connection = URI.create("http://" + api.getHost() + ":" + api.getPort() + path)
                .toURL()
                .openConnection();
        connection.setRequestProperty("Authorization", "Basic " + account);
        try (var answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }
}
