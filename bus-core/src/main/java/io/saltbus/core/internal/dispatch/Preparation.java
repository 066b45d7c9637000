package io.saltbus.core.internal.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.schema.ViewCheck;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a delivery before its handler's turn: is it wanted, can it be read, does it fit its schema, and the type that the handler
 * asks for. Each step either lets it on or says how it ends.
 */
final class Preparation {
    /** How long a message waits before its schema is looked for again. */
    static final Duration SCHEMA_WAIT = Duration.ofSeconds(5);

    private final DispatchServices services;
    private final HandlerDefinition definition;
    private final FailurePolicy failures;
    private final @Nullable Schema viewSchema;

    Preparation(DispatchServices services, HandlerDefinition definition, FailurePolicy failures) {
        this.services = services;
        this.definition = definition;
        this.failures = failures;
        this.viewSchema = definition.eventType() == EventView.class
                ? null
                : services.deriver().derive(definition.eventType());
    }

    /**
     * Checks that the handler's record can be read from every event that it may get, as far as schemas are known by now.
     *
     * @throws ConfigurationException naming each field that cannot always be read, and why
     */
    void checkReadable() {
        if (viewSchema == null) {
            return;
        }
        for (TopicPattern pattern : definition.patterns()) {
            services.registry().versions(pattern.text()).forEach((version, schema) -> {
                List<String> reasons = definition.options().versions().accepts(version)
                        ? ViewCheck.unreadable(viewSchema, schema)
                        : List.of();
                if (!reasons.isEmpty()) {
                    throw new ConfigurationException(definition.source() + " cannot read " + pattern + " " + version
                            + " as " + definition.eventType().getName() + ": " + String.join("; ", reasons));
                }
            });
        }
    }

    /** The schema of the handler's record; null where it reads events without one. */
    @Nullable
    Schema viewSchema() {
        return viewSchema;
    }

    /** What came of it: the event, or an early end. */
    sealed interface Prepared {
        /**
         * It can be handled.
         *
         * @param event as the handler wants it
         */
        record Ready(Object event) implements Prepared {}

        /**
         * It ends here.
         *
         * @param verdict how
         */
        record Ended(Verdict verdict) implements Prepared {}
    }

    Prepared prepare(Delivery delivery) {
        Message message = delivery.message();
        Envelope envelope = message.envelope();
        try {
            Verdict refusal = refusal(delivery, envelope);
            if (refusal != null) {
                return new Prepared.Ended(refusal);
            }
            ObjectNode payload = services.codec().decode(message.body());
            Verdict unknown = validate(payload, envelope);
            return unknown == null ? new Prepared.Ready(bind(payload, envelope)) : new Prepared.Ended(unknown);
        } catch (PayloadException hopeless) {
            return new Prepared.Ended(
                    failures.refuse(hopeless, envelope, services.scheduler().now()));
        } catch (RuntimeException unforeseen) { // a registry that is not ours, for one; it may be well again later
            return new Prepared.Ended(
                    failures.failed(unforeseen, envelope, services.scheduler().now()));
        }
    }

    private @Nullable Verdict refusal(Delivery delivery, Envelope envelope) {
        int limit = definition.options().maxRedeliveries();
        if (delivery.redeliveries() > limit) {
            return failures.refuse(
                    new DeliveryException.Poisoned(delivery.redeliveries(), limit),
                    envelope,
                    services.scheduler().now());
        }
        BusException defect = delivery.defect();
        if (defect != null) { // before its topic and version are looked at: they may be guesses
            return failures.refuse(defect, envelope, services.scheduler().now());
        }
        if (!definition.wants(envelope.topic())) {
            return Verdict.STALE_BINDING;
        }
        return definition.options().versions().accepts(envelope.version()) ? null : Verdict.UNWANTED_VERSION;
    }

    private @Nullable Verdict validate(ObjectNode payload, Envelope envelope) {
        Schema schema = schemaOf(envelope);
        if (schema == null) {
            return unknownSchema(payload, envelope);
        }
        check(payload, schema, envelope);
        return null;
    }

    private static void check(ObjectNode payload, Schema schema, Envelope envelope) {
        schema.applyDefaults(payload);
        List<Violation> violations = schema.validate(payload);
        if (!violations.isEmpty()) {
            throw new PayloadException.Invalid(described(envelope), violations);
        }
    }

    // a message without a version is from a foreign publisher; the newest schema is the best guess at what it means
    private @Nullable Schema schemaOf(Envelope envelope) {
        Version version = envelope.version();
        if (version != null) {
            return services.registry().find(envelope.topic(), version);
        }
        var versions = services.registry().versions(envelope.topic());
        return versions.isEmpty() ? null : versions.get(versions.lastKey());
    }

    private @Nullable Verdict unknownSchema(ObjectNode payload, Envelope envelope) {
        var failure = new DeliveryException.UnknownSchema(described(envelope));
        return switch (definition.options().onUnknownSchema()) {
            case ACCEPT -> null;
            case WAIT -> {
                if (schemaMayCome()) {
                    yield new Verdict(Outcome.WAITS_FOR_SCHEMA, new Disposition.Retry(envelope, SCHEMA_WAIT), failure);
                }
                if (viewSchema != null) {
                    check(payload, viewSchema, envelope);
                }
                yield null;
            }
            case DEAD_LETTER ->
                failures.refuse(failure, envelope, services.scheduler().now());
        };
    }

    // a caller does not wait so long, and a registry inside the process never learns the schemas of publishers in other
    // processes: waiting would be for
    // ever
    private boolean schemaMayCome() {
        return !definition.answers()
                && (services.registry().betweenProcesses()
                        || !services.transport().betweenProcesses());
    }

    private Object bind(ObjectNode payload, Envelope envelope) {
        if (viewSchema == null) {
            return new EventView(envelope, payload, services.codec()::bind);
        }
        viewSchema.applyDefaults(payload);
        return services.codec().bind(payload, definition.eventType());
    }

    private static String described(Envelope envelope) {
        return envelope.version() == null
                ? envelope.topic() + " (no version)"
                : envelope.topic() + " " + envelope.version();
    }
}
