package io.saltbus.registry.internal.compatibility;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a regular expression of JavaScript into an {@link Automaton}; looking around, referring back and word borders it cannot. */
final class RegexReader {
    private static final int MAX_LENGTH = 1_000; // groups within groups recurse
    private static final int MAX_REPEATS = 1_000;
    private static final String DIGITS = "09";
    private static final String WORD = "09AZaz__";
    private static final String SPACE =
            "\t\r  \u00a0\u00a0\u1680\u1680\u2000\u200a\u2028\u2029\u202f\u202f\u205f\u205f\u3000\u3000\ufeff\ufeff";

    /** It has something that no automaton can do, or nothing that is an expression. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("no automaton", null, false, false);
        }
    }

    private final String regex;
    private final Automaton automaton = new Automaton();
    private int at;

    /** From one place to another. */
    private record Part(int from, int to) {}

    private RegexReader(String regex) {
        this.regex = regex;
    }

    /** Reads one; null where that cannot be done. */
    static @Nullable Automaton read(String regex) {
        if (regex.length() > MAX_LENGTH) {
            return null;
        }
        try {
            var reader = new RegexReader(regex);
            Part whole = reader.choice();
            return reader.at == regex.length() ? reader.automaton.found(whole.from, whole.to) : null;
        } catch (Unreadable | Automaton.TooLarge | IndexOutOfBoundsException | NumberFormatException beyond) {
            return null;
        }
    }

    private Part choice() {
        Part first = sequence();
        if (!isNext('|')) {
            return first;
        }
        var whole = new Part(automaton.place(), automaton.place());
        join(whole, first);
        while (isNext('|')) {
            at++;
            join(whole, sequence());
        }
        return whole;
    }

    private void join(Part whole, Part part) {
        automaton.free(whole.from, part.from);
        automaton.free(part.to, whole.to);
    }

    private Part sequence() {
        int from = automaton.place();
        int to = from;
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            Part next = repeated();
            automaton.free(to, next.from);
            to = next.to;
        }
        return new Part(from, to);
    }

    private Part repeated() {
        int begin = at;
        Part once = single();
        int end = at;
        int least = 1;
        int most = 1;
        if (isNext('*') || isNext('+') || isNext('?')) {
            char sign = regex.charAt(at++);
            least = sign == '+' ? 1 : 0;
            most = sign == '?' ? 1 : -1;
        } else if (isNext('{')) {
            int close = regex.indexOf('}', at);
            String[] limits = regex.substring(at + 1, close).split(",", -1);
            least = Integer.parseInt(limits[0]);
            most = limits.length == 1 ? least : limits[1].isEmpty() ? -1 : Integer.parseInt(limits[1]);
            at = close + 1;
        } else {
            return once;
        }
        if (isNext('?')) {
            at++; // whether it is greedy does not change what is found
        }
        int after = at;
        if (least > MAX_REPEATS || most > MAX_REPEATS) {
            throw new Unreadable();
        }
        int from = automaton.place();
        int to = from;
        for (int round = 0; round < least; round++) {
            Part copy = copied(begin, end);
            automaton.free(to, copy.from);
            to = copy.to;
        }
        int out = automaton.place();
        if (most < 0) {
            Part copy = copied(begin, end);
            automaton.free(to, copy.from);
            automaton.free(copy.to, copy.from);
            automaton.free(to, out);
            automaton.free(copy.to, out);
        }
        for (int round = least; round < most; round++) {
            automaton.free(to, out);
            Part copy = copied(begin, end);
            automaton.free(to, copy.from);
            to = copy.to;
        }
        if (most >= 0) {
            automaton.free(to, out);
        }
        at = after;
        return new Part(from, out);
    }

    private Part copied(int begin, int end) {
        at = begin;
        Part copy = single();
        if (at != end) {
            throw new Unreadable();
        }
        return copy;
    }

    private Part single() {
        char sign = regex.charAt(at++);
        return switch (sign) {
            case '(' -> group();
            case '[' -> set(inClass());
            case '.' -> set(without("\n\n\r\r\u2028\u2029"));
            case '^', '$' -> anchor(sign);
            case '\\' -> set(escaped(false));
            case '*', '+', '?', ')', '{' -> throw new Unreadable();
            default -> {
                at--;
                int whole = regex.codePointAt(at);
                at += Character.charCount(whole);
                yield set(List.of(new int[] {whole, whole}));
            }
        };
    }

    private Part anchor(char sign) {
        var anchor = new Part(automaton.place(), automaton.place());
        if (sign == '^') {
            automaton.onlyAtStart(anchor.from, anchor.to);
        } else {
            automaton.onlyAtEnd(anchor.from, anchor.to);
        }
        return anchor;
    }

    private Part group() {
        if (isNext('?')) {
            if (regex.charAt(at + 1) == ':') {
                at += 2;
            } else if (regex.charAt(at + 1) == '<' && Character.isLetter(regex.charAt(at + 2))) {
                at = regex.indexOf('>', at) + 1;
            } else {
                throw new Unreadable();
            }
        }
        Part inner = choice();
        if (!isNext(')')) {
            throw new Unreadable();
        }
        at++;
        return inner;
    }

    private Part set(List<int[]> ranges) {
        var part = new Part(automaton.place(), automaton.place());
        for (int[] range : ranges) {
            automaton.step(part.from, range[0], range[1], part.to);
        }
        return part;
    }

    private List<int[]> inClass() {
        boolean negated = isNext('^');
        if (negated) {
            at++;
        }
        var ranges = new ArrayList<int[]>();
        while (!isNext(']')) {
            List<int[]> low = inClassSign();
            if (isNext('-') && regex.charAt(at + 1) != ']' && low.size() == 1 && low.get(0)[0] == low.get(0)[1]) {
                at++;
                List<int[]> high = inClassSign();
                if (high.size() != 1 || high.get(0)[0] != high.get(0)[1] || high.get(0)[0] < low.get(0)[0]) {
                    throw new Unreadable();
                }
                ranges.add(new int[] {low.get(0)[0], high.get(0)[0]});
            } else {
                ranges.addAll(low);
            }
        }
        at++;
        return negated ? complement(ranges) : ranges;
    }

    private List<int[]> inClassSign() {
        int sign = regex.codePointAt(at);
        at += Character.charCount(sign);
        return sign == '\\' ? escaped(true) : List.of(new int[] {sign, sign});
    }

    private List<int[]> escaped(boolean inClass) {
        char sign = regex.charAt(at++);
        int code = switch (sign) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'v' -> 0x0b;
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            default -> -1;
        };
        if (code >= 0) {
            return List.of(new int[] {code, code});
        }
        return switch (sign) {
            case 'd' -> with(DIGITS);
            case 'D' -> without(DIGITS);
            case 'w' -> with(WORD);
            case 'W' -> without(WORD);
            case 's' -> with(SPACE);
            case 'S' -> without(SPACE);
            default -> {
                if (Character.isLetterOrDigit(sign) || (inClass && sign == 'b') || Character.isSurrogate(sign)) {
                    throw new Unreadable();
                }
                yield List.of(new int[] {sign, sign});
            }
        };
    }

    private int hex(int digits) {
        int code = Integer.parseInt(regex.substring(at, at + digits), 16);
        at += digits;
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw new Unreadable();
        }
        return code;
    }

    private static List<int[]> with(String pairs) {
        var ranges = new ArrayList<int[]>();
        for (int index = 0; index < pairs.length(); index += 2) {
            ranges.add(new int[] {pairs.charAt(index), pairs.charAt(index + 1)});
        }
        return ranges;
    }

    private static List<int[]> without(String pairs) {
        return complement(with(pairs));
    }

    private static List<int[]> complement(List<int[]> ranges) {
        ranges.sort((left, right) -> Integer.compare(left[0], right[0]));
        var others = new ArrayList<int[]>();
        int next = 0;
        for (int[] range : ranges) {
            if (range[0] > next) {
                others.add(new int[] {next, range[0] - 1});
            }
            next = Math.max(next, range[1] + 1);
        }
        if (next <= Automaton.LAST) {
            others.add(new int[] {next, Automaton.LAST});
        }
        return others;
    }

    private boolean isNext(char sign) {
        return at < regex.length() && regex.charAt(at) == sign;
    }
}
