package io.saltbus.cli.internal.event;

import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.BrokerAddress;
import io.saltbus.cli.internal.connect.DurationWord;
import io.saltbus.cli.internal.connect.Interrupts;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.Waiting;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows events as they come by. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Shows events as they come by, whatever their schema, until Ctrl-C.",
            "It looks on from a queue of its own, which goes with it, and takes nothing from anybody."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus tail 'order.#'",
            "  saltbus tail order.created user.signup.* --json | jq .payload",
            "  saltbus tail '#' --count 1 --format celery",
            "",
            "A terminal that is slow slows the queue down; one that stands still loses events, and is told how many.",
            "Exit status: 0, also after Ctrl-C."
        })
public final class TailCommand implements Callable<Integer> {
    private static final int PREFETCH = 256;
    private static final int ROOM = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK_UP = Duration.ofMillis(100);
    private static final Duration LETTING_GO = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Parameters(
            arity = "1..*",
            paramLabel = "PATTERN",
            description = "Topics, or patterns with * (one word) and # (any words).")
    private List<String> patterns = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many events.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--compact", description = "Shows each payload on one line.")
    private boolean compact;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationWord.class,
            description = "How long reaching the broker may take. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(10);

    @Mixin
    private final BrokerAddress broker = new BrokerAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean interrupted;

    /** @param around what the command finds */
    public TailCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (count < 1) {
            throw new UsageException("--count must be 1 or more, was " + count);
        }
        List<TopicPattern> wanted = patterns.stream().map(TopicPattern::of).toList();
        Vertx vertx = around.vertx().get();
        Transport transport = Brokers.open(vertx, broker, around, timeout);
        Interrupts.Watch watch = around.interrupts().on(this::interrupt);
        try {
            Context context = vertx.getOrCreateContext();
            var backlog = new Backlog<Seen>(context, Scheduler.real(vertx), ROOM, PATIENCE);
            Waiting.until(open(transport, wanted, context, backlog), timeout.plus(GRACE), "the broker");
            output.remarks().line("looking on at " + transport.address() + ": " + String.join(", ", patterns));
            print(backlog);
            tellDrops(backlog.dropped());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            Waiting.ended(transport.close(), LETTING_GO);
            over.countDown();
            watch.stop();
        }
        return ExitStatus.OK;
    }

    /** On the thread of the interrupt, which ends the process when this returns. */
    private void interrupt() {
        interrupted = true;
        try {
            boolean unused = over.await(LETTING_GO.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static Future<?> open(
            Transport transport, List<TopicPattern> wanted, Context context, Backlog<Seen> backlog) {
        // without dead letters, which would stay behind: nothing that is looked at is ever refused
        var queue = new QueueSpec("saltbus-cli.tail." + UUID.randomUUID(), wanted, QueueSpec.Kind.EXCLUSIVE, "");
        return transport
                .connect()
                .compose(connected -> transport.declare(queue))
                .compose(declared -> transport.consume(
                        queue, new ConsumeOptions(context, PREFETCH, 0), delivery -> arrived(delivery, backlog)));
    }

    private static void arrived(Delivery delivery, Backlog<Seen> backlog) {
        backlog.offer(Seen.of(delivery), () -> {
            Future<Void> unused = delivery.settle(Disposition.Ack.INSTANCE); // a lost one comes by again
        });
    }

    private void print(Backlog<Seen> backlog) throws InterruptedException {
        Screen screen = output.screen();
        long printed = 0;
        boolean broken = false;
        while (printed < count && !interrupted && !broken) {
            @Nullable Seen seen = backlog.take(LOOK_UP);
            if (seen != null) {
                show(seen, screen);
                printed++;
            }
            if (backlog.empty()) {
                broken = screen.out().checkError(); // nobody reads any more, as behind "| head"
            }
        }
        screen.out().flush();
    }

    private void show(Seen seen, Screen screen) {
        if (output.json()) {
            screen.jsonLine(seen.json());
        } else {
            seen.show(screen, compact);
        }
    }

    private void tellDrops(long dropped) {
        if (dropped > 0) {
            output.remarks()
                    .line("saltbus: " + dropped + " events came by while the output stood still, and were not shown");
        }
    }
}
