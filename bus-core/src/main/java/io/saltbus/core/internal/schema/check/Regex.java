package io.saltbus.core.internal.schema.check;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expressions of schemas, which are JavaScript's: they are found anywhere in a text, and {@code $} is its very end. */
public final class Regex {
    private Regex() {}

    /**
     * Compiles one.
     *
     * @throws PatternSyntaxException where it is none
     */
    public static Pattern compile(String regex) {
        return Pattern.compile(inJava(regex));
    }

    // Java's $ also matches in front of a last line break: ^[a-z]+$ would let "admin\n" pass. And inside a class, Java
    // gives [ and &&
    // a meaning of their own
    private static String inJava(String regex) {
        var java = new StringBuilder(regex.length() + 4);
        boolean inClass = false;
        for (int at = 0; at < regex.length(); at++) {
            char sign = regex.charAt(at);
            if (sign == '\\' && at + 1 < regex.length()) {
                java.append(sign).append(regex.charAt(++at));
                continue;
            }
            if (inClass && (sign == '[' || sign == '&')) {
                java.append('\\');
            }
            inClass = inClass ? sign != ']' : sign == '[';
            java.append(sign == '$' && !inClass ? "\\z" : String.valueOf(sign));
        }
        return java.toString();
    }
}
