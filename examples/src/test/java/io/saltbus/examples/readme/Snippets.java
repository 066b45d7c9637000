package io.saltbus.examples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what documents show with programs that compile. {@code <!-- snippet: NAME -->}, followed by a fenced Java block, stands for the
 * lines between {@code // tag::NAME[]} and {@code // end::NAME[]} of a source file. Common indentation and blank lines at either end do not
 * matter.
 */
final class Snippets {
    private static final Pattern MARK = Pattern.compile("\\s*<!--\\s*snippet:(.*)-->\\s*");
    private static final Pattern TAG = Pattern.compile("\\s*// tag::([a-z0-9-]+)\\[]\\s*");

    private final Map<String, String> regions = new HashMap<>();

    /** Finds the regions of all Java files below some folders. */
    static Snippets in(Path... folders) throws IOException {
        var snippets = new Snippets();
        for (Path folder : folders) {
            for (Path source : files(folder, ".java")) {
                snippets.collect(source);
            }
        }
        return snippets;
    }

    /** Files below a folder by the end of their names; none where there is no such folder. */
    static List<Path> files(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(end)).sorted().toList();
        }
    }

    private void collect(Path source) throws IOException {
        List<String> lines = Files.readAllLines(source);
        for (int index = 0; index < lines.size(); index++) {
            Matcher tag = TAG.matcher(lines.get(index));
            if (tag.matches()) {
                String name = tag.group(1);
                int end = find(lines, index, "// end::" + name + "[]");
                if (end < 0) {
                    throw new IllegalArgumentException(source + " begins the region " + name + " and never ends it");
                }
                if (regions.put(name, plain(lines.subList(index + 1, end))) != null) {
                    throw new IllegalArgumentException("the region " + name + " is there twice, also in " + source);
                }
            }
        }
    }

    /** What is wrong with a document, in words; empty where all of its snippets are what the sources say. */
    List<String> faults(Path document) throws IOException {
        List<String> lines = Files.readAllLines(document);
        List<String> faults = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            Matcher mark = MARK.matcher(lines.get(index));
            if (mark.matches()) {
                String name = mark.group(1).strip();
                String place = document.getFileName() + ":" + (index + 1) + " snippet " + name;
                faults.addAll(faults(place, regions.get(name), lines, index + 1));
            }
        }
        return faults;
    }

    private static List<String> faults(String place, String region, List<String> lines, int after) {
        int fence = after;
        while (fence < lines.size() && lines.get(fence).isBlank()) {
            fence++;
        }
        int end =
                fence < lines.size() && lines.get(fence).strip().equals("```java") ? find(lines, fence + 1, "```") : -1;
        if (region == null) {
            return List.of(place + ": no source has a region of this name");
        }
        if (end < 0) {
            return List.of(place + ": no ```java block follows");
        }
        String shown = plain(lines.subList(fence + 1, end));
        return shown.equals(region) ? List.of() : List.of(place + ": it should show\n" + region);
    }

    private static int find(List<String> lines, int from, String stripped) {
        for (int index = from; index < lines.size(); index++) {
            if (lines.get(index).strip().equals(stripped)) {
                return index;
            }
        }
        return -1;
    }

    private static String plain(List<String> lines) {
        return lines.stream()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .stripIndent()
                .replaceAll("^\n+|\n+$", "");
    }
}
