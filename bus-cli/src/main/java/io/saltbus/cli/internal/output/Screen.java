package io.saltbus.cli.internal.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.cli.internal.input.Json;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Text for people, in colour where a terminal shows it, and JSON for programs.
 *
 * @param out where it goes
 * @param ansi whether there is colour
 */
public record Screen(PrintWriter out, Ansi ansi) {
    /** What a piece of text says by its colour. */
    public enum Tone {
        /** All is well. */
        GOOD("fg(green)"),
        /** Somebody should look. */
        WARNING("fg(yellow)"),
        /** It must not stay so. */
        BAD("fg(red)"),
        /** It is less important. */
        FAINT("faint"),
        /** It is what was asked for. */
        STRONG("bold");

        private final String style;

        Tone(String style) {
            this.style = style;
        }
    }

    /** The text with its control characters replaced: what a stranger wrote shall not steer the terminal. */
    public static String harmless(String text) {
        return text.codePoints().noneMatch(Character::isISOControl)
                ? text
                : text.codePoints()
                        .map(sign -> Character.isISOControl(sign) ? 0xFFFD : sign)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** One line. */
    public void line(String text) {
        out.println(text);
    }

    /** Text with a tone; the same text where there is no colour. */
    public String tinted(Tone tone, String text) {
        return ansi.enabled() ? Ansi.Style.on(Ansi.Style.parse(tone.style)) + text + Ansi.Style.reset.on() : text;
    }

    /** A document, on as many lines as it takes. */
    public void json(JsonNode node) {
        out.println(Json.pretty(node));
    }

    /** A document on one line. */
    public void jsonLine(JsonNode node) {
        out.println(Json.line(node));
    }

    /** Rows below their heads, aligned. */
    public void table(List<String> heads, List<List<String>> rows) {
        int[] widths = new int[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = heads.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        line(tinted(Tone.FAINT, row(heads, widths)));
        rows.forEach(row -> line(row(row, widths)));
    }

    private static String row(List<String> cells, int[] widths) {
        var text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            text.append(cell);
            if (column < widths.length - 1) {
                text.append(" ".repeat(widths[column] - cell.length() + 2));
            }
        }
        return text.toString().stripTrailing();
    }
}
