package io.saltbus.cli.internal.declared;

import io.saltbus.cli.internal.declared.Finding.Kind;
import io.saltbus.core.Declarations;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.registry.store.Admission;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        Registration answer = Admission.decide(versions, event, registered.mode(event.topic()));
        return switch (answer.status()) {
            case REGISTERED -> finding(versions.isEmpty() ? Kind.NEW : Kind.NEW_VERSION, event, List.of());
            case INCOMPATIBLE -> finding(Kind.BREAKING, event, List.of(answer.detail()));
            case IDENTICAL -> again(event, versions);
            case CONFLICT, PENDING ->
                finding(
                        Kind.CONFLICT,
                        event,
                        List.of(
                                answer.detail(),
                                "where this service only reads it, name the packages that it publishes with --package"));
        };
    }

    private static Finding again(SchemaDeclaration event, List<StoredSchema> versions) {
        StoredSchema stored = versions.stream()
                .filter(version -> version.version().equals(event.version()))
                .findFirst()
                .orElseThrow();
        String reason = Objects.requireNonNullElse(stored.record().deprecatedReason(), "no reason was given");
        return switch (stored.status()) {
            case RETIRED -> finding(Kind.RETIRED, event, List.of(reason));
            case DEPRECATED -> finding(Kind.DEPRECATED, event, List.of(reason));
            case ACTIVE -> finding(Kind.IDENTICAL, event, List.of());
        };
    }

    private Finding subscriber(SubscriberDeclaration handler) {
        List<StoredSchema> taken = handler.patterns().stream()
                .flatMap(pattern -> registered.matching(pattern).stream())
                .filter(stored -> stored.status() != SchemaStatus.RETIRED)
                .filter(stored -> VersionSelector.parse(handler.versions()).accepts(stored.version()))
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
