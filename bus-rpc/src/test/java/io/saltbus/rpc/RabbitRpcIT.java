package io.saltbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.RedisService;
import io.saltbus.testkit.service.WithServices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithServices
class RabbitRpcIT extends RpcContract {
    private BrokerService broker;
    private RedisService redis;

    @BeforeEach
    void services(BrokerService broker, RedisService redis) {
        this.broker = broker;
        this.redis = redis;
    }

    @Override
    SaltBusBuilder bus(String service, String prefix) {
        return SaltBus.builder(vertx)
                .service(prefix + service)
                .broker(broker.url() + "?prefix=" + prefix)
                .redis(redis.url());
    }

    @Test
    void withoutRedisTheStartOfABusThatCallsIsRefused() {
        SaltBus bus = SaltBus.builder(vertx)
                .service("caller")
                .broker(broker.url())
                .event(Sum.class)
                .build();

        assertThatThrownBy(() -> await(bus.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SALTBUS_REDIS_URL");
        assertThat(bus.health().ready()).isFalse();
        await(bus.close());
    }
}
