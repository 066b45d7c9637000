package io.saltbus.rabbitmq.internal.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.schema.PayloadException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the body of a task whose one argument is the payload, tagged, as a text of JSON. */
final class TaskWriter {
    private static final byte[] BEGIN = "[[\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPED_CONTROL = "\\u0000".length();
    private static final int FIRST_PRINTABLE = 0x20;

    private TaskWriter() {}

    static byte[] write(Envelope envelope, byte[] payload) {
        int end = payload.length;
        while (end > 0 && payload[end - 1] <= ' ' && payload[end - 1] >= 0) {
            end--;
        }
        int start = 0;
        while (start < end && payload[start] <= ' ' && payload[start] >= 0) {
            start++;
        }
        if (end - start < 2 || payload[start] != '{' || payload[end - 1] != '}') {
            throw new PayloadException.Undecodable("only a JSON object can be written in the format of celery-salt");
        }
        byte[] tag = tag(envelope, isEmpty(payload, start + 1, end - 1)).getBytes(StandardCharsets.UTF_8);
        byte[] rest = rest(envelope.topic()).getBytes(StandardCharsets.UTF_8);
        int last = end - 1; // its closing brace comes after the tag
        var body = new byte
                [BEGIN.length + escapedLength(payload, start, last) + escapedLength(tag, 0, tag.length) + rest.length];
        System.arraycopy(BEGIN, 0, body, 0, BEGIN.length);
        int at = escape(payload, start, last, body, BEGIN.length);
        at = escape(tag, 0, tag.length, body, at);
        System.arraycopy(rest, 0, body, at, rest.length);
        return body;
    }

    private static boolean isEmpty(byte[] payload, int from, int to) {
        for (int at = from; at < to; at++) {
            if (payload[at] < 0 || payload[at] > ' ') {
                return false;
            }
        }
        return true;
    }

    private static String tag(Envelope envelope, boolean alone) {
        var tag = new StringBuilder(alone ? "" : ", ")
                .append("\"_tchu_meta\": {\"is_rpc\": ")
                .append(envelope.mode() == EventMode.RPC);
        field(
                tag,
                "version",
                envelope.version() == null ? null : envelope.version().toString());
        field(tag, "correlation_id", envelope.correlationId());
        field(tag, "traceparent", envelope.traceparent());
        field(tag, "tracestate", envelope.tracestate());
        return tag.append("}}").toString();
    }

    private static void field(StringBuilder to, String name, @Nullable String value) {
        if (value != null) {
            to.append(", \"").append(name).append("\": \"");
            JsonStringEncoder.getInstance().quoteAsString(value, to);
            to.append('"');
        }
    }

    private static String rest(String topic) {
        var rest = new StringBuilder("\"], {\"routing_key\": \"");
        JsonStringEncoder.getInstance().quoteAsString(topic, rest);
        return rest.append("\"}, {\"callbacks\": null, \"errbacks\": null, \"chain\": null, \"chord\": null}]")
                .toString();
    }

    private static int escapedLength(byte[] text, int from, int to) {
        int length = to - from;
        for (int at = from; at < to; at++) {
            byte sign = text[at];
            if (sign == '"' || sign == '\\') {
                length++;
            } else if (sign >= 0 && sign < FIRST_PRINTABLE) {
                length += ESCAPED_CONTROL - 1;
            }
        }
        return length;
    }

    private static int escape(byte[] text, int from, int to, byte[] into, int offset) {
        int out = offset;
        for (int at = from; at < to; at++) {
            byte sign = text[at];
            if (sign == '"' || sign == '\\') {
                into[out++] = '\\';
                into[out++] = sign;
            } else if (sign >= 0 && sign < FIRST_PRINTABLE) {
                into[out++] = '\\';
                into[out++] = 'u';
                into[out++] = '0';
                into[out++] = '0';
                into[out++] = HEX[sign >> 4];
                into[out++] = HEX[sign & 0xf];
            } else {
                into[out++] = sign;
            }
        }
        return out;
    }
}
