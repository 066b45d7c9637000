package io.saltbus.registry.internal.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Text in Java source that cannot break out of where it stands. */
final class JavaText {
    /** Longest text that source repeats: a class file holds 65,535 bytes, and people read less. */
    static final int LONGEST = 4_000;

    private static final int WIDTH = 110;
    private static final Pattern BLANK = Pattern.compile("\\s+");
    /** What turns the direction of text around, and so lets source look like something else. */
    private static final Set<Integer> DIRECTIONS = Set.of(
            0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x2028, 0x2029,
            0xFEFF);

    private JavaText() {}

    static boolean tooLong(String text) {
        return text.length() > LONGEST;
    }

    /** Whether a sign turns the direction of text, or breaks lines where nobody sees it. */
    static boolean turns(int sign) {
        return DIRECTIONS.contains(sign);
    }

    /** A string literal. */
    static String literal(String text) {
        var literal = new StringBuilder("\"");
        text.codePoints().forEach(sign -> {
            switch (sign) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> appendSafe(literal, sign);
            }
        });
        return literal.append('"').toString();
    }

    private static void appendSafe(StringBuilder literal, int sign) {
        boolean lone = sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE;
        if (Character.isISOControl(sign) || DIRECTIONS.contains(sign) || lone) {
            literal.append("\\u").append(String.format(Locale.ROOT, "%04x", sign));
        } else {
            literal.appendCodePoint(sign);
        }
    }

    /** One line of Javadoc text. */
    static String doc(String text) {
        var safe = new StringBuilder();
        String cut = tooLong(text) ? text.substring(0, LONGEST) + " ..." : text;
        BLANK.matcher(cut.strip()).replaceAll(" ").codePoints().forEach(sign -> {
            switch (sign) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '@' -> safe.append("&#64;");
                case '\\' -> safe.append("&#92;");
                case '/' -> safe.append(safe.length() > 0 && safe.charAt(safe.length() - 1) == '*' ? "&#47;" : "/");
                case '{' -> safe.append("&#123;");
                case '}' -> safe.append("&#125;");
                default -> {
                    boolean shown = !Character.isISOControl(sign)
                            && !DIRECTIONS.contains(sign)
                            && !(sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE);
                    if (shown) {
                        safe.appendCodePoint(sign);
                    }
                }
            }
        });
        return safe.toString();
    }

    /** A Javadoc comment of paragraphs and tags, each broken into lines. */
    static List<String> javadoc(List<String> paragraphs, List<String> tags) {
        var lines = new ArrayList<String>();
        for (String paragraph : paragraphs) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(wrapped((lines.isEmpty() ? "" : "<p>") + paragraph, ""));
        }
        if (!tags.isEmpty() && !lines.isEmpty()) {
            lines.add("");
        }
        tags.forEach(tag -> lines.addAll(wrapped(tag, "    ")));
        if (lines.isEmpty()) {
            return List.of();
        }
        if (lines.size() == 1) {
            return List.of("/** " + lines.get(0) + " */");
        }
        var comment = new ArrayList<String>(List.of("/**"));
        lines.forEach(line -> comment.add(line.isEmpty() ? " *" : " * " + line));
        comment.add(" */");
        return comment;
    }

    private static List<String> wrapped(String text, String next) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(next).append(word);
            } else {
                line.append(line.length() == 0 ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
