package io.saltbus.rabbitmq;

import com.rabbitmq.client.DefaultSaslConfig;
import io.saltbus.core.time.DurationText;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be set behind the question mark of an address. */
enum AddressSetting {
    PREFIX("saltbus", "what the names of exchanges and shared queues begin with"),
    EXCHANGE("PREFIX.events", "the exchange of events; in the format of Celery by default `tchu_events`"),
    WINDOW("1000", "publishes that may wait for their confirms on one connection, 1 to 65535"),
    BUFFER(
            "10000",
            "publishes kept on one connection while they cannot be sent, 0 to 1000000; the next one fails at once"),
    BUFFER_BYTES("67108864", "the bytes of their bodies kept"),
    HEARTBEAT("10s", "whole seconds, 1s to 1h; a half-open connection is noticed after one to two of them"),
    CONNECT_TIMEOUT("5s", "the limit of each step of connecting, such as 500ms or 5s"),
    START_TIMEOUT("30s", "how long the first connect is tried while there is hope"),
    CALL_TIMEOUT("10s", "how long the broker may take to answer one call, such as a declaration"),
    MANAGEMENT("none", "the URL of the management API, by http or https, percent-encoded"),
    CACERTS("the JVM's", "a PEM file with the certificates that the broker's must come from (amqps)"),
    CERT("none", "a PEM file with the client's certificate (amqps)"),
    KEY("none", "a PEM file with the private key of `cert`"),
    SASL("plain", "plain, or external: the client's certificate says who it is");

    private final String preset;
    private final String takes;

    AddressSetting(String preset, String takes) {
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

    static AddressSetting named(String text) {
        return Arrays.stream(values())
                .filter(setting -> setting.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no setting " + text + ". Accepted: "
                        + Arrays.stream(values()).map(AddressSetting::text).collect(Collectors.joining(", "))));
    }

    RabbitOptions apply(RabbitOptions options, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the setting " + text() + " has no value. Accepted: " + takes);
        }
        return switch (this) {
            case PREFIX -> options.withPrefix(value);
            case EXCHANGE -> options.withExchange(value);
            case WINDOW -> options.withWindow((int) Math.min(number(value), Integer.MAX_VALUE));
            case BUFFER -> options.withBuffer((int) Math.min(number(value), Integer.MAX_VALUE));
            case BUFFER_BYTES -> options.withBufferBytes(number(value));
            case HEARTBEAT -> options.withHeartbeat(DurationText.parse(value, text()));
            case CONNECT_TIMEOUT -> options.withConnectTimeout(DurationText.parse(value, text()));
            case START_TIMEOUT -> options.withStartTimeout(DurationText.parse(value, text()));
            case CALL_TIMEOUT -> options.withCallTimeout(DurationText.parse(value, text()));
            case MANAGEMENT -> options.withManagement(url(value));
            case CACERTS ->
                options.withClient(options.client().setTrustOptions(new PemTrustOptions().addCertPath(value)));
            case CERT ->
                options.withClient(options.client()
                        .setKeyCertOptions(clientCertificate(options).setCertPath(value)));
            case KEY ->
                options.withClient(options.client()
                        .setKeyCertOptions(clientCertificate(options).setKeyPath(value)));
            case SASL -> options.withClient(options.client().setSaslConfig(sasl(value)));
        };
    }

    /** Refuses what is of no use alone. */
    static void checkTogether(RabbitOptions options, Set<String> given) {
        if (given.contains(CERT.text()) != given.contains(KEY.text())) {
            throw new IllegalArgumentException("cert and key are needed together");
        }
        boolean tls = options.client().isSsl();
        for (AddressSetting setting : new AddressSetting[] {CACERTS, CERT}) {
            if (given.contains(setting.text()) && !tls) {
                throw new IllegalArgumentException("the setting " + setting.text() + " needs an address with amqps://");
            }
        }
        if (options.client().getSaslConfig() == DefaultSaslConfig.EXTERNAL && !(tls && given.contains(CERT.text()))) {
            throw new IllegalArgumentException("sasl=external needs an address with amqps://, cert and key");
        }
    }

    private static PemKeyCertOptions clientCertificate(RabbitOptions options) {
        return options.client().getKeyCertOptions() instanceof PemKeyCertOptions begun
                ? new PemKeyCertOptions(begun)
                : new PemKeyCertOptions();
    }

    private long number(String value) {
        if (!value.matches("\\d{1,15}")) {
            throw new IllegalArgumentException("the setting " + text() + " is no number. Accepted: " + takes);
        }
        return Long.parseLong(value);
    }

    private URI url(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException quotesTheText) {
            throw new IllegalArgumentException("the setting " + text() + " is no URL. Accepted: " + takes);
        }
    }

    private DefaultSaslConfig sasl(String value) {
        return switch (value) {
            case "plain" -> DefaultSaslConfig.PLAIN;
            case "external" -> DefaultSaslConfig.EXTERNAL;
            default -> throw new IllegalArgumentException("the setting " + text() + " is refused. Accepted: " + takes);
        };
    }
}
