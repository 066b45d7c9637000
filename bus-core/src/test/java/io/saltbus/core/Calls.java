package io.saltbus.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.EventHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler whose calls wait for the test to answer them; the test's thread is foreign to the bus. */
public final class Calls implements EventHandler<Note> {
    private final BlockingQueue<Call> started = new LinkedBlockingQueue<>();

    /** A handler that nothing has called yet. */
    public Calls() {}

    /** One call that has begun. */
    public record Call(Note event, Envelope envelope, Promise<Object> answer) {
        public int number() {
            return event.number();
        }
    }

    @Override
    public Future<?> handle(Note event, Envelope envelope) {
        var call = new Call(event, envelope, Promise.promise());
        started.add(call);
        return call.answer().future();
    }

    /** Waits for the next call to begin. */
    public Call next() {
        try {
            Call call = started.poll(BusFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(call).as("no call began").isNotNull();
            return call;
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted while waiting for a call", stopped);
        }
    }

    /** The calls that have begun and were not asked for before. */
    public List<Call> begun() {
        List<Call> all = new ArrayList<>();
        started.drainTo(all);
        return all;
    }

    /** Their numbers. */
    public List<Integer> begunNumbers() {
        return begun().stream().map(Call::number).toList();
    }
}
