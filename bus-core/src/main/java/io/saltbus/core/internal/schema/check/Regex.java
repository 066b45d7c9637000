package io.saltbus.core.internal.schema.check;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a schema, which is JavaScript's: it is found anywhere in a text, {@code ^} and {@code $} are the text's very
 * ends, and {@code \d}, {@code \w} are about ASCII. Matching is bounded, because some expressions, such as {@code (x+x+)+y}, take
 * for ever over texts that look harmless, and payloads are matched on event loops.
 *
 * <p>Safe for use from any thread.
 */
public final class Regex {
    private static final int STEPS = 1_000_000; // some 10 ms
    private static final int STEPS_PER_SIGN = 20;

    private final String source;
    private final Pattern pattern;

    private Regex(String source) {
        this.source = source;
        this.pattern = Pattern.compile(inJava(source));
    }

    /**
     * Compiles one.
     *
     * @throws PatternSyntaxException where it is none
     */
    public static Regex compile(String regex) {
        return new Regex(regex);
    }

    /**
     * Whether a text has a part that matches.
     *
     * @throws TooHard where that cannot be told in a bounded number of steps
     */
    public boolean isFoundIn(String text) {
        try {
            return pattern.matcher(new CountedText(text)).find();
        } catch (StackOverflowError deep) {
            // java.util.regex recurses for each round of a group such as (a|b)*
            throw new TooHard(source);
        }
    }

    /** Neither found nor not found: the expression and the text together take too long. The message quotes neither. */
    public static final class TooHard extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String regex;

        TooHard(String regex) {
            super("a pattern takes too many steps", null, false, false);
            this.regex = regex;
        }

        /** The expression as the schema has it. */
        public String regex() {
            return regex;
        }
    }

    private final class CountedText implements CharSequence {
        private final String text;
        private long left;

        CountedText(String text) {
            this.text = text;
            this.left = STEPS + (long) STEPS_PER_SIGN * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooHard(source);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    // Java's $ also matches in front of a last line break: ^[a-z]+$ would let "admin\n" pass. And inside a class, Java
    // gives [ and && a meaning of their own
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
