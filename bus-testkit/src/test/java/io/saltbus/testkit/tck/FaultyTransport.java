package io.saltbus.testkit.tck;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.testkit.ForwardingTransport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A good transport with one fault. */
final class FaultyTransport extends ForwardingTransport {
    private final Fault fault;
    /** Kept back until the next one has arrived; touched on the consumer's context. */
    private @Nullable Delivery overtaken;

    FaultyTransport(Transport real, Fault fault) {
        super(real);
        this.fault = fault;
    }

    @Override
    public Future<Void> declare(QueueSpec queue) {
        return super.declare(
                switch (fault) {
                    case IGNORES_PRIORITIES, KEEPS_EXCLUSIVE_QUEUES ->
                        new QueueSpec(queue.name(), queue.patterns(), QueueSpec.Kind.STANDARD, queue.deadLetters());
                    case IGNORES_PATTERNS ->
                        new QueueSpec(queue.name(), List.of(TopicPattern.of("#")), queue.kind(), queue.deadLetters());
                    default -> queue;
                });
    }

    @Override
    public Future<Confirmed> publish(Outgoing outgoing) {
        Message message = outgoing.message();
        if (fault == Fault.SENDS_REQUESTS_TO_SUBSCRIBERS && message.envelope().mode() == EventMode.RPC) {
            Envelope event =
                    message.envelope().toBuilder().mode(EventMode.BROADCAST).build();
            ignore(super.publish(new Outgoing(message.withEnvelope(event), null, null))
                    .mapEmpty());
        }
        Future<Confirmed> confirmed = super.publish(
                switch (fault) {
                    case IGNORES_DELAYS -> new Outgoing(message, null, null);
                    case IGNORES_EXPIRY, KEEPS_REQUESTS_FOR_EVER -> new Outgoing(message, outgoing.delay(), null);
                    case LOSES_HEADERS ->
                        new Outgoing(
                                message.withEnvelope(message.envelope().toBuilder()
                                        .headers(Map.of())
                                        .build()),
                                outgoing.delay(),
                                outgoing.expiresAfter());
                    default -> outgoing;
                });
        return switch (fault) {
            case SAYS_ROUTED_ALWAYS, HIDES_THAT_NOBODY_RESPONDS ->
                confirmed.map(result -> new Confirmed(result.messageId(), true));
            case LEAVES_FUTURES_HANGING ->
                confirmed.recover(failure -> Promise.<Confirmed>promise().future());
            case NEVER_PUSHES_BACK ->
                confirmed.recover(failure ->
                        Future.succeededFuture(new Confirmed(message.envelope().messageId(), true)));
            default -> confirmed;
        };
    }

    @Override
    public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        var changed = fault == Fault.IGNORES_PREFETCH
                ? new ConsumeOptions(options.context(), 60_000, options.priority())
                : options;
        return super.consume(queue, changed, delivery -> arrive(options, delivery, handler))
                .map(consumer -> fault == Fault.IGNORES_PAUSE ? new RestlessConsumer(consumer) : consumer);
    }

    private void arrive(ConsumeOptions options, Delivery delivery, Handler<Delivery> handler) {
        String id = TckBench.id(delivery);
        if (fault == Fault.LOSES_A_DELIVERY && id.equals("m3")) {
            ignore(delivery.settle(Disposition.Ack.INSTANCE));
        } else if (fault == Fault.REORDERS && id.equals("m3")) {
            overtaken = delivery;
        } else if (fault == Fault.DELIVERS_ON_ANOTHER_CONTEXT) {
            ((VertxInternal) options.context().owner())
                    .createEventLoopContext()
                    .runOnContext(elsewhere -> handler.handle(delivery));
        } else {
            handler.handle(new FaultyDelivery(delivery));
            if (fault == Fault.DELIVERS_TWICE && id.equals("m3")) {
                handler.handle(new FaultyDelivery(delivery));
            } else if (fault == Fault.REORDERS && id.equals("m4")) {
                handler.handle(Objects.requireNonNull(overtaken, "m3 arrives before m4"));
            }
        }
    }

    private static void ignore(Future<Void> settled) {
        settled.onFailure(failure -> {
            throw new AssertionError("a fault could not be played", failure);
        });
    }

    private final class FaultyDelivery implements Delivery {
        private final Delivery real;

        FaultyDelivery(Delivery real) {
            this.real = real;
        }

        @Override
        public Message message() {
            return real.message();
        }

        @Override
        public int redeliveries() {
            return fault == Fault.FORGETS_REDELIVERIES || fault == Fault.TAKES_A_REDELIVERED_REQUEST_FOR_A_FIRST
                    ? 0
                    : real.redeliveries();
        }

        @Override
        public @Nullable DeathReport deathReport() {
            return real.deathReport();
        }

        @Override
        public void ackEarly() {
            if (fault != Fault.IGNORES_EARLY_ACKS) {
                real.ackEarly();
            }
        }

        @Override
        public Future<Void> settle(Disposition how) {
            if (fault == Fault.IGNORES_ACKS) {
                return Future.succeededFuture();
            }
            if (fault == Fault.RETRIES_EVERYWHERE && how instanceof Disposition.Retry retry) {
                return publish(new Outgoing(message().withEnvelope(retry.envelope()), null, null))
                        .compose(sent -> real.settle(Disposition.Ack.INSTANCE));
            }
            Future<Void> settled = real.settle(changed(how));
            return switch (fault) {
                case LETS_SETTLE_TWICE, LETS_SETTLE_LATE -> settled.otherwiseEmpty();
                default -> settled;
            };
        }

        private Disposition changed(Disposition how) {
            if (how instanceof Disposition.Retry retry && fault == Fault.RETRIES_AT_ONCE) {
                return new Disposition.Retry(retry.envelope(), Duration.ZERO);
            }
            if (how instanceof Disposition.Retry retry && fault == Fault.RETRIES_WITH_THE_OLD_ENVELOPE) {
                return new Disposition.Retry(message().envelope(), retry.after());
            }
            if (how instanceof Disposition.DeadLetter && fault == Fault.DROPS_DEAD_LETTERS) {
                return Disposition.Ack.INSTANCE;
            }
            return how instanceof Disposition.Release && fault == Fault.RELEASES_TO_THE_END
                    ? new Disposition.Retry(message().envelope(), Duration.ZERO)
                    : how;
        }
    }

    private record RestlessConsumer(Consumer real) implements Consumer {
        @Override
        public boolean live() {
            return real.live();
        }

        @Override
        public Future<Void> pause() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> resume() {
            return real.resume();
        }

        @Override
        public Future<Void> close() {
            return real.close();
        }
    }
}
