package io.saltbus.rabbitmq.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts the tag out of the text of a payload, and reads it. For one payload. */
final class PayloadCut {
    private final JsonParser parser;
    private final String text;
    private final StringBuilder rest;
    private int copied;
    private boolean rpc = true; // as long as there is no tag
    private @Nullable String version;
    private @Nullable String correlationId;
    private @Nullable String traceparent;
    private @Nullable String tracestate;

    PayloadCut(JsonParser parser, String text) {
        this.parser = parser;
        this.text = text;
        this.rest = new StringBuilder(text.length());
    }

    TaggedPayload read(HeaderReader faults) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            faults.refuse("the event is no JSON object");
            return TaggedPayload.none(new byte[0]);
        }
        for (JsonToken name = parser.nextToken(); name == JsonToken.FIELD_NAME; name = parser.nextToken()) {
            boolean tag = parser.currentName().equals(TaggedPayload.TAG);
            int start = tag ? (int) parser.currentTokenLocation().getCharOffset() : 0;
            JsonToken value = parser.nextToken();
            if (!tag) {
                parser.skipChildren();
                continue;
            }
            readTag(value, faults);
            parser.finishToken();
            cut(start, (int) parser.currentLocation().getCharOffset());
        }
        if (parser.nextToken() != null) {
            faults.refuse("the event goes on after its JSON object");
        }
        rest.append(text, copied, text.length());
        return new TaggedPayload(bytes(faults), rpc, version, correlationId, traceparent, tracestate);
    }

    private byte[] bytes(HeaderReader faults) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(rest));
            var exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException halved) {
            faults.refuse("the event holds half of a surrogate pair, which is no character");
            return new byte[0];
        }
    }

    // with the comma that divided it from what is left
    private void cut(int start, int end) {
        rest.append(text, copied, start);
        copied = skipSpace(end);
        if (text.charAt(copied) == ',') {
            copied = skipSpace(copied + 1);
        } else {
            dropLastComma();
        }
    }

    private void dropLastComma() {
        int last = rest.length() - 1;
        while (Character.isWhitespace(rest.charAt(last))) {
            last--;
        }
        if (rest.charAt(last) == ',') {
            rest.setLength(last);
        }
    }

    private int skipSpace(int from) {
        int at = from;
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void readTag(JsonToken value, HeaderReader faults) throws IOException {
        rpc = value == JsonToken.VALUE_NULL;
        version = null;
        correlationId = null;
        traceparent = null;
        tracestate = null;
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            if (value != JsonToken.VALUE_NULL) {
                faults.refuse(TaggedPayload.TAG + " must be an object");
            }
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken part = parser.nextToken();
            switch (field) {
                case "is_rpc" -> rpc = part == JsonToken.VALUE_TRUE;
                case "version" -> version = textOf(field, part, faults);
                case "correlation_id" -> correlationId = textOf(field, part, faults);
                case "traceparent" -> traceparent = textOf(field, part, faults);
                case "tracestate" -> tracestate = textOf(field, part, faults);
                default -> parser.skipChildren();
            }
        }
    }

    private @Nullable String textOf(String field, JsonToken part, HeaderReader faults) throws IOException {
        if (part == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        if (part != JsonToken.VALUE_NULL) {
            faults.refuse(TaggedPayload.TAG + "." + field + " must be a text");
        }
        return null;
    }
}
