package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.failure.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressReaderTest {
    @Test
    void aHostAloneHasTheDefaults() {
        RedisAddress address = AddressReader.read("redis://localhost");
        assertThat(address)
                .isEqualTo(new RedisAddress(
                        RedisAddress.Mode.STANDALONE,
                        List.of(new Endpoint("localhost", 6379)),
                        null,
                        0,
                        null,
                        null,
                        new RedisAddress.Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 10_000)));
        assertThat(address.text()).isEqualTo("redis://localhost:6379");
    }

    @Test
    void everythingCanBeSaid() {
        RedisAddress address = AddressReader.read("rediss://salt:p%40ss%3A@[::1]:6380,b.example.com/7"
                + "?connect_timeout=2s&call_timeout=300ms&window=5&cacerts=/ca.pem&cert=/me.pem&key=/me.key");
        assertThat(address.hosts()).containsExactly(new Endpoint("::1", 6380), new Endpoint("b.example.com", 6379));
        assertThat(address.credentials()).isEqualTo(new Credentials("salt", "p@ss:"));
        assertThat(address.database()).isEqualTo(7);
        assertThat(address.tls()).isEqualTo(new RedisAddress.Tls("/ca.pem", "/me.pem", "/me.key"));
        assertThat(address.limits())
                .isEqualTo(new RedisAddress.Limits(Duration.ofSeconds(2), Duration.ofMillis(300), 5));
        assertThat(address.text()).isEqualTo("rediss://[::1]:6380,b.example.com:6379/7");
    }

    @Test
    void sentinelsHaveTheirOwnPortAndCredentials() {
        RedisAddress address = AddressReader.read(
                "redis://:secret@s1,s2:5000?mode=sentinel&master=salt&sentinel_user=watch&sentinel_password=pass%26word");
        assertThat(address.hosts()).containsExactly(new Endpoint("s1", 26_379), new Endpoint("s2", 5000));
        assertThat(address.credentials()).isEqualTo(new Credentials(null, "secret"));
        assertThat(address.sentinel())
                .isEqualTo(new RedisAddress.Sentinel("salt", new Credentials("watch", "pass&word")));
        assertThat(address.mode()).isEqualTo(RedisAddress.Mode.SENTINEL);
    }

    @Test
    void noTextOfAnAddressHoldsAPassword() {
        RedisAddress address = AddressReader.read(
                "redis://salt:secret@s1?mode=sentinel&master=salt&sentinel_user=watch&sentinel_password=secret");
        assertThat(address.text()).doesNotContain("secret");
        assertThat(address.toString()).doesNotContain("secret");
        assertThat(Objects.requireNonNull(address.credentials()).toString()).doesNotContain("secret");
        assertThat(Objects.requireNonNull(address.sentinel()).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "http://secret",
                "redis://",
                "redis://user:secret@",
                "redis://secret@host",
                "redis://user:@secret",
                "redis://user:sec/ret@host",
                "redis://user:%zzsecret@host",
                "redis://host:0?window=1",
                "redis://host:99999",
                "redis://host/secret",
                "redis://host/1/secret",
                "redis://host?secretive=1",
                "redis://host?mode=secret",
                "redis://host?mode=cluster&mode=cluster",
                "redis://host/1?mode=cluster",
                "redis://host?mode=sentinel",
                "redis://host?mode=sentinel&master=salt&sentinel_user=secret",
                "redis://host?master=secret",
                "redis://host?sentinel_password=secret",
                "redis://host?cacerts=secret",
                "rediss://host?cert=secret",
                "redis://host?window=0",
                "redis://host?window=100001",
                "redis://host?call_timeout=secret",
                "redis://host?call_timeout=99ms",
                "redis://host?connect_timeout=2m",
                "redis://host?window=",
                "redis://host?window",
                "redis://host?wind%6Fw=1"
            })
    void whatCannotBeUsedIsRefusedWithoutBeingQuoted(String address) {
        assertThatThrownBy(() -> AddressReader.read(address))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .satisfies(
                        message -> assertThat(message.replace("secretive", "").replace("sentinel_password", ""))
                                .isNotBlank()
                                .doesNotContain("secret"));
    }

    @Test
    void anUnknownSettingIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> AddressReader.read("redis://host?windo=1"))
                .hasMessageContaining("no setting windo")
                .hasMessageContaining("window");
    }
}
