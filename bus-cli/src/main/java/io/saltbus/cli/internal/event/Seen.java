package io.saltbus.cli.internal.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.Delivery;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that came by.
 *
 * @param envelope everything but its payload
 * @param payload null where it cannot be read
 * @param bytes the payload as it came
 * @param defect why it cannot be read, or null
 */
record Seen(
        Envelope envelope,
        @Nullable JsonNode payload,
        Buffer bytes,
        @Nullable String defect) {
    static Seen of(Delivery delivery) {
        Envelope envelope = delivery.message().envelope();
        Buffer bytes = delivery.message().body();
        BusException defect = delivery.defect();
        if (defect != null) {
            return new Seen(envelope, null, bytes, defect.getMessage());
        }
        try {
            return new Seen(envelope, Json.parse(bytes.getBytes(), "the payload"), bytes, null);
        } catch (UsageException noJson) {
            return new Seen(envelope, null, bytes, noJson.getMessage());
        }
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("published_at", envelope.publishedAt().toString())
                .put("topic", envelope.topic())
                .put("version", envelope.version() == null ? null : Objects.toString(envelope.version()))
                .put("message_id", envelope.messageId())
                .put("service", envelope.service())
                .put("correlation_id", envelope.correlationId())
                .put("causation_id", envelope.causationId())
                .put("attempt", envelope.attempt());
        if (!envelope.headers().isEmpty()) {
            ObjectNode headers = json.putObject("headers");
            envelope.headers().forEach(headers::put);
        }
        if (payload != null) {
            json.set("payload", payload);
        } else {
            json.put("defect", defect).put("payload_base64", Base64.getEncoder().encodeToString(bytes.getBytes()));
        }
        return json;
    }

    void show(Screen screen, boolean compact) {
        Object version = envelope.version();
        screen.line(screen.tinted(Screen.Tone.FAINT, envelope.publishedAt().toString()) + "  "
                + screen.tinted(Screen.Tone.STRONG, Screen.harmless(envelope.topic())) + " "
                + (version == null ? "(no version)" : version) + "  "
                + screen.tinted(Screen.Tone.FAINT, Screen.harmless(envelope.messageId() + "  " + envelope.service())));
        if (payload == null) {
            screen.line(screen.tinted(Screen.Tone.BAD, "  unreadable: " + Screen.harmless(String.valueOf(defect))));
        } else if (compact) {
            screen.line("  " + Screen.harmless(Json.line(payload)));
        } else {
            Json.pretty(payload).lines().forEach(line -> screen.line("  " + Screen.harmless(line)));
        }
    }
}
