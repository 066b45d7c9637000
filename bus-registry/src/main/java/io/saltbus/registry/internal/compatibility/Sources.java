package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places of a document that references lead to: within it, by pointer, anchor or {@code $id}. */
final class Sources {
    private static final int MAX_NODES = 20_000;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_DEPTH = 200;
    private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples", "example");

    private final String which;
    private final JsonNode root;
    private final Map<String, JsonNode> named = new HashMap<>();
    private final IdentityHashMap<JsonNode, String> bases = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, JsonNode> resources = new IdentityHashMap<>();
    private int nodes;
    private long text;

    /**
     * Looks through a document.
     *
     * @param which how messages call it
     * @throws ConfigurationException where it is too large or too deep
     */
    Sources(JsonNode root, String which) {
        this.which = which;
        this.root = root;
        walk(root, "", root, 0, false);
    }

    private void walk(JsonNode node, String base, JsonNode resource, int depth, boolean value) {
        text += node.isTextual() ? node.textValue().length() : 1;
        if (++nodes > MAX_NODES || text > MAX_TEXT || depth > MAX_DEPTH) {
            throw new ConfigurationException("the " + which + " schema is too large to be compared: it may have "
                    + MAX_NODES + " nodes, " + MAX_TEXT + " characters, and be " + MAX_DEPTH + " deep");
        }
        String within = base;
        JsonNode of = resource;
        if (node.isObject() && !value) {
            String id = node.path("$id").asText(node.path("id").asText());
            if (!id.isEmpty() && !node.has("$ref")) {
                if (id.startsWith("#")) {
                    named.putIfAbsent(base + id, node);
                } else {
                    within = resolved(base, id);
                    of = node;
                    named.putIfAbsent(within, node);
                }
            }
            anchor(node, "$anchor", within);
            anchor(node, "$dynamicAnchor", within);
            bases.put(node, within);
            resources.put(node, of);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            text += member.getKey().length();
            walk(member.getValue(), within, of, depth + 1, value || VALUES.contains(member.getKey()));
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                walk(item, within, of, depth + 1, value);
            }
        }
    }

    private void anchor(JsonNode node, String keyword, String base) {
        if (node.path(keyword).isTextual()) {
            named.putIfAbsent(base + "#" + node.path(keyword).textValue(), node);
        }
    }

    private static String resolved(String base, String reference) {
        try {
            String whole = base.isEmpty()
                    ? reference
                    : URI.create(base).resolve(reference).toString();
            return whole.endsWith("#") ? whole.substring(0, whole.length() - 1) : whole;
        } catch (IllegalArgumentException odd) {
            return reference;
        }
    }

    /**
     * Where a reference leads.
     *
     * @param from the schema that has it
     * @return null where it leads out of the document
     * @throws ConfigurationException where it leads nowhere in it
     */
    @Nullable
    JsonNode target(JsonNode from, String reference) {
        int hash = reference.indexOf('#');
        String address = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        // what is not of the document is one keyword of it, put apart to be compared: most stand at its top
        String base = bases.getOrDefault(from, bases.getOrDefault(root, ""));
        JsonNode resource = resources.getOrDefault(from, root);
        if (!address.isEmpty()) {
            base = resolved(base, address);
            resource = named.get(base);
            if (resource == null) {
                return null;
            }
        }
        JsonNode target = fragment.isEmpty() ? resource : within(resource, base, fragment);
        if (target == null || !(target.isObject() || target.isBoolean())) {
            throw new ConfigurationException("the " + which + " schema's $ref \"" + reference
                    + "\" leads nowhere: there is no schema at that place of it");
        }
        return target;
    }

    private @Nullable JsonNode within(JsonNode resource, String base, String fragment) {
        if (!fragment.startsWith("/")) {
            return named.get(base + "#" + fragment);
        }
        try {
            return resource.at(
                    JsonPointer.compile(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException odd) {
            return null;
        }
    }
}
