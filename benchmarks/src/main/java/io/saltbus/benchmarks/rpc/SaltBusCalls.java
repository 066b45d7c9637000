package io.saltbus.benchmarks.rpc;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.CompletableFuture;

/**
 * Calls of SaltBus: a bus that asks and one that answers, each built, started and used on a context of its own as in a verticle; everything
 * on: schemas checked, deadlines, confirms.
 */
final class SaltBusCalls implements CallPath {
    @Event(value = "rpc.benchmark.echo", mode = EventMode.RPC)
    record Echo(String text) implements RpcRequest<Echo.Heard> {
        record Heard(String text) {}
    }

    static final class Mountain {
        @Subscribe
        Echo.Heard echo(Echo asked) {
            return new Echo.Heard(asked.text());
        }
    }

    private final Context context;
    private final SaltBus asking;
    private final SaltBus answering;
    private final Rpc rpc;
    private final Echo request;

    SaltBusCalls(Vertx vertx, String broker, String redis, String text) {
        this.context = loop(vertx);
        this.request = new Echo(text);
        SaltBusBuilder mountain = SaltBus.builder(vertx)
                .service("mountain")
                .broker(broker)
                .redis(redis)
                .handlers(new Mountain());
        SaltBusBuilder wanderer = SaltBus.builder(vertx)
                .service("wanderer")
                .broker(broker)
                .redis(redis)
                .event(Echo.class);
        this.answering = started(mountain, loop(vertx));
        this.asking = started(wanderer, context);
        this.rpc = Rpc.of(asking);
    }

    // the next event loop in turn, as each verticle has
    private static Context loop(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    private static SaltBus started(SaltBusBuilder builder, Context on) {
        Promise<SaltBus> started = Promise.promise();
        on.runOnContext(turn -> {
            SaltBus built = builder.build();
            built.start().<SaltBus>map(built).onComplete(started);
        });
        return await(started.future());
    }

    @Override
    public String name() {
        return "SaltBus, RabbitMQ and Redis";
    }

    @Override
    public long[] call(int calls, int inFlight) throws Exception {
        var round = new Round(calls);
        context.runOnContext(turn -> {
            for (int begun = 0; begun < inFlight; begun++) {
                round.next();
            }
        });
        return round.over.get();
    }

    /** What is measured at a time; lives on the context. */
    private final class Round {
        private final CompletableFuture<long[]> over = new CompletableFuture<>();
        private final long[] nanos;
        private int begun;
        private int ended;

        private Round(int calls) {
            nanos = new long[calls];
        }

        private void next() {
            if (begun == nanos.length) {
                return;
            }
            int number = begun++;
            long start = System.nanoTime();
            rpc.callOrFail(request)
                    .onSuccess(heard -> {
                        nanos[number] = System.nanoTime() - start;
                        if (++ended == nanos.length) {
                            over.complete(nanos);
                        }
                        next();
                    })
                    .onFailure(over::completeExceptionally);
        }
    }

    @Override
    public void close() {
        await(asking.close());
        await(answering.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
