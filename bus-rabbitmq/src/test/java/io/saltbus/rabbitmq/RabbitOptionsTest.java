package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.impl.DefaultCredentialsRefreshService;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitOptionsTest {
    @Test
    void anAddressNamesEverything() {
        RabbitOptions options =
                RabbitOptions.parse("amqps://us%40er:p%2Fw%3Ad+%25@one:1234,two,[::1]:99/v%2Fhost?prefix=acme&window=5"
                        + "&buffer=6&buffer_bytes=7&heartbeat=3s&connect_timeout=250ms&start_timeout=4s&call_timeout=2s"
                        + "&management=http://monitor:15672&cacerts=/ca.pem&cert=/c.pem&key=/k.pem&sasl=external");

        assertThat(options.hosts())
                .containsExactly(new Address("one", 1234), new Address("two", 5671), new Address("::1", 99));
        RabbitMQOptions client = options.client();
        assertThat(client.getUser()).isEqualTo("us@er");
        assertThat(client.getPassword()).isEqualTo("p/w:d+%");
        assertThat(client.getVirtualHost()).isEqualTo("v/host");
        assertThat(client.isSsl()).isTrue();
        assertThat(client.getRequestedHeartbeat()).isEqualTo(3);
        assertThat(client.getConnectionTimeout()).isEqualTo(250);
        assertThat(client.getSaslConfig()).isSameAs(DefaultSaslConfig.EXTERNAL);
        assertThat(((PemTrustOptions) client.getTrustOptions()).getCertPaths()).containsExactly("/ca.pem");
        assertThat(((PemKeyCertOptions) client.getKeyCertOptions()).getCertPath())
                .isEqualTo("/c.pem");
        assertThat(((PemKeyCertOptions) client.getKeyCertOptions()).getKeyPath())
                .isEqualTo("/k.pem");
        assertThat(options.prefix()).isEqualTo("acme");
        assertThat(options.window()).isEqualTo(5);
        assertThat(options.buffer()).isEqualTo(6);
        assertThat(options.bufferBytes()).isEqualTo(7);
        assertThat(options.startTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(options.callTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.management()).isEqualTo(URI.create("http://monitor:15672"));
    }

    @Test
    void whatAnAddressLeavesOutIsUsual() {
        RabbitOptions options = RabbitOptions.parse("amqp://localhost");

        assertThat(options.hosts()).containsExactly(new Address("localhost", 5672));
        assertThat(options.client().getUser()).isEqualTo("guest");
        assertThat(options.client().getPassword()).isEqualTo("guest");
        assertThat(options.client().getRequestedHeartbeat()).isEqualTo(10);
        assertThat(options.exchange(WireFormat.NATIVE)).isEqualTo("saltbus.events");
        assertThat(options.exchange(WireFormat.CELERY)).isEqualTo("tchu_events");
        assertThat(options.withExchange("own").exchange(WireFormat.CELERY)).isEqualTo("own");
        assertThat(options.address()).isEqualTo("amqp://localhost:5672");
    }

    @ParameterizedTest
    @CsvSource({"'',/", "/,/", "//,/", "/%2F,/", "/orders,orders", "/a%20b,a b"})
    void theVirtualHostIsReadAsCeleryReadsIt(String path, String expected) {
        assertThat(RabbitOptions.parse("amqp://localhost" + path).client().getVirtualHost())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp://user:CANARY/x@localhost",
                "amqp://user:CANARY?x@localhost",
                "amqp://user:12/CANARY@localhost",
                "amqp://user:12?CANARY@localhost",
                "amqp://user:12?CANARY=5@localhost",
                "amqp://user:12#CANARY@localhost",
                "amqp://user:%zCANARY@localhost",
                "amqp://user:x@CANARY host",
                "redis://user:CANARY@localhost",
                "amqp://localhost:99999",
                "amqp://localhost/a/b",
                "amqp://localhost?window=0",
                "amqp://localhost?window=99999999999999",
                "amqp://localhost?window=abc",
                "amqp://localhost?prefix=a%20b",
                "amqp://localhost?prefix",
                "amqp://localhost?heartbeat=0s",
                "amqp://localhost?heartbeat=1500ms",
                "amqp://localhost?connect_timeout=999999999d",
                "amqp://localhost?start_timeout=0s",
                "amqp://localhost?management=ftp://host",
                "amqp://localhost?management=http://user:CANARY%20x@host",
                "amqp://localhost?window=1&window=2",
                "amqp://localhost?cacerts=/ca.pem",
                "amqps://localhost?cert=/c.pem",
                "amqps://localhost?sasl=external",
                "amqp://localhost?sasl=kerberos"
            })
    void whatCannotBeUsedIsRefusedWithoutQuotingWhatMayBeAPassword(String address) {
        assertThatThrownBy(() -> RabbitOptions.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("CANARY")
                .hasNoCause();
    }

    @Test
    void anUnknownSettingIsRefusedByNameWithThoseThatThereAre() {
        assertThatThrownBy(() -> RabbitOptions.parse("amqps://localhost?verify=false"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("verify", "cacerts", "start_timeout")
                .hasMessageNotContaining("false");
    }

    @Test
    void theClientsOptionsAreCopiedWithTheirCredentialsRefreshService() {
        var refresh = new DefaultCredentialsRefreshService.DefaultCredentialsRefreshServiceBuilder().build();
        try {
            var client = new RabbitMQOptions().setHost("first").setCredentialsRefreshService(refresh);
            RabbitOptions options = RabbitOptions.of(client);
            client.setHost("second");
            options.client().setHost("third");

            assertThat(options.hosts()).containsExactly(new Address("first", -1));
            assertThat(options.withWindow(3).client().getCredentialsRefreshService())
                    .isSameAs(refresh);
        } finally {
            refresh.close();
        }
    }

    @Test
    void theUriOfTheClientsOptionsIsRead() {
        RabbitOptions options = RabbitOptions.of(new RabbitMQOptions().setUri("amqp://a:b@host:1/v?prefix=acme"));

        assertThat(options.address()).isEqualTo("amqp://host:1/v");
        assertThat(options.prefix()).isEqualTo("acme");
    }

    @Test
    void itsTextHoldsNoCredentials() {
        assertThat(RabbitOptions.parse("amqp://user:CANARY@localhost?management=http://user:CANARY@localhost")
                        .toString())
                .contains("amqp://localhost:5672")
                .doesNotContain("CANARY");
    }
}
