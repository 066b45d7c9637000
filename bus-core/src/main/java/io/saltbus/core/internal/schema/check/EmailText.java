package io.saltbus.core.internal.schema.check;

/**
 * Addresses of people. There is no list of top-level domains: it grows, and a message must not die because a list is old.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">RFC 5321, 4.1.2</a>
 */
final class EmailText {
    private static final int MAX_NAME = 64; // RFC 5321, 4.5.3.1.1
    private static final int MAX_HOST = 255; // RFC 5321, 4.5.3.1.2
    private static final int MAX_LABEL = 63; // RFC 1035, 2.3.4
    private static final String NAME_SIGNS = "!#$%&'*+-/=?^_`{|}~.";

    private EmailText() {}

    static boolean isValid(String text) {
        int at = text.lastIndexOf('@');
        return at > 0 && at <= MAX_NAME && isName(text, at) && isHost(text, at + 1);
    }

    private static boolean isName(String text, int end) {
        char before = '.';
        for (int index = 0; index < end; index++) {
            char sign = text.charAt(index);
            if (!isLetterOrDigit(sign) && NAME_SIGNS.indexOf(sign) < 0) {
                return false;
            }
            if (sign == '.' && before == '.') {
                return false;
            }
            before = sign;
        }
        return before != '.';
    }

    private static boolean isHost(String text, int start) {
        int length = text.length() - start;
        if (length < 1 || length > MAX_HOST) {
            return false;
        }
        int label = start;
        for (int index = start; index <= text.length(); index++) {
            if (index == text.length() || text.charAt(index) == '.') {
                if (!isLabel(text, label, index)) {
                    return false;
                }
                label = index + 1;
            }
        }
        return true;
    }

    private static boolean isLabel(String text, int start, int end) {
        if (end == start || end - start > MAX_LABEL || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        for (int index = start; index < end; index++) {
            char sign = text.charAt(index);
            if (!isLetterOrDigit(sign) && sign != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char sign) {
        if (sign < 128) {
            return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
        }
        return Character.isLetterOrDigit(sign) || Character.isSurrogate(sign);
    }
}
