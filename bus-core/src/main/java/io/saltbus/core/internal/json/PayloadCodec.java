package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Payloads as bytes, as trees and as objects. What it throws never quotes a payload: Jackson's own messages do, and are not passed on.
 *
 * <p>Safe for use from any thread.
 */
public final class PayloadCodec {
    private static final TypeReference<Map<String, Object>> PLAIN_MAP = new TypeReference<>() {};

    private final PayloadLimits limits;
    private final ObjectMapper mapper;

    /** @param limits what is larger is neither read nor written */
    public PayloadCodec(PayloadLimits limits) {
        this.limits = limits;
        this.mapper = PayloadMapper.create(limits);
    }

    /** The configured mapper, for those who need to know how it sees a class. Not to be changed. */
    public ObjectMapper mapper() {
        return mapper;
    }

    /**
     * Reads a payload.
     *
     * @param body one JSON object in UTF-8
     * @throws PayloadException.TooLarge above the size allowed
     * @throws PayloadException.Undecodable where the bytes are anything else than one JSON object within the limits
     */
    public ObjectNode decode(Buffer body) {
        checkSize(body.length());
        byte[] bytes = body.getBytes();
        if (!Utf8.isText(bytes)) {
            throw new PayloadException.Undecodable("the payload is no text in UTF-8");
        }
        try (JsonParser parser = mapper.createParser(bytes)) {
            try {
                return read(parser);
            } catch (JsonProcessingException broken) {
                throw new PayloadException.Undecodable(DecodeFault.describe(broken, parser, limits));
            } catch (ArithmeticException | NumberFormatException unwieldy) {
                throw new PayloadException.Undecodable("the payload has " + BoundedNumbers.REFUSAL);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // there is no I/O on an array
        }
    }

    private ObjectNode read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new PayloadException.Undecodable(
                    "the payload must be a JSON object, but is " + DecodeFault.kindOf(first));
        }
        ObjectNode payload = mapper.readTree(parser);
        if (parser.nextToken() != null) {
            throw new PayloadException.Undecodable("the payload goes on after its JSON object, at byte "
                    + parser.currentTokenLocation().getByteOffset());
        }
        return payload;
    }

    /**
     * Writes a payload.
     *
     * @throws PayloadException.TooLarge above the size allowed
     * @throws PayloadException.Undecodable where a reader with the same limits would refuse its depth or a text in it
     */
    public Buffer encode(ObjectNode payload) {
        byte[] bytes;
        try {
            bytes = mapper.writeValueAsBytes(payload);
        } catch (StreamConstraintsException tooDeep) {
            throw new PayloadException.Undecodable(DecodeFault.tooDeep(limits));
        } catch (JsonProcessingException impossible) {
            // a tree holds only what JSON can say
            throw new UncheckedIOException(impossible);
        }
        checkSize(bytes.length);
        // a text of n characters takes n bytes or more, so that most payloads are never looked through
        if (bytes.length > limits.maxStringLength() && hasLongText(payload)) {
            throw new PayloadException.Undecodable(DecodeFault.tooLong(limits));
        }
        return Buffer.buffer(bytes);
    }

    private boolean hasLongText(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length() > limits.maxStringLength();
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (property.getKey().length() > limits.maxStringLength()) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (hasLongText(child)) {
                return true;
            }
        }
        return false;
    }

    private void checkSize(int bytes) {
        if (bytes > limits.maxBytes()) {
            throw new PayloadException.TooLarge(bytes, limits.maxBytes());
        }
    }

    /**
     * An event as a tree.
     *
     * @throws IllegalArgumentException naming the class and the place where the object cannot be written as a JSON object
     */
    public ObjectNode toTree(Object event) {
        JsonNode tree;
        try {
            tree = mapper.valueToTree(event);
        } catch (ArithmeticException unwieldy) {
            throw unwritable(event, "it has " + BoundedNumbers.REFUSAL);
        } catch (StackOverflowError endless) {
            // Jackson counts the depth of what it writes as text, not of trees
            throw unwritable(event, "it is nested too deep, or holds itself");
        } catch (IllegalArgumentException refused) {
            // without the cause, whose message may quote the event
            String where = refused.getCause() instanceof JsonMappingException inner ? BindFault.pointer(inner) : "";
            throw unwritable(
                    event,
                    (where.isEmpty() ? "it" : where) + " cannot be written, being no finite number, or"
                            + " throwing when it is read");
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw unwritable(event, "it is " + DecodeFault.kindOf(tree.asToken()) + ", not an object");
    }

    private static IllegalArgumentException unwritable(Object event, String why) {
        return new IllegalArgumentException(event.getClass().getName() + " is no JSON object: " + why);
    }

    /**
     * A payload as an object.
     *
     * @throws PayloadException.Unbindable naming the place and what is expected there
     */
    public <T> T bind(ObjectNode payload, Class<T> type) {
        try {
            return mapper.treeToValue(payload, type);
        } catch (JsonProcessingException refused) {
            throw new PayloadException.Unbindable(BindFault.pointer(refused), type, BindFault.describe(refused));
        }
    }

    /** A Vert.x object as a tree; a copy. */
    public ObjectNode fromJson(JsonObject json) {
        return toTree(json.getMap());
    }

    /** A tree as a Vert.x object; a copy. Fractions are {@link java.math.BigDecimal}, exact. */
    public JsonObject toJson(ObjectNode payload) {
        return new JsonObject(mapper.convertValue(payload, PLAIN_MAP));
    }
}
