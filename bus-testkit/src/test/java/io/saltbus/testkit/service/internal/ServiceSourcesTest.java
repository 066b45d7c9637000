package io.saltbus.testkit.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.testkit.service.BrokerService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSourcesTest {
    private static final FoundService CONTAINER = new FoundService("amqp://container:1", "container", 1, () -> {});
    private static final FoundService LOCAL = new FoundService("amqp://local:2", "local", 2, () -> {});

    @ParameterizedTest
    @EnumSource
    void theOneThatTheEnvironmentNamesComesFirst(ServiceKind kind) {
        var sources = new ServiceSources(Map.of(kind.variable(), "some://given:3"), unasked -> Optional.of(CONTAINER));
        var found = sources.<FoundService>first(kind, given -> given, () -> LOCAL);
        assertThat(found.url()).isEqualTo("some://given:3");
    }

    @Test
    void aContainerComesBeforeAPrivateOne() {
        var sources = new ServiceSources(Map.of(), kind -> Optional.of(CONTAINER));
        assertThat(find(sources, () -> LOCAL)).isSameAs(CONTAINER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aPrivateOneComesLastAndABlankVariableCountsAsUnset(String blank) {
        var sources = new ServiceSources(Map.of("SALTBUS_TEST_BROKER_URL", blank), kind -> Optional.empty());
        assertThat(find(sources, () -> LOCAL)).isSameAs(LOCAL);
    }

    @Test
    void theVariableOfAnotherServiceDoesNotCount() {
        var sources = new ServiceSources(Map.of("SALTBUS_TEST_REDIS_URL", "redis://given"), kind -> Optional.empty());
        assertThat(find(sources, () -> LOCAL)).isSameAs(LOCAL);
    }

    @ParameterizedTest
    @CsvSource({
        "BROKER, amqp://user:secret@host, 5672",
        "REDIS, redis://host, 6379",
        "POSTGRES, postgresql://host/db, 5432",
        "POSTGRES, postgresql://host:15432/db, 15432"
    })
    void aGivenAddressTellsHostAndPort(ServiceKind kind, String url, int port) {
        FoundService given = FoundService.given(kind, url);
        assertThat(given.url()).isEqualTo(url);
        assertThat(given.host()).isEqualTo("host");
        assertThat(given.port()).isEqualTo(port);
        assertThat(given).hasToString("host:" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:5672", "/path", "amqp://user:secret@:1", "amqp://user:se cret@host"})
    void anAddressThatCannotBeUsedIsRefusedWithoutBeingQuoted(String url) {
        assertThatThrownBy(() -> FoundService.given(ServiceKind.BROKER, url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("SALTBUS_TEST_BROKER_URL must hold an address with scheme and host,"
                        + " such as scheme://user:password@host:port");
    }

    @Test
    void closeEndsAContainerAndLeavesAGivenOne() {
        var ended = new AtomicBoolean();
        new FoundService("amqp://container:1", "container", 1, () -> ended.set(true)).close();
        assertThat(ended).isTrue();
        FoundService.given(ServiceKind.BROKER, "amqp://host").close();
    }

    @Test
    void aTypeIsFoundOnTheClassPathWithoutBeingLoaded() {
        assertThat(ServiceSources.isOnClassPath("org.testcontainers.DockerClientFactory"))
                .isTrue();
        assertThat(ServiceSources.isOnClassPath("org.testcontainers.Absent")).isFalse();
    }

    private static BrokerService find(ServiceSources sources, Supplier<BrokerService> local) {
        return sources.first(ServiceKind.BROKER, found -> found, local);
    }
}
