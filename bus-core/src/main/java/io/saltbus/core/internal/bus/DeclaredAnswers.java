package io.saltbus.core.internal.bus;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.schema.EventType;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.schema.EventSchemas;
import java.util.Objects;
import java.util.ServiceLoader;

/** What a bus would say of its events' schemas, where none is made. */
public final class DeclaredAnswers {
    private final Payloads payloads;

    public DeclaredAnswers(PayloadCodec codec, SchemaDeriver deriver) {
        this.payloads = new BusPayloads(codec, deriver);
    }

    /** With those of a request's answers where a module on the class path can describe them. */
    public EventSchemas schemasOf(EventType<?> type) {
        return type.mode() != EventMode.RPC
                ? EventSchemas.of(type.schema())
                : ServiceLoader.load(BusExtension.Factory.class).stream()
                        .map(found -> found.get().schemasOf(type.type(), type.schema(), payloads))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(() -> EventSchemas.of(type.schema()));
    }
}
