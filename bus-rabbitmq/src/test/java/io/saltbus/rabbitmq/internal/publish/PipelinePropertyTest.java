package io.saltbus.rabbitmq.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.publish.PublishException;
import io.saltbus.rabbitmq.internal.publish.Pipeline.Loss;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any order of sends, confirms, returns, losses and time: each sender hears once, and only what is true. */
class PipelinePropertyTest {
    enum Kind {
        SEND,
        SEND_UNROUTABLE,
        SEND_POISON,
        ACK,
        ACK_MULTIPLE,
        NACK,
        LOSE_CHANNEL,
        ATTACH,
        BLOCK,
        UNBLOCK,
        PASS_TIME
    }

    record Step(Kind kind, int choice) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var kinds = Arbitraries.frequency(
                Tuple.of(12, Kind.SEND),
                Tuple.of(3, Kind.SEND_UNROUTABLE),
                Tuple.of(1, Kind.SEND_POISON),
                Tuple.of(6, Kind.ACK),
                Tuple.of(3, Kind.ACK_MULTIPLE),
                Tuple.of(2, Kind.NACK),
                Tuple.of(2, Kind.LOSE_CHANNEL),
                Tuple.of(4, Kind.ATTACH),
                Tuple.of(1, Kind.BLOCK),
                Tuple.of(2, Kind.UNBLOCK),
                Tuple.of(2, Kind.PASS_TIME));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMaxSize(150);
    }

    @Property(tries = 500)
    void everySenderHearsOnceAndNothingIsConfirmedThatTheBrokerDidNotConfirm(@ForAll("steps") List<Step> steps) {
        var lab = new Lab();
        for (Step step : steps) {
            lab.run(step);
        }
        lab.end();
    }

    /** A broker of one channel, and what it and the senders saw. */
    private static final class Lab {
        private static final int TIMEOUT = 40;

        private final Pipeline pipeline =
                new Pipeline(new PublishLimits(4, 1000, 6, 1000, Duration.ofNanos(TIMEOUT)), () -> {});
        private final Map<String, String> outcomes = new HashMap<>();
        private final Set<String> acked = new HashSet<>();
        private final Set<String> nacked = new HashSet<>();
        /** In the order of their first arrival. */
        private final List<String> arrived = new ArrayList<>();

        private final TreeMap<Long, String> unconfirmed = new TreeMap<>();
        private final List<String> returns = new ArrayList<>();
        private String poisonArrived = "";
        private boolean attached;
        private boolean blocked;
        private long tag;
        private int sent;
        private long now;

        void run(Step step) {
            now++;
            switch (step.kind) {
                case SEND -> send("ok");
                case SEND_UNROUTABLE -> send("unroutable");
                case SEND_POISON -> send("poison");
                case ACK -> ack(step.choice, false);
                case ACK_MULTIPLE -> ack(step.choice, true);
                case NACK -> nack(step.choice);
                case LOSE_CHANNEL -> lose(Loss.INNOCENT);
                case ATTACH -> attach();
                case BLOCK -> {
                    blocked = true;
                    pipeline.block("alarm");
                }
                case UNBLOCK -> {
                    blocked = false;
                    pipeline.unblock();
                }
                case PASS_TIME -> {
                    now += step.choice % TIMEOUT;
                    pipeline.expire(now);
                }
            }
            closeForPoison();
            giveBack();
            assertThat(unconfirmed.size()).as("window, and what was given up").isLessThanOrEqualTo(4 * 64);
        }

        /** The rest of the world stands still: time alone has to end it. */
        void end() {
            now += TIMEOUT;
            pipeline.expire(now);
            assertThat(pipeline.isEmpty()).isTrue();
            assertThat(outcomes).hasSize(sent);
            outcomes.forEach((id, outcome) -> {
                switch (outcome) {
                    case "true" ->
                        assertThat(acked)
                                .contains(id)
                                .as(id)
                                .satisfies(all -> assertThat(id).contains("ok"));
                    case "false" ->
                        assertThat(acked)
                                .contains(id)
                                .satisfies(all -> assertThat(id).contains("unroutable"));
                    case "Rejected" ->
                        assertThat(nacked.contains(id) || id.contains("poison"))
                                .as(id)
                                .isTrue();
                    default -> assertThat(outcome).isIn("Unconfirmed", "Overloaded");
                }
                if (outcome.equals("Overloaded")) {
                    assertThat(arrived).doesNotContain(id);
                }
            });
            assertThat(arrived).as("first arrivals, in the order of the sends").isSorted();
        }

        private void send(String kind) {
            String id = Parcels.id(sent++) + "-" + kind;
            Promise<Boolean> outcome = Promise.promise();
            outcome.future().onComplete(done -> {
                String said = done.succeeded()
                        ? done.result().toString()
                        : done.cause().getClass().getSimpleName();
                assertThat(done.succeeded() || done.cause() instanceof PublishException)
                        .isTrue();
                assertThat(outcomes.put(id, said)).as("heard before").isNull();
            });
            pipeline.accept(new Pending(Parcels.to("e", "key", id), outcome, now + TIMEOUT, () -> 0));
        }

        private void attach() {
            if (!attached) {
                attached = true;
                pipeline.attach(this::write);
            }
        }

        private void write(Parcel parcel) {
            String id = parcel.properties().getMessageId();
            assertThat(attached && !blocked).as("flows").isTrue();
            assertThat(outcomes).as("sent after its outcome").doesNotContainKey(id);
            if (!poisonArrived.isEmpty()) {
                return; // the broker reads nothing more on this channel
            }
            if (!arrived.contains(id)) {
                arrived.add(id);
            }
            unconfirmed.put(++tag, id);
            if (id.contains("unroutable")) {
                returns.add(id);
            }
            if (id.contains("poison")) {
                poisonArrived = id;
            }
        }

        private void closeForPoison() {
            if (!poisonArrived.isEmpty()) {
                lose(Loss.OBJECTION);
            }
        }

        private void lose(Loss loss) {
            attached = false;
            poisonArrived = "";
            unconfirmed.clear();
            returns.clear();
            tag = 0;
            pipeline.detach("lost", loss);
        }

        private void ack(int choice, boolean multiple) {
            if (!unconfirmed.isEmpty()) {
                long upTo = pick(choice);
                var which = multiple ? unconfirmed.headMap(upTo, true) : unconfirmed.subMap(upTo, true, upTo, true);
                acked.addAll(which.values());
                which.clear();
                pipeline.confirm(upTo, multiple);
            }
        }

        /** In the order of the publishes, and each before its confirm, as RabbitMQ does. */
        private void giveBack() {
            returns.forEach(id -> pipeline.returned("e", "key", id));
            returns.clear();
        }

        private void nack(int choice) {
            if (!unconfirmed.isEmpty()) {
                long which = pick(choice);
                nacked.add(unconfirmed.remove(which));
                pipeline.reject(which, false);
            }
        }

        private long pick(int choice) {
            return new ArrayList<>(unconfirmed.keySet()).get(choice % unconfirmed.size());
        }
    }
}
