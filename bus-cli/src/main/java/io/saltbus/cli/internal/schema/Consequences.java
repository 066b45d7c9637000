package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import java.util.List;

/**
 * What a proposed schema would do to the handlers that run now.
 *
 * @param handlers each of them
 * @param unused versions that none of them takes
 */
record Consequences(List<OfHandler> handlers, List<Version> unused) {
    /** What becomes of a handler. */
    enum Effect {
        /** It takes the version, and could not read all of its payloads. */
        BREAKS,
        /** It takes the version and can read it. */
        READS,
        /** It takes the version, and reads events without a class. */
        READS_ANY_SHAPE,
        /** It will not see these events. */
        DOES_NOT_TAKE
    }

    /**
     * One handler.
     *
     * @param live who it is
     * @param effect what becomes of it
     * @param reasons why, in words
     */
    record OfHandler(LiveHandler live, Effect effect, List<String> reasons) {
        String who() {
            return live.service() + "." + live.handler();
        }

        String details() {
            return "takes " + live.versions() + ", " + live.instances()
                    + (live.instances() == 1 ? " instance" : " instances")
                    + (live.serviceVersion() == null ? "" : " of " + live.serviceVersion());
        }

        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("service", live.service())
                    .put("service_version", live.serviceVersion())
                    .put("handler", live.handler())
                    .put("versions", live.versions())
                    .put("instances", live.instances())
                    .put("effect", effect.name());
            ArrayNode list = json.putArray("reasons");
            reasons.forEach(list::add);
            return json;
        }
    }

    static Future<Consequences> of(SchemaStore store, String topic, Version version, Schema proposed) {
        return Future.all(store.liveHandlers(topic), store.find(SchemaQuery.topic(topic)))
                .map(both -> of(both.<List<LiveHandler>>resultAt(0), both.resultAt(1), version, proposed));
    }

    private static Consequences of(
            List<LiveHandler> live, List<StoredSchema> stored, Version version, Schema proposed) {
        List<Version> unused = stored.stream()
                .map(StoredSchema::version)
                .filter(there ->
                        live.stream().noneMatch(handler -> selector(handler).accepts(there)))
                .toList();
        return new Consequences(
                live.stream().map(handler -> of(handler, version, proposed)).toList(), unused);
    }

    private static OfHandler of(LiveHandler handler, Version version, Schema proposed) {
        ObjectNode view = handler.view();
        if (!selector(handler).accepts(version)) {
            return new OfHandler(handler, Effect.DOES_NOT_TAKE, List.of());
        }
        if (view == null) {
            return new OfHandler(handler, Effect.READS_ANY_SHAPE, List.of());
        }
        try {
            List<String> reasons = proposed.unreadableAs(Schema.of(view));
            return new OfHandler(handler, reasons.isEmpty() ? Effect.READS : Effect.BREAKS, reasons);
        } catch (ConfigurationException unreadable) {
            return new OfHandler(
                    handler, Effect.BREAKS, List.of("its view cannot be read here: " + unreadable.getMessage()));
        }
    }

    private static VersionSelector selector(LiveHandler handler) {
        List<String> words = List.of(handler.versions().split(" ", -1));
        return switch (words.get(0)) {
            case "compatible" -> VersionSelector.compatibleWith(Version.parse(words.get(1)));
            case "at-least" -> VersionSelector.atLeast(Version.parse(words.get(1)));
            default -> VersionSelector.latest();
        };
    }

    boolean breaks() {
        return handlers.stream().anyMatch(handler -> handler.effect() == Effect.BREAKS);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("breaks", breaks());
        ArrayNode list = json.putArray("handlers");
        handlers.forEach(handler -> list.add(handler.json()));
        ArrayNode versions = json.putArray("unused_versions");
        unused.forEach(version -> versions.add(version.toString()));
        return json;
    }
}
