package io.saltbus.testkit.tck;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link Transport}, for a transport to be tested with: extend this class, say how a transport is made and what it
 * promises. Tests run in real time against a broker that others may use as well: topics and queues have names of their own in every
 * test, and whatever is waited for is waited for at most {@link #patience()}.
 */
public abstract class TransportTck
        implements RoutingContract,
                ConsumingContract,
                SettlementContract,
                RedeliveryContract,
                TimeContract,
                QueueKindContract,
                RequestContract,
                ClosingContract,
                CapacityContract,
                RecoveryContract {
    private @Nullable Vertx vertx;
    private @Nullable TckBench bench;

    /** For subclasses. */
    protected TransportTck() {}

    /** Makes a transport to one and the same broker, not connected yet; on {@link #vertx()}. */
    protected abstract Transport create(TransportSettings settings);

    /** What the transport promises. What is not among these it must refuse. */
    protected abstract Set<Guarantee> guarantees();

    /** How long anything that must happen may take: 20 s unless overridden. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** How many messages one queue takes before publishes wait, where {@link Guarantee#BOUNDED} is promised: 1 to 10,000, by default 100. */
    protected int capacity() {
        return 100;
    }

    /** How the broker and the way to it are broken, where {@link Guarantee#RECOVERY} is promised. */
    protected Outage outage() {
        throw new UnsupportedOperationException("override outage(), or do not promise " + Guarantee.RECOVERY);
    }

    /** The Vert.x of the running test; closed after it. */
    protected final Vertx vertx() {
        return Objects.requireNonNull(vertx, "no test runs");
    }

    @Override
    public final TckBench bench() {
        return Objects.requireNonNull(bench, "no test runs");
    }

    @BeforeEach
    final void open() {
        vertx = Vertx.vertx();
        bench = new TckBench(vertx, this::create, guarantees(), capacity(), patience(), this::outage);
    }

    @AfterEach
    final void close() {
        bench().close();
        bench().await(vertx().close());
    }
}
