package io.saltbus.rpc.reply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.reply.ReplyStore.Listening;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of replies does. */
public abstract class ReplyStoreContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final String caller = UUID.randomUUID().toString();
    private Vertx vertx;
    private ReplyStore store;

    /** A store that is not connected yet. */
    protected abstract ReplyStore create(Vertx vertx, Scheduler scheduler) throws Exception;

    @BeforeEach
    final void connect() throws Exception {
        vertx = Vertx.vertx();
        store = create(vertx, Scheduler.real(vertx));
        get(store.connect());
    }

    @AfterEach
    final void close() throws Exception {
        get(store.close());
        get(store.close());
        get(vertx.close());
    }

    @Test
    void anAnswerIsToldAndKept() throws Exception {
        var heard = new Heard();
        ReplyAddress to = ReplyAddress.ofCaller(caller, "1");
        get(store.listen(to.channel(), heard));

        int told = get(store.deliver(to, Buffer.buffer("answer"), HOUR));

        assertThat(told).isEqualTo(1);
        assertThat(heard.next()).isEqualTo("answer");
        assertThat(found(to.key())).containsExactly("answer");
        assertThat(heard.left()).isZero();
    }

    @Test
    void anAnswerInTheFormOfCeleryIsToldAndKept() throws Exception {
        var heard = new Heard();
        ReplyAddress to = ReplyAddress.ofTask(UUID.randomUUID().toString());
        get(store.listen(to.channel(), heard));

        assertThat(get(store.deliver(to, Buffer.buffer("{}"), HOUR))).isEqualTo(1);

        assertThat(heard.next()).isEqualTo("{}");
        assertThat(found(to.key())).containsExactly("{}");
    }

    @Test
    void anAnswerThatNobodyListensForIsKept() throws Exception {
        ReplyAddress to = ReplyAddress.ofCaller(caller, "1");
        assertThat(get(store.deliver(to, Buffer.buffer("answer"), HOUR))).isZero();
        assertThat(found(to.key())).containsExactly("answer");
    }

    @Test
    void bytesStayAsTheyAre() throws Exception {
        byte[] bytes = new byte[256 * 256];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) at;
        }
        ReplyAddress to = ReplyAddress.ofCaller(caller, "1");
        get(store.deliver(to, Buffer.buffer(bytes), HOUR));
        assertThat(get(store.find(List.of(to.key()))).get(0).getBytes()).isEqualTo(bytes);
    }

    @Test
    void manyAreFoundAtOnceInTheOrderOfTheirKeys() throws Exception {
        ReplyAddress first = ReplyAddress.ofCaller(caller, "1");
        ReplyAddress none = ReplyAddress.ofCaller(caller, "2");
        ReplyAddress third = ReplyAddress.ofCaller(caller, "3");
        get(store.deliver(third, Buffer.buffer("three"), HOUR));
        get(store.deliver(first, Buffer.buffer("one"), HOUR));

        assertThat(found(first.key(), none.key(), third.key())).containsExactly("one", null, "three");
        assertThat(found()).isEmpty();
    }

    @Test
    void theLastOfTwoAnswersIsKept() throws Exception {
        ReplyAddress to = ReplyAddress.ofCaller(caller, "1");
        get(store.deliver(to, Buffer.buffer("one"), SHORT));
        get(store.deliver(to, Buffer.buffer("two"), HOUR));
        awaitGone("short", SHORT);
        assertThat(found(to.key())).containsExactly("two");
    }

    @Test
    void anAnswerIsForgottenAfterItsTime() throws Exception {
        ReplyAddress to = ReplyAddress.ofCaller(caller, "1");
        get(store.deliver(to, Buffer.buffer("answer"), SHORT));
        long start = System.nanoTime();
        while (!found(to.key()).equals(Arrays.asList((String) null))) {
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
        }
    }

    @Test
    void aClaimIsItsOwnersUntilItRunsOut() throws Exception {
        String key = "saltbus:claim:" + caller;
        assertThat(get(store.claim(key, "one", HOUR))).isTrue();
        assertThat(get(store.claim(key, "two", HOUR))).isFalse();
        assertThat(get(store.claim(key, "one", HOUR))).isTrue();

        awaitGone("other", SHORT);
    }

    /** Claims a key for a while and claims it for others until that succeeds. */
    private void awaitGone(String name, Duration ttl) throws Exception {
        String key = "saltbus:claim:" + name + ":" + caller;
        assertThat(get(store.claim(key, "first", ttl))).isTrue();
        long start = System.nanoTime();
        while (!get(store.claim(key, "next", HOUR))) {
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
        }
    }

    @Test
    void aClaimThatIsMadeAgainStandsNoLonger() throws Exception {
        String key = "saltbus:claim:" + caller;
        assertThat(get(store.claim(key, "one", Duration.ofMillis(200)))).isTrue();
        assertThat(get(store.claim(key, "one", HOUR))).isTrue();
        long start = System.nanoTime();
        while (!get(store.claim(key, "two", HOUR))) {
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
        }
    }

    @Test
    void whatIsToldIsHeardByAllListenersOfItsChannelInOrder() throws Exception {
        var one = new Heard();
        var two = new Heard();
        var other = new Heard();
        get(store.listen(caller, one));
        get(store.listen(caller, two));
        get(store.listen(caller + "other", other));

        get(store.tell(caller, Buffer.buffer("first")));
        get(store.tell(caller, Buffer.buffer("second")));
        get(store.tell(caller + "other", Buffer.buffer("third")));

        assertThat(one.next()).isEqualTo("first");
        assertThat(one.next()).isEqualTo("second");
        assertThat(two.next()).isEqualTo("first");
        assertThat(two.next()).isEqualTo("second");
        assertThat(other.next()).isEqualTo("third");
        assertThat(one.left() + two.left() + other.left()).isZero();
    }

    @Test
    void whoHasLeftHearsNothing() throws Exception {
        var left = new Heard();
        var stays = new Heard();
        Listening leaving = get(store.listen(caller, left));
        get(store.listen(caller, stays));
        get(leaving.close());
        get(leaving.close());

        get(store.tell(caller, Buffer.buffer("said")));

        assertThat(stays.next()).isEqualTo("said");
        assertThat(left.left()).isZero();
    }

    @Test
    void aChannelCanBeLeftAndListenedToAgainAtOnce() throws Exception {
        for (int round = 0; round < 50; round++) {
            var heard = new Heard();
            Future<Listening> before = store.listen(caller, new Heard());
            Future<Void> left = before.compose(Listening::close);
            Future<Listening> listening = store.listen(caller, heard);
            get(left);
            get(listening);
            get(store.tell(caller, Buffer.buffer("round " + round)));
            assertThat(heard.next()).isEqualTo("round " + round);
            Future<Void> leaving = get(listening).close();
            var next = new Heard();
            Listening again = get(store.listen(caller, next));
            get(leaving);
            get(store.tell(caller, Buffer.buffer("again " + round)));
            assertThat(next.next()).isEqualTo("again " + round);
            get(again.close());
        }
    }

    @Test
    void aThousandChannelsAreListenedToAtOnce() throws Exception {
        var heard = new ArrayList<Heard>();
        var begun = new ArrayList<Future<Listening>>();
        for (int at = 0; at < 1000; at++) {
            heard.add(new Heard());
            begun.add(store.listen(caller + at, heard.get(at)));
        }
        get(Future.all(begun));
        var told = new ArrayList<Future<Void>>();
        for (int at = 0; at < 1000; at++) {
            told.add(store.tell(caller + at, Buffer.buffer("" + at)));
        }
        get(Future.all(told));
        for (int at = 0; at < 1000; at++) {
            assertThat(heard.get(at).next()).isEqualTo("" + at);
        }
        for (Future<Listening> each : begun) {
            get(each.result().close());
        }
    }

    @Test
    void aConnectedStoreHasNoTroublesAndCanBeConnectedAgain() throws Exception {
        get(store.connect());
        assertThat(store.troubles()).isEmpty();
        assertThat(store.address()).isNotBlank();
    }

    private List<String> found(String... keys) throws Exception {
        return get(store.find(List.of(keys))).stream()
                .map(each -> each == null ? null : each.toString())
                .toList();
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }
}
