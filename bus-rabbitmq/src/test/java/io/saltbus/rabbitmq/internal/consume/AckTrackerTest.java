package io.saltbus.rabbitmq.internal.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.rabbitmq.internal.consume.AckTracker.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class AckTrackerTest {
    private enum Act {
        DELIVER,
        ACK,
        REJECT,
        FLUSH,
        FLUSH_WITH_SINGLES
    }

    private record Move(Act act, int which) {}

    /** A broker that closes the channel as RabbitMQ does: for a tag that it does not wait for. */
    private static final class StrictBroker implements AckTracker.Broker {
        final TreeSet<Long> unsettled = new TreeSet<>();
        final TreeSet<Long> acked = new TreeSet<>();
        final TreeSet<Long> rejected = new TreeSet<>();
        int frames;

        @Override
        public void ack(long tag, boolean multiple) {
            frames++;
            assertThat(unsettled).as("unsettled when %d is acked", tag).contains(tag);
            var told = multiple ? new TreeSet<>(unsettled.headSet(tag, true)) : new TreeSet<>(List.of(tag));
            unsettled.removeAll(told);
            acked.addAll(told);
        }

        @Override
        public void reject(long tag) {
            frames++;
            assertThat(unsettled).as("unsettled when %d is rejected", tag).contains(tag);
            unsettled.remove(tag);
            rejected.add(tag);
        }
    }

    private final AckTracker tracker = new AckTracker();
    private final StrictBroker broker = new StrictBroker();

    private List<Ticket> deliver(int count) {
        var tickets = new ArrayList<Ticket>();
        for (int made = 0; made < count; made++) {
            long tag = broker.acked.size() + broker.rejected.size() + broker.unsettled.size() + 1L;
            broker.unsettled.add(tag);
            tickets.add(tracker.delivered(tag));
        }
        return tickets;
    }

    @Test
    void aTurnOfDoneDeliveriesIsOneFrame() {
        deliver(50).forEach(tracker::ack);
        tracker.flush(broker);
        assertThat(broker.frames).isEqualTo(1);
        assertThat(broker.acked).hasSize(50);
    }

    @Test
    void whatIsDoneBehindAGapWaitsUntilItIsAskedFor() {
        List<Ticket> tickets = deliver(3);
        assertThat(tracker.ack(tickets.get(2))).isFalse();
        tracker.flush(broker);
        assertThat(broker.acked).isEmpty();
        assertThat(tracker.behind()).isEqualTo(1);
        tracker.flushWithSingles(broker);
        assertThat(broker.acked).containsExactly(3L);
        assertThat(tracker.behind()).isZero();
    }

    @Test
    void thePrefixIsNamedByATagThatIsNotYetSettled() {
        List<Ticket> tickets = deliver(4);
        tracker.ack(tickets.get(2));
        tracker.ack(tickets.get(3));
        tracker.flushWithSingles(broker);
        tracker.ack(tickets.get(0));
        tracker.ack(tickets.get(1));
        tracker.flush(broker);
        assertThat(broker.unsettled).isEmpty();
        assertThat(broker.frames).isEqualTo(3);
    }

    @Test
    void theRejectedIsNeverAckedWithThePrefix() {
        List<Ticket> tickets = deliver(3);
        tracker.ack(tickets.get(0));
        tracker.reject(tickets.get(1));
        tracker.ack(tickets.get(2));
        tracker.flush(broker);
        assertThat(broker.rejected).containsExactly(2L);
        assertThat(broker.acked).containsExactly(1L, 3L);
    }

    @Test
    void aTicketIsClosedOnce() {
        Ticket ticket = deliver(1).get(0);
        tracker.ack(ticket);
        assertThatThrownBy(() -> tracker.reject(ticket)).isInstanceOf(IllegalStateException.class);
        tracker.flush(broker);
        assertThatThrownBy(() -> tracker.ack(ticket)).isInstanceOf(IllegalStateException.class);
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Act> acts = Arbitraries.frequency(
                Tuple.of(6, Act.DELIVER),
                Tuple.of(5, Act.ACK),
                Tuple.of(1, Act.REJECT),
                Tuple.of(2, Act.FLUSH),
                Tuple.of(1, Act.FLUSH_WITH_SINGLES));
        return Combinators.combine(acts, Arbitraries.integers().between(0, 1000))
                .as(Move::new)
                .list()
                .ofMaxSize(200);
    }

    /** The naive model: sets of tags, and what the broker must have been told after each flush. */
    @Property(tries = 500)
    void anyInterleavingTellsTheBrokerWhatWasDecidedAndNothingElse(@ForAll("moves") List<Move> moves) {
        var strict = new StrictBroker();
        var acks = new AckTracker();
        var open = new TreeMap<Long, Ticket>();
        var acked = new TreeSet<Long>();
        var rejected = new TreeSet<Long>();
        long tag = 0;
        for (Move move : moves) {
            switch (move.act) {
                case DELIVER -> {
                    strict.unsettled.add(++tag);
                    open.put(tag, acks.delivered(tag));
                }
                case ACK, REJECT -> {
                    if (open.isEmpty()) {
                        continue;
                    }
                    long chosen = List.copyOf(open.keySet()).get(move.which % open.size());
                    Ticket ticket = open.remove(chosen);
                    if (move.act == Act.REJECT) {
                        acks.reject(ticket);
                        rejected.add(chosen);
                    } else {
                        boolean inPrefix = acks.ack(ticket);
                        acked.add(chosen);
                        assertThat(inPrefix).isEqualTo(open.isEmpty() || open.firstKey() > chosen);
                    }
                }
                case FLUSH -> {
                    acks.flush(strict);
                    long gap = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
                    assertThat(strict.acked).containsAll(acked.headSet(gap));
                    assertThat(strict.rejected).isEqualTo(rejected);
                    assertThat(acks.behind()).isEqualTo(acked.size() - strict.acked.size());
                }
                case FLUSH_WITH_SINGLES -> {
                    acks.flushWithSingles(strict);
                    assertThat(strict.acked).isEqualTo(acked);
                    assertThat(strict.unsettled).isEqualTo(open.keySet());
                }
            }
            assertThat(acked).containsAll(strict.acked);
        }
        acks.flushWithSingles(strict);
        assertThat(strict.acked).isEqualTo(acked);
        assertThat(strict.rejected).isEqualTo(rejected);
        assertThat(strict.unsettled).isEqualTo(open.keySet());
    }
}
