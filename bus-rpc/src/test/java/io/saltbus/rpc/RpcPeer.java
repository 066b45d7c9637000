package io.saltbus.rpc;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that calls, or answers calls, until it is killed or its input ends. It prints a line for everything that its parent wants to know. */
final class RpcPeer {
    /** How long answers are kept here. */
    static final Duration REPLY_TTL = Duration.ofSeconds(5);

    static final CallOptions PATIENCE = CallOptions.timeout(Duration.ofSeconds(30));
    private static final int CALLS = 200;
    private static final int WORK_MS = 20;
    private static final int CONCURRENCY = 64;

    @Event(value = "rpc.square", mode = EventMode.RPC)
    record Square(int number) implements RpcRequest<Square.Answered> {
        /** @param pid of the process that answered */
        record Answered(int square, long pid) {}
    }

    private final PrintStream parent;
    private final Vertx vertx;
    private final SaltBus bus;

    private RpcPeer(PrintStream parent, Vertx vertx, SaltBus bus) {
        this.parent = parent;
        this.vertx = vertx;
        this.bus = bus;
    }

    static SaltBus bus(Vertx vertx, String service, String broker, String redis) {
        return SaltBus.builder(vertx)
                .service(service)
                .broker(broker)
                .redis(redis)
                .event(Square.class)
                .with(RpcOptions.defaults().withReplyTtl(REPLY_TTL))
                .build();
    }

    /** Takes what it is, {@code caller} or {@code responder}, the broker's address, and that of Redis. */
    public static void main(String[] arguments) throws IOException {
        PrintStream parent = System.out;
        System.setOut(System.err); // what is logged goes to the file, and not between the words to the parent
        Vertx vertx = Vertx.vertx();
        var peer = new RpcPeer(parent, vertx, bus(vertx, arguments[0], arguments[1], arguments[2]));
        RpcContract.await(peer.bus.start());
        if (arguments[0].equals("caller")) {
            peer.call();
        } else {
            peer.respond();
        }
        while (System.in.read() >= 0) {
            // its parent lives
        }
        Runtime.getRuntime().halt(0);
    }

    /** Writes down each call before it is sent, as a service does that will look for its answers later. */
    private void call() {
        Rpc rpc = Rpc.of(bus);
        for (int number = 0; number < CALLS; number++) {
            RpcCall<Square.Answered> call = rpc.start(new Square(number), PATIENCE);
            parent.println("called " + number + " " + call.handle());
            call.reply().onFailure(failure -> parent.println("failed " + failure.getMessage()));
        }
        parent.println("ready");
    }

    private void respond() {
        RpcContract.await(bus.subscribe(
                Square.class, SubscribeOptions.named("square").withConcurrency(CONCURRENCY), (asked, envelope) -> {
                    parent.println("handles " + asked.number());
                    return vertx.timer(WORK_MS, TimeUnit.MILLISECONDS)
                            .map(worked -> new Square.Answered(
                                    asked.number() * asked.number(),
                                    ProcessHandle.current().pid()));
                }));
        parent.println("ready");
    }
}
