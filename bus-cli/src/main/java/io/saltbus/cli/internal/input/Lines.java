package io.saltbus.cli.internal.input;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, of which one that is too long is skipped and told, so that memory stays flat. */
final class Lines {
    /** How long a line may be. */
    static final int MAX_BYTES = 16 << 20;

    private final InputStream in;
    private final int maxBytes;
    private long number;

    /** @param maxBytes how long a line may be: 1 or more */
    Lines(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text its bytes without its end; null where there are more than may be
     */
    record Line(long number, @Nullable Buffer text) {
        boolean blank() {
            if (text == null) {
                return false;
            }
            for (byte one : text.getBytes()) {
                if (one != ' ' && one != '\t' && one != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /** The next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        int sign = in.read();
        if (sign < 0) {
            return null;
        }
        number++;
        var bytes = new ByteArrayOutputStream(512);
        int length = 0;
        while (sign >= 0 && sign != '\n') {
            length++;
            if (length <= maxBytes) {
                bytes.write(sign);
            }
            sign = in.read();
        }
        return new Line(number, length > maxBytes ? null : Buffer.buffer(bytes.toByteArray()));
    }

    /** Whether more can be had without waiting. */
    boolean more() throws IOException {
        return in.available() > 0;
    }
}
