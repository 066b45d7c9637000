package io.saltbus.rpc.internal.call;

import static io.saltbus.rpc.internal.call.CallFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads on real time: answered, unanswered and cancelled calls at once. */
class CallStressTest {
    private static final int THREADS = 8;
    private static final int EACH = 600;

    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void everyCallOfManyThreadsEndsOnceAsItShould() {
        try (var fixture = CallFixture.onRealTime()) {
            Rpc rpc = Rpc.of(fixture.bus(RpcOptions.defaults()));
            fixture.respond(sum -> sum.get("left").intValue() % 3 == 0
                    ? Optional.empty()
                    : Optional.of(fixture.result(
                            sum.get("left").intValue() + sum.get("right").intValue())));
            List<Future<List<Future<Boolean>>>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                threads.add(fixture.vertx.executeBlocking(() -> callMany(rpc), false));
            }
            List<Future<Boolean>> calls = new ArrayList<>();
            threads.forEach(thread -> calls.addAll(await(thread)));

            assertThat(await(Future.join(calls)).<Boolean>list())
                    .hasSize(THREADS * EACH)
                    .containsOnly(true);
            assertThat(ends).hasValue(THREADS * EACH);
            assertThat(rpc.inFlight()).isZero();
        }
    }

    private List<Future<Boolean>> callMany(Rpc rpc) {
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int number = 0; number < EACH; number++) {
            calls.add(number % 3 == 0 && number % 2 == 0 ? cancelled(rpc, number) : awaited(rpc, number));
        }
        return calls;
    }

    private Future<Boolean> awaited(Rpc rpc, int number) {
        CallOptions options = number % 3 == 0 ? CallOptions.timeout(Duration.ofMillis(150)) : CallOptions.defaults();
        return rpc.callOrFail(Sum.of(number, 1), options).transform((answer, failure) -> {
            ends.incrementAndGet();
            return Future.succeededFuture(
                    number % 3 == 0
                            ? failure instanceof CallException.DeadlineExceeded
                            : answer != null && answer.sum() == number + 1);
        });
    }

    private Future<Boolean> cancelled(Rpc rpc, int number) {
        RpcCall<Sum.Result> call = rpc.start(Sum.of(number, 1), CallOptions.defaults());
        call.cancel();
        return call.reply().transform((answer, failure) -> {
            ends.incrementAndGet();
            return Future.succeededFuture(failure instanceof CallException.Cancelled);
        });
    }
}
