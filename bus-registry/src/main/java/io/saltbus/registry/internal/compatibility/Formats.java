package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.core.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The formats that the bus asserts. Of each: texts that have it, and an expression that all such texts match, which proves what texts
 * of the format can not be.
 */
final class Formats {
    private record Known(String shape, List<String> samples) {}

    private static final String HEX = "[0-9a-fA-F]";
    private static final Map<String, Known> KNOWN = Map.ofEntries(
            known(
                    "date-time",
                    "^\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)$",
                    "2026-11-21T10:15:30Z",
                    "2026-11-21T10:15:30.123456+02:00"),
            known("date", "^\\d{4}-\\d\\d-\\d\\d$", "2026-11-21", "1999-01-01"),
            known("time", "^\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)$", "10:15:30Z", "10:15:30.5+02:00"),
            known("duration", "^[-+]?P[-+.\\dYMWDTHS]+$", "P1D", "PT1H30M", "P1Y2M3DT4H5M6S"),
            known("email", "@", "a@example.com", "someone.else@mail.example.org"),
            known("idn-email", "@", "a@example.com", "\u00fc@example.com"),
            known("hostname", "^.{1,255}$", "a", "www.example.com", "localhost"),
            known("idn-hostname", "^.{1,255}$", "www.example.com", "b\u00fccher.example"),
            known("ipv4", "^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$", "10.0.0.1", "1.1.1.1", "192.168.100.200"),
            known("ipv6", "^[0-9a-fA-F:.]{2,45}$", "::1", "::", "2001:db8:0:1:1:1:1:1"),
            known("uri", "^[A-Za-z][-+.A-Za-z0-9]*:", "a:b", "https://example.com/a?b#c", "urn:isbn:1"),
            known("iri", "^[A-Za-z][-+.A-Za-z0-9]*:", "a:b", "https://example.com/\u00fc"),
            known("uri-reference", "", "", "a", "/a/b", "https://example.com/"),
            known("iri-reference", "", "", "a", "/\u00fc"),
            known("uri-template", "", "a", "https://example.com/{id}"),
            known(
                    "uuid",
                    "^" + HEX + "{8}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{12}$",
                    "123e4567-e89b-12d3-a456-426614174000",
                    "ABCDEF01-2345-4789-8BCD-EF0123456789"),
            known("json-pointer", "^(/|$)", "", "/a/0"),
            known("relative-json-pointer", "^\\d", "0", "1/a", "0#"),
            known("regex", "", "a+", "^[a-z]$", ""));
    private static final Map<String, Set<String>> WITHIN = Map.of(
            "email", Set.of("idn-email"),
            "hostname", Set.of("idn-hostname"),
            "uri", Set.of("iri", "uri-reference", "iri-reference"),
            "iri", Set.of("iri-reference"),
            "uri-reference", Set.of("iri-reference"));
    private static final List<String> OTHERS =
            List.of("", "a", "A", "0", "1", "abc", "-", " ", "2026-02-30", "/", "\u00e9", "a b", "http://", "%", "{");
    private static final Map<String, Schema> CHECKS = new ConcurrentHashMap<>();

    private Formats() {}

    private static Map.Entry<String, Known> known(String name, String shape, String... samples) {
        return Map.entry(name, new Known(shape, List.of(samples)));
    }

    /** Whether it is asserted at all; other names are remarks. */
    static boolean isKnown(String name) {
        return KNOWN.containsKey(name);
    }

    /** Whether all texts of one format have the other. */
    static boolean within(String inner, String outer) {
        return inner.equals(outer) || WITHIN.getOrDefault(inner, Set.of()).contains(outer);
    }

    static List<String> samples(String name) {
        Known known = KNOWN.get(name);
        return known == null ? List.of() : known.samples();
    }

    /** Texts that are of few formats. */
    static List<String> others() {
        return OTHERS;
    }

    static String shape(String name) {
        Known known = KNOWN.get(name);
        return known == null ? "" : known.shape();
    }

    static boolean has(String text, String name) {
        return CHECKS.computeIfAbsent(
                        name,
                        known -> Schema.of(JsonNodeFactory.instance.objectNode().put("format", known)))
                .validate(TextNode.valueOf(text))
                .isEmpty();
    }
}
