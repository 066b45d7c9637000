package io.saltbus.registry.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** How any text becomes a part of a path. Not that of HTML forms: a plus sign stays one. */
public final class PercentCode {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PercentCode() {}

    /** A text as a part of a path, or as a value of a query. */
    public static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte sign : text.getBytes(UTF_8)) {
            if (sign > 0 && PLAIN.indexOf(sign) >= 0) {
                encoded.append((char) sign);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(sign));
            }
        }
        return encoded.toString();
    }

    /**
     * The text that was encoded.
     *
     * @throws IllegalArgumentException where a percent sign is no code, or the codes are no UTF-8
     */
    public static String decode(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        var bytes = new ByteArrayOutputStream();
        byte[] given = part.getBytes(UTF_8);
        for (int at = 0; at < given.length; at++) {
            if (given[at] != '%') {
                bytes.write(given[at]);
            } else if (at + 2 < given.length
                    && HexFormat.isHexDigit(given[at + 1])
                    && HexFormat.isHexDigit(given[at + 2])) {
                bytes.write(HexFormat.fromHexDigits(new String(given, at + 1, 2, UTF_8)));
                at += 2;
            } else {
                throw new IllegalArgumentException("the path has a percent sign that is no code: write it as %25");
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new IllegalArgumentException("the path is not encoded as UTF-8", other);
        }
    }
}
