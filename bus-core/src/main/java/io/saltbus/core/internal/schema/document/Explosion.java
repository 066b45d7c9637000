package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Whether a schema can ask exponentially much of a payload. There are two ways to: references that lead to one place by very many ways,
 * and a recursion that two schemas of the same value enter, as in a choice of forms that all have the same recursive property.
 */
public final class Explosion {
    private static final long MANY = 100_000;

    private final SchemaDocument document;
    private final IdentityHashMap<JsonNode, Node> nodes = new IdentityHashMap<>();
    private final ArrayDeque<Node> open = new ArrayDeque<>();
    private int visited;

    private static final class Node {
        final List<Edge> edges = new ArrayList<>();
        int index;
        int low;
        boolean onStack = true;
        int component = -1;
        boolean recursive;
        long ways = -1;
        int entries = -1;
    }

    private record Edge(Node to, boolean sameValue) {}

    private Explosion(SchemaDocument document) {
        this.document = document;
    }

    /** Looks at all ways through a document. */
    public static boolean isPossible(SchemaDocument document) {
        if (document.places().values().stream().noneMatch(schema -> schema.has("$ref"))) {
            return false;
        }
        var explosion = new Explosion(document);
        Node root = explosion.visit(document.root());
        explosion.visitAll();
        return explosion.ways(root) > MANY
                || explosion.nodes.values().stream().anyMatch(node -> explosion.entries(node) > 1);
    }

    /** Whether writing out all references would take for ever. */
    static boolean hasTooManyWays(SchemaDocument document) {
        if (document.places().values().stream().noneMatch(schema -> schema.has("$ref"))) {
            return false;
        }
        var explosion = new Explosion(document);
        return explosion.ways(explosion.visit(document.root())) > MANY;
    }

    /** Whether a schema comes back to itself. */
    static boolean isRecursive(SchemaDocument document) {
        if (document.places().values().stream().noneMatch(schema -> schema.has("$ref"))) {
            return false;
        }
        var explosion = new Explosion(document);
        explosion.visitAll();
        return explosion.nodes.values().stream().anyMatch(node -> node.recursive);
    }

    private void visitAll() {
        for (JsonNode schema : document.places().values()) {
            if (!nodes.containsKey(schema)) {
                visit(schema);
            }
        }
    }

    // Tarjan's walk: nodes of one component can all reach each other
    private Node visit(JsonNode schema) {
        var node = new Node();
        node.index = visited++;
        node.low = node.index;
        nodes.put(schema, node);
        open.push(node);
        if (schema.has("$ref")) {
            follow(node, document.target(schema.get("$ref").asText()), true);
        }
        for (Subschema inner : Subschema.of(schema)) {
            if (!inner.place().startsWith("/$defs/") && !inner.place().startsWith("/definitions/")) {
                follow(node, inner.schema(), inner.sameValue());
            }
        }
        if (node.low == node.index) {
            close(node);
        }
        return node;
    }

    private void follow(Node from, JsonNode target, boolean sameValue) {
        Node known = nodes.get(target);
        Node to = known == null ? visit(target) : known;
        from.edges.add(new Edge(to, sameValue));
        from.recursive |= to == from;
        if (known == null) {
            from.low = Math.min(from.low, to.low);
        } else if (to.onStack) {
            from.low = Math.min(from.low, to.index);
        }
    }

    private void close(Node first) {
        boolean several = open.peek() != first;
        Node node;
        do {
            node = open.pop();
            node.onStack = false;
            node.component = first.index;
            node.recursive |= several;
        } while (node != first);
    }

    private long ways(Node node) {
        if (node.ways < 0) {
            node.ways = 1; // what a recursion comes back to
            long sum = 1;
            for (Edge edge : node.edges) {
                sum = Math.min(MANY + 1, sum + ways(edge.to));
            }
            node.ways = sum;
        }
        return node.ways;
    }

    /** By how many ways a value that this schema is about enters the recursion again, one level deeper. */
    private int entries(Node node) {
        if (!node.recursive) {
            return 0;
        }
        if (node.entries < 0) {
            node.entries = 0;
            int parts = 0;
            int same = 0;
            for (Edge edge : node.edges) {
                if (edge.to.component == node.component) {
                    same += edge.sameValue ? entries(edge.to) : 0;
                    parts |= edge.sameValue ? 0 : 1;
                }
            }
            node.entries = Math.min(2, same + parts);
        }
        return node.entries;
    }
}
