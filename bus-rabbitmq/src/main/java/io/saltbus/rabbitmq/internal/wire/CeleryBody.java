package io.saltbus.rabbitmq.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.saltbus.core.schema.PayloadLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bodies of Celery. They are read as text, of which the payload is cut out: every digit stays as it was written. */
final class CeleryBody {
    /** How much longer a payload is when it is written twice: a Chinese character is 3 bytes, and 7 when it is escaped by Python. */
    private static final int GROWTH = 4;

    private static final int ROOM_BESIDES_PAYLOAD = 64 * 1024;
    private static final int LEVELS_ABOVE_PAYLOAD = 4;

    private final JsonFactory json;
    private final long maxBytes;

    CeleryBody(PayloadLimits limits) {
        this.maxBytes = (long) limits.maxBytes() * GROWTH + ROOM_BESIDES_PAYLOAD;
        // texts, names and numbers are left to whoever reads the payload
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth() + LEVELS_ABOVE_PAYLOAD)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** Reads form A: {@code [args, kwargs, embed]}. */
    CeleryTask readProtocol2(byte[] body) {
        return read(body, (parser, text) -> {
            JsonToken whole = parser.nextToken();
            JsonToken args = parser.nextToken();
            if (whole != JsonToken.START_ARRAY || args != JsonToken.START_ARRAY) {
                return CeleryTask.broken("the body is no task of Celery's protocol 2, which is [args, kwargs, embed]");
            }
            String argument = argument(parser, text);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return CeleryTask.broken("the task has no keyword arguments, which hold the topic");
            }
            String topic = topic(parser);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
            return new CeleryTask(null, null, topic, 0, null, null, argument, null);
        });
    }

    /** Reads form B: an object with id, task, args and kwargs, and what else Celery's protocol 1 has. */
    CeleryTask readKombu(byte[] body) {
        return read(body, (parser, text) -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return CeleryTask.broken(
                        "it has no envelope: neither property type and salt-* headers, nor a task of Celery");
            }
            String name = null;
            String id = null;
            String topic = null;
            long retries = 0;
            String eta = null;
            String expires = null;
            String argument = null;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "task" -> name = text(parser);
                    case "id" -> id = text(parser);
                    case "eta" -> eta = text(parser);
                    case "expires" -> expires = text(parser);
                    case "retries" -> retries = value == JsonToken.VALUE_NUMBER_INT ? retries(parser) : 0;
                    case "args" -> argument = value == JsonToken.START_ARRAY ? argument(parser, text) : null;
                    case "kwargs" -> topic = value == JsonToken.START_OBJECT ? topic(parser) : null;
                    default -> parser.skipChildren();
                }
            }
            return name == null
                    ? CeleryTask.broken(
                            "it has no envelope: neither property type and salt-* headers, nor a task of Celery")
                    : new CeleryTask(name, id, topic, retries, eta, expires, argument, null);
        });
    }

    private static long retries(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.INT
                ? Math.max(0, Math.min(parser.getIntValue(), Integer.MAX_VALUE - 2))
                : 0;
    }

    /** Reads the argument: a payload with its tag. */
    TaggedPayload untag(String argument, HeaderReader faults) {
        try (JsonParser parser = json.createParser(argument)) {
            return new PayloadCut(parser, argument).read(faults);
        } catch (JsonProcessingException broken) {
            faults.refuse("the event is no JSON within the limits, at character "
                    + broken.getLocation().getCharOffset());
            return TaggedPayload.none(new byte[0]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // there is no I/O on a text
        }
    }

    private interface Form {
        CeleryTask read(JsonParser parser, String text) throws IOException;
    }

    private CeleryTask read(byte[] body, Form form) {
        if (body.length > maxBytes) {
            return CeleryTask.broken("its body has " + body.length + " bytes, " + maxBytes + " are looked at");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException broken) {
            return CeleryTask.broken("its body is no text in UTF-8");
        }
        try (JsonParser parser = json.createParser(text)) {
            CeleryTask task = form.read(parser, text);
            return task.fault() == null && parser.nextToken() != null
                    ? CeleryTask.broken("its body goes on after its end")
                    : task;
        } catch (JsonProcessingException broken) {
            return CeleryTask.broken("its body is no JSON within the limits, at character "
                    + broken.getLocation().getCharOffset());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // there is no I/O on a text
        }
    }

    // the parser is at the start of the arguments, and goes to their end; the first may be JSON as text, or the object
    // itself
    private static @Nullable String argument(JsonParser parser, String text) throws IOException {
        String argument = null;
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_STRING) {
            argument = parser.getText();
        } else if (first == JsonToken.START_OBJECT) {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            argument = text.substring(start, (int) parser.currentLocation().getCharOffset());
        }
        for (JsonToken next = first; next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            parser.skipChildren();
        }
        return argument;
    }

    private static @Nullable String topic(JsonParser parser) throws IOException {
        String topic = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            if (field.equals("routing_key")) {
                topic = text(parser);
            } else {
                parser.skipChildren();
            }
        }
        return topic;
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }
}
