package io.saltbus.core.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one encoding of JSON between systems. Jackson alone would guess UTF-16 and UTF-32 too, and lets overlong and impossible forms pass.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-8.1">RFC 8259, 8.1</a>
 */
final class Utf8 {
    private static final int GUESSED_FROM = 4;

    private Utf8() {}

    static boolean isText(byte[] bytes) {
        // a zero among the first bytes is what Jackson takes for the sign of another encoding
        for (int at = 0; at < Math.min(GUESSED_FROM, bytes.length); at++) {
            if (bytes[at] == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
