package io.saltbus.core.internal.bus;

import io.saltbus.core.StartReport;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.schema.EventScanner;
import io.saltbus.core.internal.schema.EventType;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first part of a start: finds the events, registers their schemas, and stops on a conflict. */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.start");

    private static final Set<Registration.Status> REFUSED =
            EnumSet.of(Registration.Status.CONFLICT, Registration.Status.INCOMPATIBLE);

    private final BusParts parts;
    private final EventCatalog catalog;
    private final Extensions extensions;
    private final SchemaDeriver deriver;
    private final PayloadCodec codec;

    Startup(BusParts parts, EventCatalog catalog, Extensions extensions, SchemaDeriver deriver, PayloadCodec codec) {
        this.parts = parts;
        this.catalog = catalog;
        this.extensions = extensions;
        this.deriver = deriver;
        this.codec = codec;
    }

    /** Registers what the service publishes. Finding classes reads files, so it runs on a worker. */
    Future<List<Registration>> run() {
        return parts.vertx()
                .executeBlocking(() -> {
                    fillCatalog();
                    return catalog.declarations();
                })
                .compose(declared -> parts.registry()
                        .register(declared)
                        .compose(registrations -> refuseConflicts(declared, registrations)));
    }

    /** Tells how the start went. */
    StartReport report(List<Registration> schemas, int handlers, Duration took) {
        LOG.info(
                "ready service={} broker={} schemas={} handlers={} ms={}",
                parts.service(),
                parts.transport().address(),
                schemas.size(),
                handlers,
                took.toMillis());
        return new StartReport(schemas, handlers, took);
    }

    private void fillCatalog() {
        catalog.clear();
        BusParts.Declared declared = parts.declared();
        var types = new LinkedHashSet<EventType<?>>(new EventScanner(deriver).scan(declared.packages()));
        declared.events().forEach(type -> types.add(EventType.of(type, deriver)));
        EventScanner.refuseContradictions(types);
        types.forEach(type -> catalog.add(type, extensions.schemasOf(type)));
        for (BusParts.JsonEvent event : declared.jsonEvents()) {
            catalog.add(
                    event.topic(),
                    event.version(),
                    EventMode.BROADCAST,
                    EventSchemas.of(schema(event)),
                    "the builder's JSON Schema");
        }
    }

    private Schema schema(BusParts.JsonEvent event) {
        try {
            return Schema.of(codec.fromJson(event.schema()));
        } catch (ConfigurationException | IllegalArgumentException refused) {
            throw new ConfigurationException(
                    "the builder's JSON Schema of " + event.topic() + " " + event.version() + ": "
                            + refused.getMessage(),
                    refused);
        }
    }

    private static Future<List<Registration>> refuseConflicts(
            List<SchemaDeclaration> declared, List<Registration> registrations) {
        for (Registration one : registrations) {
            LOG.info(
                    "schema {} topic={} version={}{}",
                    one.status().name().toLowerCase(Locale.ROOT),
                    one.topic(),
                    one.version(),
                    one.detail().isEmpty() ? "" : " " + one.detail());
        }
        String conflicts = IntStream.range(0, registrations.size())
                .filter(index -> REFUSED.contains(registrations.get(index).status()))
                .mapToObj(index -> conflict(declared.get(index), registrations.get(index)))
                .collect(Collectors.joining("; "));
        return conflicts.isEmpty()
                ? Future.succeededFuture(registrations)
                : Future.failedFuture(new ConfigurationException(conflicts));
    }

    private static String conflict(SchemaDeclaration own, Registration answer) {
        return own.topic() + " " + own.version() + " from " + own.source()
                + (answer.status() == Registration.Status.CONFLICT ? " is in conflict: " : " is incompatible: ")
                + answer.detail();
    }
}
