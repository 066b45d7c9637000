package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.http.ApiKey.Right;
import io.saltbus.registry.internal.wire.PercentCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be asked.
 *
 * @param method how
 * @param template the path's parts; one in braces stands for any
 * @param right what the key must allow
 * @param action what is done; called on a worker
 */
record Route(HttpMethod method, List<String> template, Right right, Action action) {
    /** What is done, and what is answered. */
    @FunctionalInterface
    interface Action {
        Future<ObjectNode> run(Call call);
    }

    static Route of(HttpMethod method, String template, Right right, Action action) {
        return new Route(method, List.of(template.substring(1).split("/")), right, action);
    }

    /** What the braces stand for; empty where the path is another. */
    Optional<Map<String, String>> match(List<String> parts) {
        if (parts.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        for (int at = 0; at < parts.size(); at++) {
            String wanted = template.get(at);
            if (wanted.startsWith("{")) {
                found.put(wanted.substring(1, wanted.length() - 1), parts.get(at));
            } else if (!wanted.equals(parts.get(at))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /**
     * The decoded parts of a path. It is split first, so that a slash within a topic stays one.
     *
     * @throws IllegalArgumentException where a percent sign is no code of UTF-8
     */
    static List<String> parts(String rawPath) {
        var parts = new ArrayList<String>();
        for (String part : rawPath.substring(1).split("/", -1)) {
            parts.add(PercentCode.decode(part));
        }
        return parts;
    }
}
