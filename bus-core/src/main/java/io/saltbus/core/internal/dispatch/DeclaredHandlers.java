package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.EventView;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.subscribe.Subscribe;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the handlers of classes say they read, where no object is there to run them. */
public final class DeclaredHandlers {
    private static final RandomGenerator NO_JITTER = () -> 0; // no retry will ever wait

    private DeclaredHandlers() {}

    /**
     * The handlers of one class, in the order of their names.
     *
     * @throws io.saltbus.core.failure.ConfigurationException naming the method and what is wrong with it
     */
    public static List<SubscriberDeclaration> of(
            Class<?> type, SchemaDeriver deriver, Subscribe.VersionMatch defaultMatch) {
        return HandlerMethods.definitions(type, NO_JITTER, defaultMatch).stream()
                .map(definition -> new SubscriberDeclaration(
                        definition.name(),
                        definition.source(),
                        definition.patterns(),
                        definition.versions(),
                        definition.options().mode(),
                        definition.eventType() == EventView.class ? null : deriver.derive(definition.eventType())))
                .toList();
    }
}
