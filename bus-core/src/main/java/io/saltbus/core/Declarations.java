package io.saltbus.core;

import io.saltbus.core.internal.bus.DeclaredAnswers;
import io.saltbus.core.internal.dispatch.DeclaredHandlers;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.schema.EventScanner;
import io.saltbus.core.internal.schema.EventType;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.subscribe.Subscribe;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What the classes of a service declare, read without starting it: for tools that look before a deployment.
 *
 * @param events one declaration a topic and version, by topic and version. The schemas of a request's answers are not among them where
 *     bus-rpc is not there to derive them
 * @param subscribers one declaration a handler, by class and method
 */
public record Declarations(List<SchemaDeclaration> events, List<SubscriberDeclaration> subscribers) {
    /** Keeps its own copies of the lists. */
    public Declarations {
        events = List.copyOf(events);
        subscribers = List.copyOf(subscribers);
    }

    /**
     * Reads the {@code @Event} classes and the classes with {@code @Subscribe} methods that a class loader itself has; what it has from
     * its parents is not looked at. No code of them runs. Reads files, so not for an event loop.
     *
     * @param loader such as one of a service's jars, whose parent knows SaltBus
     * @param service the service's name, as the publisher of its events
     * @param packages which event classes are published, with the packages below them, as {@link SaltBusBuilder#scan} has them; empty for
     *     all. Handlers are looked for everywhere
     * @param defaultMatch what a version stands for where a handler does not say it: {@code AT_LEAST} for a service with
     *     {@code celeryInterop()}
     * @throws io.saltbus.core.failure.ConfigurationException naming a class that cannot be loaded, that cannot be an event, two that
     *     contradict each other, or a handler that cannot be subscribed
     */
    public static Declarations scan(
            ClassLoader loader, String service, Collection<String> packages, Subscribe.VersionMatch defaultMatch) {
        var codec = new PayloadCodec(PayloadLimits.defaults());
        var deriver = new SchemaDeriver(codec);
        var answers = new DeclaredAnswers(codec, deriver);
        var events = new LinkedHashMap<String, SchemaDeclaration>();
        for (EventType<?> event : new EventScanner(deriver).scan(loader, packages)) {
            // two classes of one event mean the same, or the scan had refused them
            events.putIfAbsent(event.topic() + " " + event.version(), declaration(event, answers, service));
        }
        List<SubscriberDeclaration> subscribers = EventScanner.handlers(loader).stream()
                .flatMap(type -> DeclaredHandlers.of(type, deriver, defaultMatch).stream())
                .toList();
        return new Declarations(List.copyOf(events.values()), subscribers);
    }

    private static SchemaDeclaration declaration(EventType<?> event, DeclaredAnswers answers, String service) {
        return new SchemaDeclaration(
                event.topic(),
                event.version(),
                event.mode(),
                answers.schemasOf(event),
                service,
                event.type().getName());
    }
}
