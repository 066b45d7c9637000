package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens in whatever order, each call ends once, by what came first, and nothing of it stays. */
class CallEndsOncePropertyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int MOST = 6;

    private static CallFixture fixture;

    enum Step {
        CALL,
        CALL_AGAIN,
        ANSWER_OLDEST,
        ANSWER_NEWEST,
        KEEP_OLDEST,
        ANSWER_ANY_TWICE,
        GARBLE_OLDEST,
        CONFIRM_OLDEST,
        NOBODY_FOR_OLDEST,
        FAIL_SEND_OF_NEWEST,
        CANCEL_OLDEST,
        BACK,
        A_QUARTER,
        THE_TIMEOUT,
        CLOSE
    }

    @BeforeContainer
    static void open() {
        fixture = new CallFixture();
        fixture.bus(RpcOptions.defaults());
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void everyCallEndsOnceAndNothingStays(@ForAll @Size(min = 3, max = 50) List<Step> steps) {
        new Run().play(steps);
    }

    /** One call, and what the test expects of it. */
    private static final class Watched {
        private final RpcCall<Sum.Result> call;
        private final ScriptedRequests.Scripted request;
        private Class<?> expected;
        private boolean kept;
        private Duration age = Duration.ZERO;
        private int ends;
        private Object end;

        Watched(RpcCall<Sum.Result> call, ScriptedRequests.Scripted request) {
            this.call = call;
            this.request = request;
            call.reply().onComplete(reply -> ended(reply.orElseThrow()), failure -> ended(failure));
        }

        private void ended(Object how) {
            ends++;
            end = how;
        }

        private boolean waits() {
            return expected == null;
        }

        void expect(Class<?> how) {
            if (expected == null) {
                expected = how;
            }
        }

        void check() {
            assertThat(ends).as(call.handle()).isEqualTo(expected == null ? 0 : 1);
            assertThat(request.ends).as("spans of %s", call.handle()).isEqualTo(ends);
            if (expected != null) {
                assertThat(end).as(call.handle()).isInstanceOf(expected);
            }
        }
    }

    private static final class Run {
        private final ScriptedCaller scripted =
                new ScriptedCaller(fixture.services(), RpcOptions.defaults().withMaxInFlight(MOST));
        private final List<Watched> all = new ArrayList<>();
        private boolean closed;

        void play(List<Step> steps) {
            for (Step step : steps) {
                step(step);
                all.forEach(Watched::check);
                assertThat(scripted.caller.inFlight()).isEqualTo((int) waiting().count());
            }
            step(Step.THE_TIMEOUT);
            all.forEach(Watched::check);
            assertThat(scripted.caller.inFlight()).isZero();
            scripted.advance(TimerWheel.TICK);
            assertThat(scripted.time.nextIn()).as("timers").isEmpty();
            step(Step.CLOSE);
            assertThat(scripted.store.listeners).isEmpty();
        }

        private java.util.stream.Stream<Watched> waiting() {
            return all.stream().filter(Watched::waits);
        }

        private void oldest(Consumer<Watched> what) {
            waiting().findFirst().ifPresent(what);
        }

        private void newest(Consumer<Watched> what) {
            waiting().reduce((first, second) -> second).ifPresent(what);
        }

        private void step(Step step) {
            switch (step) {
                case CALL -> call(CallOptions.timeout(TIMEOUT));
                case CALL_AGAIN -> {
                    if (!all.isEmpty() && !all.get(0).waits()) {
                        call(CallOptions.timeout(TIMEOUT)
                                .withCallId(all.get(0).call.handle()));
                    }
                }
                case ANSWER_OLDEST -> oldest(this::answer);
                case ANSWER_NEWEST -> newest(this::answer);
                case KEEP_OLDEST ->
                    oldest(one -> {
                        one.kept = true;
                        scripted.answer(one.request, scripted.reply(one.request), false);
                    });
                case ANSWER_ANY_TWICE ->
                    all.stream().findFirst().ifPresent(one -> {
                        answer(one);
                        answer(one);
                    });
                case GARBLE_OLDEST ->
                    oldest(one -> {
                        one.expect(CallException.MalformedReply.class);
                        String id = one.request.envelope.messageId();
                        scripted.store.listeners.forEach(
                                listener -> listener.told(Buffer.buffer("{\"call\":\"" + id + "\"}")));
                    });
                case CONFIRM_OLDEST -> oldest(one -> confirm(one, true));
                case NOBODY_FOR_OLDEST ->
                    oldest(one -> {
                        if (confirm(one, false)) {
                            one.expect(CallException.NoResponder.class);
                        }
                    });
                case FAIL_SEND_OF_NEWEST ->
                    newest(one -> {
                        if (send(one).tryFail(new PublishException.Overloaded("the buffer", 1, 1))) {
                            one.expect(PublishException.Overloaded.class);
                        }
                    });
                case CANCEL_OLDEST ->
                    oldest(one -> {
                        one.expect(CallException.Cancelled.class);
                        one.call.cancel();
                    });
                case BACK -> {
                    waiting().filter(one -> one.kept).toList().forEach(one -> one.expect(Sum.Result.class));
                    scripted.back();
                }
                case A_QUARTER -> advance(TIMEOUT.dividedBy(4));
                case THE_TIMEOUT -> advance(TIMEOUT);
                case CLOSE -> {
                    waiting().toList().forEach(one -> one.expect(CallException.Closed.class));
                    CallFixture.await(scripted.caller.close());
                    closed = true;
                }
            }
        }

        private void call(CallOptions options) {
            long inFlight = waiting().count();
            boolean taken = options.callId() != null
                    && waiting().anyMatch(one -> one.call.handle().equals(options.callId()));
            boolean found = options.callId() != null
                    && scripted.store.kept.containsKey(
                            Handle.parse(options.callId()).address().key());
            RpcCall<Sum.Result> call = scripted.caller.start(Sum.of(1, 2), options);
            var one = new Watched(call, scripted.requests.made.get(scripted.requests.made.size() - 1));
            all.add(one);
            if (inFlight >= MOST) {
                one.expect(CallException.TooManyCalls.class);
            } else if (taken) {
                one.expect(CallException.InProgress.class);
            } else if (closed) {
                one.expect(CallException.Closed.class);
            } else if (found) {
                one.expect(Sum.Result.class);
            }
        }

        // an answer is for whatever call of its id waits now
        private void answer(Watched answered) {
            if (!closed) {
                waiting()
                        .filter(one -> one.call.handle().equals(answered.call.handle()))
                        .toList()
                        .forEach(one -> one.expect(Sum.Result.class));
            }
            scripted.answer(answered.request, scripted.reply(answered.request), true);
        }

        private Promise<Confirmed> send(Watched one) {
            return one.request.sends.get(0);
        }

        private boolean confirm(Watched one, boolean routed) {
            return send(one).tryComplete(new Confirmed(one.request.envelope.messageId(), routed));
        }

        private void advance(Duration step) {
            scripted.advance(step);
            waiting().toList().forEach(one -> {
                one.age = one.age.plus(step);
                if (one.age.compareTo(TIMEOUT) >= 0) {
                    one.expect(one.kept ? Sum.Result.class : CallException.DeadlineExceeded.class);
                }
            });
        }
    }
}
