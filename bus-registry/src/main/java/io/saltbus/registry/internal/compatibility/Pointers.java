package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;

/** Where in a document its nodes are. */
final class Pointers {
    private final JsonNode root;
    private final IdentityHashMap<JsonNode, String> places = new IdentityHashMap<>();

    Pointers(JsonNode root) {
        this.root = root;
    }

    /** The pointer of an object within the document. */
    String of(JsonNode node) {
        if (places.isEmpty()) {
            gather(root, "");
        }
        return places.getOrDefault(node, "");
    }

    private void gather(JsonNode node, String place) {
        places.putIfAbsent(node, place);
        node.properties().forEach(member -> gather(member.getValue(), place + "/" + escaped(member.getKey())));
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            gather(node.get(index), place + "/" + index);
        }
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
