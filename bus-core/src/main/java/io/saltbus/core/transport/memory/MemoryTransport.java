package io.saltbus.core.transport.memory;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.DeadLetter;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Topology;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * The broker inside the process. All transports of one Vertx and one name are clients of one broker, so that several buses in a
 * process talk to each other; its queues and what is in them outlive every transport and go with the Vertx. Within the process it
 * keeps what RabbitMQ keeps between processes; nothing of it survives the process.
 *
 * <p><b>Room.</b> A queue holds {@code capacity} ready messages, 100,000 unless the address says otherwise. A publish to a full queue
 * waits, with its copies for other queues taken already: for at most {@link TransportSettings#confirmTimeout()}, then it fails with {@link
 * io.saltbus.core.publish.PublishException.Unconfirmed} and never appears in the queue that had no room. Where {@code capacity} publishes
 * wait already it fails at once with {@link io.saltbus.core.publish.PublishException.Overloaded}, and no queue takes it. Retries,
 * releases, delayed messages that fall due and dead letters are never refused.
 *
 * <p><b>Settlement.</b> A retried message comes back at the end of its queue, and does not expire any more. A released one goes back
 * to its old place, and that is no redelivery, being on purpose. What a closed consumer or transport had unsettled goes back to its old
 * place with one redelivery more, where a handler had seen it; settling it then fails and changes nothing.
 *
 * <p><b>Delay.</b> A delayed message is confirmed at once; {@code routed} then says whether a queue is bound at that moment. It is routed
 * when it is due.
 *
 * <p><b>Declaring again</b> replaces the patterns; another kind or another dead-letter queue is refused. An exclusive queue goes when
 * the transport that declared it is closed, with everything in it and every retry on its way to it.
 *
 * <p><b>Requests</b> go to the queue of the responders of their topic and major version, and to no other. What expires in it is gone, and it is
 * gone itself, with what is in it, a minute after its last consumer was closed; a paused one keeps it.
 *
 * <p><b>Time</b> comes from the scheduler of the first transport that names the broker. <b>Threads:</b> every method is safe from any
 * thread. Futures complete on the caller's context, or on an event loop where it has none; that of a publish in a later turn, never
 * within the call.
 */
public final class MemoryTransport implements Transport {
    private final Broker broker;
    private final Session session;

    private MemoryTransport(Broker broker, Session session) {
        this.broker = broker;
        this.session = session;
    }

    /**
     * A client of the broker of this name; the broker is made where it is missing.
     *
     * @param vertx whose broker it is
     * @param name any text without {@code ?}
     * @param settings the scheduler is used where the broker is made, the confirm timeout for this transport alone
     */
    public static MemoryTransport create(Vertx vertx, String name, TransportSettings settings) {
        return at(vertx, new MemoryAddress(name, null), settings);
    }

    /**
     * A client of the broker at this address; the broker is made where it is missing.
     *
     * @param vertx whose broker it is
     * @param address {@code memory:NAME} or {@code memory:NAME?capacity=N}
     * @param settings the scheduler is used where the broker is made, the confirm timeout for this transport alone
     * @throws IllegalArgumentException where the address holds another setting, or a capacity that the broker does not have
     */
    public static MemoryTransport at(Vertx vertx, String address, TransportSettings settings) {
        return at(vertx, MemoryAddress.parse(address), settings);
    }

    private static MemoryTransport at(Vertx vertx, MemoryAddress address, TransportSettings settings) {
        return new MemoryTransport(
                Broker.of(vertx, address, settings.scheduler()),
                new Session(address.toString(), settings.confirmTimeout()));
    }

    @Override
    public String address() {
        return session.address;
    }

    @Override
    public Future<Void> connect() {
        return broker.connect(session);
    }

    @Override
    public Future<Void> declare(QueueSpec queue) {
        return broker.declare(session, queue);
    }

    @Override
    public QueueSpec responders(String topic, int major) {
        return QueueSpec.responder(responderQueue(topic, major), topic);
    }

    static String responderQueue(String topic, int major) {
        return "saltbus.rpc." + topic + ".v" + major;
    }

    @Override
    public Future<Confirmed> publish(Outgoing outgoing) {
        return broker.publish(session, outgoing);
    }

    @Override
    public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        return broker.consume(session, queue, options, handler);
    }

    @Override
    public boolean betweenProcesses() {
        return false;
    }

    @Override
    public List<String> troubles() {
        return broker.troubles(session);
    }

    /**
     * {@inheritDoc}
     *
     * <p>It shows the queues of the whole broker. There is nothing to apply, to migrate or to prune.
     */
    @Override
    public Topology topology() {
        return new MemoryTopology(session.address, broker);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Publishes that wait for room fail with {@link io.saltbus.core.failure.ConnectionException.Closed}; all others are confirmed.
     */
    @Override
    public Future<Void> close() {
        return broker.close(session);
    }

    /** How many messages of a queue are ready for a consumer; 0 where there is no such queue. */
    public int depth(String queue) {
        return broker.look(queue, found -> found == null ? 0 : found.depth());
    }

    /** How many messages of a queue are with consumers and not settled; 0 where there is no such queue. */
    public int unsettled(String queue) {
        return broker.look(queue, found -> found == null ? 0 : found.unsettled());
    }

    /** How many messages of the whole broker are with consumers and not settled. */
    public int unsettled() {
        return broker.unsettled();
    }

    /**
     * What lies in the dead-letter queue of a queue, oldest first; empty where there is no such queue. Those that a consumer has taken
     * and not settled are not among them.
     */
    public List<DeadLetter> deadLetters(String queue) {
        return broker.look(
                queue,
                found -> found == null || found.deadLetters == null
                        ? List.of()
                        : found.deadLetters.deadLetterSnapshot());
    }

    /** How many delayed messages and retries of the whole broker are not due yet. */
    public int delayed() {
        return broker.held();
    }

    /**
     * Whether nothing moves in the whole broker: no message is ready or unsettled, and no publish waits for room. Dead letters that
     * nobody consumes, and what is not due yet, do not count.
     */
    public boolean quiet() {
        return broker.quiet();
    }
}
