package io.saltbus.registry.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;

/**
 * Reads server-sent events out of chunks that end anywhere. Used on one thread at a time.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML: server-sent events</a>
 */
final class EventStream {
    private static final int MAX_LINE_BYTES = 64 << 10;

    private final BiConsumer<String, String> events;
    private final StringBuilder data = new StringBuilder();
    private String type = "message";
    private boolean afterReturn;
    private Buffer pending = Buffer.buffer();

    /** @param events told of each event: its type and its data */
    EventStream(BiConsumer<String, String> events) {
        this.events = events;
    }

    /**
     * Takes what has come.
     *
     * @throws IllegalArgumentException where a line is longer than any event of a registry
     */
    void read(Buffer chunk) {
        for (int at = 0; at < chunk.length(); at++) {
            byte sign = chunk.getByte(at);
            if (sign == '\n' && afterReturn) {
                afterReturn = false; // the second half of one end of line
                continue;
            }
            afterReturn = sign == '\r';
            if (sign == '\n' || sign == '\r') {
                String text = pending.toString(UTF_8);
                pending = Buffer.buffer();
                line(text);
            } else if (pending.length() + data.length() >= MAX_LINE_BYTES) {
                throw new IllegalArgumentException("a line has more than " + MAX_LINE_BYTES + " bytes");
            } else {
                pending.appendByte(sign);
            }
        }
    }

    private void line(String text) {
        if (text.isEmpty()) {
            String said = data.toString();
            String of = type;
            data.setLength(0);
            type = "message";
            events.accept(of, said);
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
        if (field.equals("event")) {
            type = value;
        } else if (field.equals("data")) {
            data.append(data.isEmpty() ? "" : "\n").append(value);
        }
    }
}
