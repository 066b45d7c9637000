package io.saltbus.rabbitmq;

import com.rabbitmq.client.Connection;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.publish.Declaration;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import java.io.IOException;
import java.time.Duration;

/** Declares exchanges and ladder for whichever lane needs them first; the others, shortly after, find them there. */
final class SharedDeclaration implements Declaration {
    private static final long HOLDS_NANOS = Duration.ofSeconds(3).toNanos();

    private final Declarer declarer;
    private final Scheduler scheduler;
    private long declaredAt;

    SharedDeclaration(Declarer declarer, Scheduler scheduler) {
        this.declarer = declarer;
        this.scheduler = scheduler;
        this.declaredAt = scheduler.nanoTime() - HOLDS_NANOS;
    }

    /** Only on workers: those who come meanwhile wait for the one who declares. */
    @Override
    public synchronized void declare(Connection connection) throws IOException {
        if (scheduler.nanoTime() - declaredAt >= HOLDS_NANOS) {
            declarer.declareShared(connection);
            declaredAt = scheduler.nanoTime();
        }
    }
}
