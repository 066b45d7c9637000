package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.time.DurationText;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark of one address. */
final class AddressSettings {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int MAX_WINDOW = 100_000;

    private final Map<RedisSetting, String> given = new EnumMap<>(RedisSetting.class);

    void put(RedisSetting setting, String value) {
        if (value.isEmpty()) {
            throw setting.refused();
        }
        if (given.put(setting, value) != null) {
            throw new ConfigurationException("the address of Redis has the setting " + setting.text() + " twice");
        }
    }

    RedisAddress.Mode mode() {
        String text = valueOf(RedisSetting.MODE);
        for (RedisAddress.Mode mode : RedisAddress.Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw RedisSetting.MODE.refused();
    }

    RedisAddress.@Nullable Sentinel sentinel() {
        String master = given.get(RedisSetting.MASTER);
        if (mode() != RedisAddress.Mode.SENTINEL) {
            refuse("mode=sentinel", RedisSetting.MASTER, RedisSetting.SENTINEL_USER, RedisSetting.SENTINEL_PASSWORD);
            return null;
        }
        if (master == null) {
            throw new ConfigurationException("mode=sentinel in the address of Redis needs master=NAME, the name of the"
                    + " master that the sentinels watch");
        }
        String password = given.get(RedisSetting.SENTINEL_PASSWORD);
        if (password == null && given.containsKey(RedisSetting.SENTINEL_USER)) {
            throw new ConfigurationException("sentinel_user in the address of Redis needs sentinel_password");
        }
        return new RedisAddress.Sentinel(
                master, password == null ? null : new Credentials(given.get(RedisSetting.SENTINEL_USER), password));
    }

    RedisAddress.@Nullable Tls tls(boolean secured) {
        if (!secured) {
            refuse("an address with rediss://", RedisSetting.CACERTS, RedisSetting.CERT, RedisSetting.KEY);
            return null;
        }
        if (given.containsKey(RedisSetting.CERT) != given.containsKey(RedisSetting.KEY)) {
            throw new ConfigurationException("cert and key in the address of Redis are needed together");
        }
        return new RedisAddress.Tls(
                given.get(RedisSetting.CACERTS), given.get(RedisSetting.CERT), given.get(RedisSetting.KEY));
    }

    RedisAddress.Limits limits() {
        String window = valueOf(RedisSetting.WINDOW);
        if (!window.matches("[1-9]\\d{0,5}") || Integer.parseInt(window) > MAX_WINDOW) {
            throw RedisSetting.WINDOW.refused();
        }
        return new RedisAddress.Limits(
                duration(RedisSetting.CONNECT_TIMEOUT), duration(RedisSetting.CALL_TIMEOUT), Integer.parseInt(window));
    }

    private Duration duration(RedisSetting setting) {
        Duration value;
        try {
            value = DurationText.parse(valueOf(setting), setting.text());
        } catch (IllegalArgumentException quotesTheText) {
            throw setting.refused();
        }
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw setting.refused();
        }
        return value;
    }

    private String valueOf(RedisSetting setting) {
        return given.getOrDefault(setting, setting.preset());
    }

    private void refuse(String need, RedisSetting... useless) {
        for (RedisSetting setting : List.of(useless)) {
            if (given.containsKey(setting)) {
                throw new ConfigurationException(
                        "the setting " + setting.text() + " in the address of Redis needs " + need);
            }
        }
    }
}
