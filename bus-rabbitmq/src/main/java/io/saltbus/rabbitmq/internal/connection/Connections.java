package io.saltbus.rabbitmq.internal.connection;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.RabbitOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Random;

/**
 * What the connections of one transport have in common.
 *
 * @param options where they lead
 * @param service what the broker shows beside each
 * @param scheduler all time comes from it
 * @param workers run what blocks; few, and of this transport alone. The transport closes them after the connections
 * @param random pauses and the order of hosts are drawn from it
 * @param attempts tells how connecting goes, for all of them together: each fails as the others do
 */
public record Connections(
        RabbitOptions options,
        String service,
        Scheduler scheduler,
        WorkerExecutor workers,
        Random random,
        AttemptLog attempts) {
    /** TCP, TLS, connection.start, sign-in, each for one host. */
    private static final int STEPS = 4;

    /** None is there yet. */
    public Connections(
            RabbitOptions options, String service, Scheduler scheduler, WorkerExecutor workers, Random random) {
        this(options, service, scheduler, workers, random, new AttemptLog(scheduler, options.address()));
    }

    /** A connection for the loop of a context; nothing is connected yet. */
    public LoopConnection on(ContextInternal context) {
        var workshop = new Workshop(context, workers);
        var refresh = new SecretRefresh(scheduler, context, workshop);
        var pace = new Pace(scheduler, random, options.startTimeout(), attemptLimit());
        return new RecoveringConnection(new Connector(this, context, refresh), workshop, pace, attempts);
    }

    private Duration attemptLimit() {
        long stepsMs = (long) STEPS * options.client().getConnectionTimeout();
        return Duration.ofMillis(stepsMs)
                .plus(options.callTimeout())
                .multipliedBy(options.hosts().size());
    }
}
