package io.saltbus.cli.internal.declared;

import io.saltbus.cli.internal.declared.Finding.Kind;
import io.saltbus.core.Declarations;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a service declares with what is registered. */
final class Judgement {
    private final Declarations declared;
    private final Registered registered;

    private Judgement(Declarations declared, Registered registered) {
        this.declared = declared;
        this.registered = registered;
    }

    /** One finding an event, then one a handler. */
    static FindingList of(Declarations declared, Registered registered) {
        var judgement = new Judgement(declared, registered);
        return new FindingList(Stream.concat(
                        declared.events().stream().map(judgement::event),
                        declared.subscribers().stream().map(judgement::subscriber))
                .toList());
    }

    private Finding event(SchemaDeclaration event) {
        List<StoredSchema> versions = registered.versions(event.topic());
        if (versions.isEmpty()) {
            return finding(Kind.NEW, event, List.of());
        }
        return versions.stream()
                .filter(stored -> stored.version().equals(event.version()))
                .findFirst()
                .map(stored -> again(event, stored))
                .orElseGet(() -> added(event, versions));
    }

    private static Finding again(SchemaDeclaration event, StoredSchema stored) {
        Optional<String> difference = difference(event.schemas(), stored);
        if (difference.isPresent()) {
            return finding(
                    Kind.CONFLICT,
                    event,
                    List.of(
                            "service " + stored.publisher() + " registered another schema; " + difference.get(),
                            "publish yours as a new version, or make them the same; where this service only reads it,"
                                    + " name the packages that it publishes with --package"));
        }
        String reason = Objects.requireNonNullElse(stored.record().deprecatedReason(), "no reason was given");
        return switch (stored.status()) {
            case RETIRED -> finding(Kind.RETIRED, event, List.of(reason));
            case DEPRECATED -> finding(Kind.DEPRECATED, event, List.of(reason));
            case ACTIVE -> finding(Kind.IDENTICAL, event, List.of());
        };
    }

    private static Optional<String> difference(EventSchemas own, StoredSchema stored) {
        try {
            StoredSchema.Documents there = stored.documents();
            var theirs = new EventSchemas(
                    Schema.of(there.payload()),
                    there.reply() == null ? null : Schema.of(there.reply()),
                    there.error() == null ? null : Schema.of(there.error()));
            return own.firstDifference(theirs)
                    .map(place -> "they differ first at " + (place.isEmpty() ? "the root" : place));
        } catch (ConfigurationException unreadable) {
            return Optional.of("it cannot be read here: " + unreadable.getMessage());
        }
    }

    private Finding added(SchemaDeclaration event, List<StoredSchema> versions) {
        String refusal = NextVersion.refusal(event, versions, registered.mode(event.topic()));
        return refusal.isEmpty()
                ? finding(Kind.NEW_VERSION, event, List.of())
                : finding(Kind.BREAKING, event, List.of(refusal));
    }

    private Finding subscriber(SubscriberDeclaration handler) {
        List<StoredSchema> taken = handler.patterns().stream()
                .flatMap(pattern -> registered.matching(pattern).stream())
                .filter(stored -> stored.status() != SchemaStatus.RETIRED)
                .filter(stored -> TakenVersions.of(handler.versions()).accepts(stored.version()))
                .distinct()
                .toList();
        boolean own = declared.events().stream()
                .anyMatch(event -> handler.patterns().stream().anyMatch(pattern -> pattern.matches(event.topic())));
        if (taken.isEmpty() && !own) {
            return finding(
                    Kind.NO_SCHEMA,
                    handler,
                    List.of(
                            "neither the registry nor this service has a schema that it takes: events would wait for one,"
                                    + " unless onUnknownSchema says otherwise"));
        }
        var reasons = new ArrayList<String>();
        taken.forEach(stored -> reasons.addAll(unreadable(handler.view(), stored)));
        return finding(reasons.isEmpty() ? Kind.READABLE : Kind.UNREADABLE, handler, reasons);
    }

    private static List<String> unreadable(@Nullable Schema view, StoredSchema stored) {
        if (view == null) {
            return List.of();
        }
        String name = stored.topic() + " " + stored.version() + ": ";
        try {
            return Schema.of(stored.documents().payload()).unreadableAs(view).stream()
                    .map(reason -> name + reason)
                    .toList();
        } catch (ConfigurationException noSchema) {
            return List.of(name + "the stored schema cannot be read here: " + noSchema.getMessage());
        }
    }

    private static Finding finding(Kind kind, SchemaDeclaration event, List<String> details) {
        return new Finding(kind, event.topic() + " " + event.version(), event.source(), details);
    }

    private static Finding finding(Kind kind, SubscriberDeclaration handler, List<String> details) {
        String patterns = String.join(
                ", ", handler.patterns().stream().map(TopicPattern::text).toList());
        return new Finding(kind, handler.handler() + " (" + patterns + ")", handler.source(), details);
    }
}
