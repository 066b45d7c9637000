package io.saltbus.core.transport.memory;

import io.saltbus.core.transport.QueueSpec;
import java.util.List;

/** Specs to consume queues that others declared. */
final class QueueSpecs {
    private QueueSpecs() {}

    static QueueSpec named(String name) {
        return QueueSpec.of(name, List.of());
    }
}
