package io.saltbus.registry.internal.generate;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that are free in one place, made from any text. */
final class Names {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+|(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final int LONGEST = 100;

    private final Set<String> taken = new HashSet<>();
    private final boolean anyCase;

    private Names(Set<String> reserved, boolean anyCase) {
        this.anyCase = anyCase;
        reserved.forEach(name -> taken.add(form(name)));
    }

    /** Of types, which become files: names that differ in letter case only are the same to some file systems. */
    static Names ofTypes(Set<String> reserved) {
        return new Names(reserved, true);
    }

    /** Of the members of a type. */
    static Names ofMembers() {
        return new Names(Set.of(), false);
    }

    private String form(String name) {
        return anyCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    boolean taken(String name) {
        return taken.contains(form(name));
    }

    /** Takes a name, or where it is taken, the name with the first free number after it. */
    String take(String name) {
        String free = name;
        for (int number = 2; !taken.add(form(free)); number++) {
            free = name + number;
        }
        return free;
    }

    /** The words of any text: of {@code user_id}, {@code userId} and {@code User-ID}. */
    static List<String> words(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var words = BETWEEN_WORDS
                .splitAsStream(composed.length() > LONGEST ? composed.substring(0, LONGEST) : composed)
                .filter(word -> !word.isEmpty())
                .toList();
        return words;
    }

    /** As types are called: {@code UserId}. */
    static String pascal(String text, String fallback) {
        var name = new StringBuilder();
        for (String word : words(text)) {
            int first = word.offsetByCodePoints(0, 1);
            boolean shout = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            String rest = word.substring(first);
            name.append(word.substring(0, first).toUpperCase(Locale.ROOT))
                    .append(shout ? rest.toLowerCase(Locale.ROOT) : rest);
        }
        return started(name.toString(), fallback);
    }

    /** As components are called: {@code userId}. */
    static String camel(String text, String fallback) {
        String pascal = pascal(text, "");
        if (pascal.isEmpty()) {
            return fallback;
        }
        int first = pascal.offsetByCodePoints(0, 1);
        return started(pascal.substring(0, first).toLowerCase(Locale.ROOT) + pascal.substring(first), fallback);
    }

    /** As Python calls fields: {@code user_id}. */
    static String snake(String text, String fallback) {
        return started(String.join("_", words(text)).toLowerCase(Locale.ROOT), fallback);
    }

    /** As constants are called: {@code USER_ID}. */
    static String constant(String text, String fallback) {
        return started(String.join("_", words(text)).toUpperCase(Locale.ROOT), fallback);
    }

    private static String started(String name, String fallback) {
        if (name.isEmpty()) {
            return fallback;
        }
        return Character.isUnicodeIdentifierStart(name.codePointAt(0)) ? name : fallback + name;
    }

    /** What one of many is called. */
    static String singular(String name) {
        if (name.endsWith("ies") && name.length() > 4) {
            return name.substring(0, name.length() - 3) + "y";
        }
        if (name.endsWith("ses") || name.endsWith("xes")) {
            return name.substring(0, name.length() - 2);
        }
        return name.endsWith("s") && !name.endsWith("ss") && name.length() > 3
                ? name.substring(0, name.length() - 1)
                : name + " item";
    }
}
