package io.saltbus.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An event for a handler that has no class for it: typed access to single fields, or all of it as JSON.
 *
 * <p>A field is named by its name on the wire ({@code user_id}), or by a JSON pointer ({@code /items/0/qty}) where the name starts with
 * a slash. Every getter throws {@link FieldException} where the field is absent, null or of another type; ask {@link #has} first where
 * it may be.
 *
 * <p>Safe for use from any thread.
 */
public final class EventView {
    private final Envelope envelope;
    private final ObjectNode payload;
    private final Binder binder;
    private volatile @Nullable JsonObject json;

    /** Turns payloads into objects. */
    @FunctionalInterface
    public interface Binder {
        /**
         * Reads a payload as an object of a class.
         *
         * @throws io.saltbus.core.failure.BusException where it does not fit
         */
        <T> T bind(ObjectNode payload, Class<T> type);
    }

    /**
     * The bus makes these; a test of a handler may as well.
     *
     * @param envelope everything but the payload
     * @param payload is kept, not copied
     * @param binder serves {@link #as}
     */
    public EventView(Envelope envelope, ObjectNode payload, Binder binder) {
        this.envelope = Objects.requireNonNull(envelope, "envelope");
        this.payload = Objects.requireNonNull(payload, "payload");
        this.binder = Objects.requireNonNull(binder, "binder");
    }

    /** What happened. */
    public String topic() {
        return envelope.topic();
    }

    /** The schema's version, or null where a foreign publisher gave none. */
    public @Nullable Version version() {
        return envelope.version();
    }

    /** Everything about the message but its payload. */
    public Envelope envelope() {
        return envelope;
    }

    /** The payload, made once and the same object at every call; fractions are {@link BigDecimal}. */
    public JsonObject json() {
        JsonObject made = json;
        if (made == null) {
            made = binder.bind(payload, JsonObject.class);
            json = made;
        }
        return made;
    }

    /**
     * The payload as an object of a class, which may have fewer fields.
     *
     * @throws io.saltbus.core.failure.BusException naming the place where the payload does not fit the class
     */
    public <T> T as(Class<T> type) {
        return binder.bind(payload, type);
    }

    /** Whether a field is there and not null. */
    public boolean has(String field) {
        JsonNode found = find(field);
        return !found.isMissingNode() && !found.isNull();
    }

    /** A text. */
    public String text(String field) {
        return read(field, "a text", JsonNode::isTextual, JsonNode::textValue);
    }

    /** A whole number of 64 bits; {@code 1.0} is one. */
    public long integer(String field) {
        return read(
                field,
                "an integer of 64 bits",
                found -> found.isNumber() && found.canConvertToExactIntegral() && found.canConvertToLong(),
                JsonNode::longValue);
    }

    /** A number with every digit that was sent, or a text that is one (as Python sends its decimals). */
    public BigDecimal decimal(String field) {
        return read(
                field,
                "a decimal number",
                found -> found.isNumber() || found.isTextual(),
                found -> found.isNumber() ? found.decimalValue() : new BigDecimal(found.textValue()));
    }

    /** A boolean. */
    public boolean bool(String field) {
        return read(field, "a boolean", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** A moment, sent as ISO text with its offset. */
    public Instant instant(String field) {
        return read(
                field, "a date and time with offset", JsonNode::isTextual, found -> Instant.parse(found.textValue()));
    }

    /** A UUID, sent as text. */
    public UUID uuid(String field) {
        return read(field, "a UUID", JsonNode::isTextual, found -> UUID.fromString(found.textValue()));
    }

    /** A list; a copy. */
    public JsonArray list(String field) {
        return read(field, "a list", JsonNode::isArray, found -> {
            ObjectNode wrapped = payload.objectNode();
            wrapped.set("list", found);
            return binder.bind(wrapped, JsonObject.class).getJsonArray("list");
        });
    }

    /** An object; a copy. */
    public JsonObject object(String field) {
        return read(field, "an object", JsonNode::isObject, found -> binder.bind((ObjectNode) found, JsonObject.class));
    }

    private <T> T read(String field, String expected, Predicate<JsonNode> fits, Function<JsonNode, T> value) {
        JsonNode found = find(field);
        if (!fits.test(found)) {
            throw new FieldException(topic(), field, expected, kindOf(found));
        }
        try {
            return value.apply(found);
        } catch (DateTimeException | IllegalArgumentException otherForm) {
            // not kept as the cause: the JDK's messages quote the text
            throw new FieldException(topic(), field, expected, "a text of another form");
        }
    }

    private JsonNode find(String field) {
        return field.startsWith("/") ? payload.at(field) : payload.path(field);
    }

    private static String kindOf(JsonNode found) {
        return switch (found.getNodeType()) {
            case MISSING -> "absent";
            case NULL -> "null";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "a list";
            default -> "an object";
        };
    }
}
