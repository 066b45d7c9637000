package io.saltbus.registry;

import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.Impact.Affected;
import io.saltbus.registry.Impact.Effect;
import io.saltbus.registry.internal.rules.Retirement;
import io.saltbus.registry.internal.rules.Selectors;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;

/** Which handlers that run now a proposed schema would break: the question that comparing schemas cannot answer. */
public final class WhoBreaks {
    private WhoBreaks() {}

    /**
     * Asks a store who runs, and compares the record that each of them reads with the proposed payload.
     *
     * @param store who knows
     * @param topic the topic
     * @param version the version that the schema shall have: it decides which handlers take it
     * @param proposed what the payloads would look like. Replies and errors are read by callers, which no store lists
     * @return fails with {@link RegistryException} where the store does
     */
    public static Future<Impact> ask(SchemaStore store, String topic, Version version, EventSchemas proposed) {
        return Future.all(store.liveHandlers(topic), store.find(SchemaQuery.topic(topic)))
                .map(both -> impact(topic, version, proposed.payload(), both.resultAt(0), both.resultAt(1)));
    }

    private static Impact impact(
            String topic, Version version, Schema proposed, List<LiveHandler> live, List<StoredSchema> stored) {
        return new Impact(
                topic,
                version,
                live.stream()
                        .map(handler -> affected(handler, version, proposed))
                        .toList(),
                unused(stored, live));
    }

    private static Affected affected(LiveHandler handler, Version version, Schema proposed) {
        if (!Selectors.takes(handler, version)) {
            return new Affected(
                    handler,
                    Effect.DOES_NOT_TAKE,
                    List.of("it takes " + handler.versions() + ", which " + version + " is not"));
        }
        var view = handler.view();
        if (view == null) {
            return new Affected(handler, Effect.READS_ANY_SHAPE, List.of());
        }
        try {
            List<String> reasons = proposed.unreadableAs(Schema.of(view));
            return new Affected(handler, reasons.isEmpty() ? Effect.READS : Effect.BREAKS, reasons);
        } catch (ConfigurationException unreadable) {
            return new Affected(
                    handler, Effect.UNKNOWN, List.of("its view cannot be read here: " + unreadable.getMessage()));
        }
    }

    private static List<Version> unused(List<StoredSchema> stored, List<LiveHandler> live) {
        List<Version> open = stored.stream()
                .filter(schema -> schema.status() != SchemaStatus.RETIRED)
                .map(StoredSchema::version)
                .toList();
        Version newest = open.stream().max(Comparator.naturalOrder()).orElse(null);
        return open.stream()
                .filter(version -> !version.equals(newest))
                .filter(version -> Retirement.inTheWay(stored, version, live).isEmpty())
                .toList();
    }
}
