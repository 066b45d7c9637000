package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.SchemaDraft;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the references of a document can name: itself, the documents embedded in it, and the anchors of each. */
final class Resources {
    /** The address of a document that does not say its own. */
    static final URI NAMELESS = URI.create("saltbus:/schema");

    private final SchemaDraft draft;
    private final Map<URI, JsonNode> roots = new HashMap<>();
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private final IdentityHashMap<JsonNode, URI> bases = new IdentityHashMap<>();
    private boolean dynamicAnchors;

    Resources(JsonNode document, SchemaDraft draft) {
        this.draft = draft;
        roots.put(NAMELESS, document);
        gather(document, NAMELESS);
    }

    /** Whether a dynamic reference can lead to more than one place: only among several resources. */
    boolean isDynamic() {
        return dynamicAnchors && roots.values().stream().distinct().count() > 1;
    }

    private void gather(JsonNode schema, URI outer) {
        if (!schema.isObject()) {
            return;
        }
        URI base = outer;
        JsonNode id = schema.path(OldDrafts.idKeyword(draft));
        boolean named = id.isTextual() && !(schema.has("$ref") && OldDrafts.referenceIsAlone(draft));
        if (named && id.textValue().startsWith("#")) {
            anchors.put(outer + id.textValue(), schema); // how drafts up to 7 write an anchor
        } else if (named) {
            base = withoutFragment(resolved(outer, id.textValue()));
            roots.put(base, schema);
            String fragment = fragment(id.textValue());
            if (!fragment.isEmpty()) {
                anchors.put(base + "#" + fragment, schema);
            }
        }
        bases.put(schema, base);
        for (String anchor : new String[] {"$anchor", "$dynamicAnchor"}) {
            if (schema.path(anchor).isTextual() && !OldDrafts.ignores(draft, anchor)) {
                anchors.put(base + "#" + schema.get(anchor).textValue(), schema);
            }
        }
        dynamicAnchors |=
                schema.has("$dynamicAnchor") || schema.path("$recursiveAnchor").asBoolean();
        for (Subschema inner : Subschema.of(schema, draft)) {
            gather(inner.schema(), base);
        }
    }

    /**
     * The schema that a reference leads to.
     *
     * @param from the schema that has the reference
     * @return null for a draft's own schema of schemas, which is not in the document
     * @throws ConfigurationException where it leads nowhere, or out of reach
     */
    @Nullable
    JsonNode target(JsonNode from, String reference) {
        URI base = bases.getOrDefault(from, NAMELESS);
        String address = reference.startsWith("#")
                ? base.toString()
                : withoutFragment(resolved(base, reference)).toString();
        String fragment = fragment(reference);
        JsonNode root = roots.get(address(reference, address));
        if (root == null) {
            if (isOfDraft(address)) {
                return null;
            }
            throw refused(
                    reference,
                    "only references within the same document are followed, such as #/$defs/Address; nothing is"
                            + " fetched");
        }
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            JsonNode anchored = anchors.get(address + "#" + fragment);
            if (anchored == null) {
                throw refused(reference, "no schema here has this $anchor");
            }
            return anchored;
        }
        JsonNode target = root.at(JsonPointer.compile(fragment));
        if (!target.isObject() && !target.isBoolean()) {
            throw refused(reference, "there is no schema at that place");
        }
        adopt(target, root, fragment);
        return target;
    }

    // a schema under an unknown keyword has not been met yet: its references count from the resource around it
    private void adopt(JsonNode target, JsonNode root, String fragment) {
        if (target.isObject() && !bases.containsKey(target)) {
            URI base = bases.getOrDefault(root, NAMELESS);
            JsonNode at = root;
            for (JsonPointer step = JsonPointer.compile(fragment); !step.matches(); step = step.tail()) {
                at = step.mayMatchElement() && at.isArray()
                        ? at.path(step.getMatchingIndex())
                        : at.path(step.getMatchingProperty());
                base = bases.getOrDefault(at, base);
            }
            gather(target, base);
        }
    }

    private static URI address(String reference, String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException notAnAddress) {
            throw refused(reference, "it is no address");
        }
    }

    private static boolean isOfDraft(String address) {
        return SchemaDraft.named(address).isPresent()
                || address.startsWith("https://json-schema.org/draft/2020-12/meta/")
                || address.startsWith("https://json-schema.org/draft/2019-09/meta/");
    }

    private static URI resolved(URI base, String reference) {
        try {
            int hash = reference.indexOf('#');
            return base.resolve(hash < 0 ? reference : reference.substring(0, hash));
        } catch (IllegalArgumentException notAnAddress) {
            throw refused(reference, "it is no address");
        }
    }

    private static URI withoutFragment(URI address) {
        String text = address.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? address : URI.create(text.substring(0, hash));
    }

    private static String fragment(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? "" : decoded(reference.substring(hash + 1));
    }

    /** A fragment as it is meant: {@code %25} is a per cent sign. One with signs that an address may not have is taken as it is. */
    static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return fragment;
        }
    }

    /** The other way round, as far as needed. */
    static String encoded(String pointer) {
        return pointer.replace("%", "%25");
    }

    private static ConfigurationException refused(String reference, String why) {
        return new ConfigurationException("the schema's $ref \"" + reference + "\" is refused: " + why);
    }
}
