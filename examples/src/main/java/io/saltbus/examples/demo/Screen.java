package io.saltbus.examples.demo;

import io.saltbus.examples.demo.LedgerEntry.Kind;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows. On a terminal the counters stay in one line and have colours (none where {@code NO_COLOR} is set); elsewhere they
 * are a plain line each time. Safe for use from any thread.
 */
final class Screen {
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean coloured;

    Screen(PrintStream out, boolean terminal, boolean coloured) {
        this.out = out;
        this.terminal = terminal;
        this.coloured = coloured;
    }

    /** Shows on the standard output. */
    static Screen of(PrintStream out, Map<String, String> environment) {
        boolean terminal = isTerminal(System.console()) && !"dumb".equals(environment.get("TERM"));
        return new Screen(
                out,
                terminal,
                terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Shows a line that stays. */
    synchronized void line(String words) {
        out.println(terminal ? BACK_AND_CLEAR + words : words);
        out.flush();
    }

    /**
     * Shows the counters.
     *
     * @param doing what the demo does now
     * @param elapsed since when
     * @param refused orders that could not be published
     */
    synchronized void counters(String doing, Duration elapsed, Ledger ledger, long refused) {
        String words = String.format(
                Locale.ROOT,
                "%4d s  %-9s  published %s  handled %s  retried %s  dead-lettered %s%s",
                elapsed.toSeconds(),
                doing,
                number(ledger.count(Kind.PUBLISHED), "36"),
                number(ledger.count(Kind.HANDLED), "32"),
                number(ledger.count(Kind.RETRIED), "33"),
                number(ledger.count(Kind.DEAD_LETTERED), "31"),
                refused == 0 ? "" : "  refused " + number(refused, "31"));
        if (terminal) {
            out.print(BACK_AND_CLEAR + words);
        } else {
            out.println(words);
        }
        out.flush();
    }

    /** How often the counters are worth showing: fluently where they stay in place, each second where they make a list. */
    Duration refresh() {
        return terminal ? Duration.ofMillis(200) : Duration.ofSeconds(1);
    }

    private String number(long value, String colour) {
        String digits = String.format(Locale.ROOT, "%,d", value);
        return coloured ? "\u001b[" + colour + "m" + digits + "\u001b[0m" : digits;
    }

    // since Java 22 there may be a console where there is no terminal, and a method that tells
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
