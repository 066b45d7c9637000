package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConfigurationException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be set behind the question mark of an address of Redis. */
enum RedisSetting {
    MODE("standalone", "standalone, sentinel or cluster: what stands at the hosts"),
    MASTER("none", "the name of the master that the sentinels watch (mode=sentinel)"),
    SENTINEL_USER("none", "the user for the sentinels themselves (mode=sentinel)"),
    SENTINEL_PASSWORD("none", "the password for the sentinels themselves (mode=sentinel)"),
    CONNECT_TIMEOUT("5s", "how long one host may take until it has answered the handshake, 100ms to 60s"),
    CALL_TIMEOUT("5s", "how long one operation may take, an outage included, 100ms to 60s"),
    WINDOW("10000", "operations that may wait for their answers, 1 to 100000; the next one fails at once"),
    CACERTS("the JVM's", "a PEM file with the certificates that the server's must come from (rediss)"),
    CERT("none", "a PEM file with the client's certificate (rediss)"),
    KEY("none", "a PEM file with the private key of `cert`");

    private final String preset;
    private final String takes;

    RedisSetting(String preset, String takes) {
        this.preset = preset;
        this.takes = takes;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String preset() {
        return preset;
    }

    String takes() {
        return takes;
    }

    static RedisSetting named(String text) {
        return Arrays.stream(values())
                .filter(setting -> setting.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("the address of Redis has no setting " + text
                        + ". Accepted: "
                        + Arrays.stream(values()).map(RedisSetting::text).collect(Collectors.joining(", "))));
    }

    /** Does not quote the value, which may be a password. */
    ConfigurationException refused() {
        return new ConfigurationException(
                "the setting " + text() + " in the address of Redis is refused. Accepted: " + takes);
    }
}
