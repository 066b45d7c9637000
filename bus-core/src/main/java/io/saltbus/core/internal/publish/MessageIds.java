package io.saltbus.core.internal.publish;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.saltbus.core.time.Scheduler;

/** Makes message ids: UUID version 7, so that they sort by time and an index over them grows at its end. */
final class MessageIds {
    private final TimeBasedEpochGenerator generator;

    MessageIds(Scheduler scheduler) {
        this.generator = Generators.timeBasedEpochGenerator(null, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return scheduler.now().toEpochMilli();
            }
        });
    }

    String next() {
        return generator.generate().toString();
    }
}
