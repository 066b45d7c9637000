package io.saltbus.rabbitmq.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.publish.PublishException;
import io.saltbus.rabbitmq.internal.publish.Pipeline.Loss;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final PublishLimits LIMITS = new PublishLimits(2, 100, 3, 10, Duration.ofSeconds(1));

    private final Pipeline pipeline = new Pipeline(LIMITS, () -> {});
    private final List<String> written = new ArrayList<>();

    @Test
    void waitsForTheWindowAndGoesOnInOrder() {
        pipeline.attach(this::write);
        sendAll("a", "b", "c", "d");
        assertThat(written).containsExactly("a", "b");

        pipeline.confirm(2, false);
        assertThat(written).containsExactly("a", "b", "c");
        pipeline.confirm(3, true);
        assertThat(written).containsExactly("a", "b", "c", "d");
    }

    @Test
    void completesWithWhetherAQueueTookIt() {
        pipeline.attach(this::write);
        var routed = send("a");
        var returned = send("b");

        pipeline.returned("e", "key", "b");
        pipeline.confirm(2, true);

        assertThat(routed.result()).isTrue();
        assertThat(returned.result()).isFalse();
    }

    @Test
    void aReturnOnALostChannelDoesNotCountForTheNext() {
        pipeline.attach(this::write);
        var sent = send("a");
        pipeline.returned("e", "key", "a");
        pipeline.detach("gone", Loss.INNOCENT);
        pipeline.attach(this::write);

        pipeline.confirm(1, false);

        assertThat(sent.result()).isTrue();
    }

    @Test
    void aNackFailsWithTheDestination() {
        pipeline.attach(this::write);
        var sent = send("a");

        pipeline.reject(1, false);

        assertThat(sent.cause())
                .isInstanceOf(PublishException.Rejected.class)
                .hasMessageContaining("message a to exchange e with routing key key")
                .hasMessageContaining("x-overflow");
    }

    @Test
    void tooManyWaitingFailFastWithTheNumbers() {
        sendAll("a", "b", "c");

        assertThat(send("d").cause())
                .isInstanceOf(PublishException.Overloaded.class)
                .hasMessageContaining("3 publishes wait, 3 may")
                .hasMessageContaining("3 of 10 bytes")
                .hasMessageContaining("no connection yet");
    }

    @Test
    void tooManyBytesWaitingFailFastToo() {
        assertThat(send("larger than the limit").isComplete()).as("alone").isFalse();
        assertThat(send("a").cause()).isInstanceOf(PublishException.Overloaded.class);
    }

    @Test
    void whatIsUnconfirmedGoesAgainInOrderBeforeWhatWaits() {
        pipeline.attach(this::write);
        sendAll("a", "b", "c", "d");
        pipeline.detach("gone", Loss.INNOCENT);
        written.clear();

        pipeline.attach(this::write);
        pipeline.confirm(2, true);

        assertThat(written).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aRequestThatGoesAgainSaysSoAndAnEventDoesNot() {
        var parcels = new ArrayList<Parcel>();
        pipeline.attach(parcels::add);
        Parcel event = Parcels.to("e", "key", "event");
        var request =
                new Parcel("rpc", "key", Parcels.to("rpc", "key", "request").properties(), event.body(), true);
        for (Parcel each : List.of(event, request, request)) { // the third waits for room in the window
            pipeline.accept(new Pending(each, Promise.promise(), 1, () -> 0));
        }
        assertThat(parcels).containsExactly(event, request);

        parcels.clear();
        pipeline.detach("gone", Loss.INNOCENT);
        pipeline.attach(parcels::add);
        pipeline.confirm(2, true);

        assertThat(parcels)
                .extracting(sent -> sent.properties().getHeaders())
                .containsExactly(null, Map.of("salt-resent", true), null);
    }

    @Test
    void aRequestThatWaitedIsSentWithWhatIsLeftOfItsCallersTime() {
        var parcels = new ArrayList<Parcel>();
        var waited = new AtomicLong();
        pipeline.accept(new Pending(timed(5_000), Promise.promise(), 1, waited::get));
        waited.set(Duration.ofMillis(1_999).toNanos());

        pipeline.attach(parcels::add);
        waited.set(Duration.ofMillis(3_001).toNanos());
        pipeline.detach("gone", Loss.INNOCENT);
        pipeline.attach(parcels::add);

        assertThat(parcels)
                .extracting(sent -> sent.properties().getExpiration())
                .containsExactly("3001", "1999");
        assertThat(parcels)
                .extracting(sent -> sent.properties().getHeaders())
                .containsExactly(
                        Map.of("salt-timeout-ms", 3_001L), Map.of("salt-timeout-ms", 1_999L, "salt-resent", true));
    }

    @Test
    void aRequestThatNobodyWaitsForAnyMoreIsNotSent() {
        var waited = new AtomicLong();
        Promise<Boolean> outcome = Promise.promise();
        pipeline.accept(new Pending(timed(5_000), outcome, 1, waited::get));
        var next = send("n");
        waited.set(Duration.ofSeconds(5).toNanos());

        pipeline.attach(this::write);
        pipeline.confirm(1, false);

        assertThat(written).containsExactly("n");
        assertThat(next.result()).isTrue();
        assertThat(outcome.future().cause())
                .isInstanceOf(PublishException.Unconfirmed.class)
                .hasMessageContaining("nobody waited for its answer");
    }

    private static Parcel timed(long timeoutMs) {
        Parcel plain = Parcels.to("rpc", "key", "request");
        var properties = plain.properties()
                .builder()
                .expiration(Long.toString(timeoutMs))
                .headers(Map.of("salt-timeout-ms", timeoutMs))
                .build();
        return new Parcel("rpc", "key", properties, plain.body(), true);
    }

    @Test
    void nothingIsWrittenWhileBlocked() {
        pipeline.attach(this::write);
        pipeline.block("low on memory");
        var waiting = send("a");
        assertThat(written).isEmpty();

        pipeline.expire(1);
        assertThat(waiting.cause())
                .isInstanceOf(PublishException.Unconfirmed.class)
                .hasMessageContaining("low on memory");

        send("b");
        pipeline.unblock();
        assertThat(written).containsExactly("b");
    }

    @Test
    void whatHasFailedIsNotSentAgain() {
        pipeline.attach(this::write);
        sendAll("a", "b", "c");
        pipeline.expire(1);
        written.clear();

        pipeline.detach("gone", Loss.INNOCENT);
        pipeline.attach(this::write);
        assertThat(written).isEmpty();
        assertThat(pipeline.isEmpty()).isTrue();
    }

    @Test
    void whatMakesTheBrokerCloseChannelsFailsAndTheOthersArrive() {
        var innocent = new ArrayList<Future<Boolean>>();
        pipeline.attach(this::write);
        innocent.add(send("a"));
        var poison = send("p");
        innocent.add(send("b"));

        while (!pipeline.isEmpty()) {
            if (written.contains("p")) {
                written.clear();
                pipeline.detach("NOT_FOUND", Loss.OBJECTION);
                pipeline.attach(this::write);
            } else {
                pipeline.confirm(0, true);
            }
        }

        assertThat(poison.cause())
                .isInstanceOf(PublishException.Rejected.class)
                .hasMessageContaining("message p")
                .hasMessageContaining("NOT_FOUND");
        assertThat(innocent).allMatch(Future::succeeded);
    }

    @Test
    void aChannelThatIsClosedAlreadyKeepsTheParcelForTheNext() {
        pipeline.attach(parcel -> {
            throw new AlreadyClosedException(new ShutdownSignalException(false, false, null, null));
        });
        var sent = send("a");
        assertThat(sent.isComplete()).isFalse();

        pipeline.attach(this::write);
        pipeline.confirm(1, false);
        assertThat(sent.result()).isTrue();
    }

    @Test
    void aParcelThatDoesNotFitFailsAndTakesNoTag() {
        pipeline.attach(parcel -> {
            if (parcel.properties().getMessageId().equals("misfit")) {
                throw new IllegalArgumentException("headers too large");
            }
            write(parcel);
        });
        var misfit = send("misfit");
        var next = send("a");
        pipeline.confirm(1, false);

        assertThat(misfit.cause())
                .isInstanceOf(PublishException.Rejected.class)
                .hasRootCauseMessage("headers too large");
        assertThat(next.result()).isTrue();
    }

    @Test
    void aWriteThatFailsHalfwayEndsTheUseOfTheChannel() {
        pipeline.attach(parcel -> {
            throw new IOException("broken");
        });
        assertThat(send("a").cause())
                .isInstanceOf(PublishException.Rejected.class)
                .hasRootCauseMessage("broken");
        assertThat(send("b").isComplete()).isFalse();
    }

    @Test
    void aSenderMayPublishFromItsOutcome() {
        pipeline.attach(this::write);
        var second = new ArrayList<Future<Boolean>>();
        send("a").onSuccess(routed -> second.add(send("b")));

        pipeline.confirm(1, false);
        pipeline.confirm(2, false);

        assertThat(second)
                .singleElement()
                .satisfies(sent -> assertThat(sent.result()).isTrue());
    }

    private void sendAll(String... ids) {
        for (String id : ids) {
            assertThat(send(id).failed()).isFalse();
        }
    }

    private Future<Boolean> send(String id) {
        Promise<Boolean> outcome = Promise.promise();
        pipeline.accept(new Pending(Parcels.to("e", "key", id), outcome, 1, () -> 0));
        return outcome.future();
    }

    private void write(Parcel parcel) {
        written.add(parcel.properties().getMessageId());
    }
}
