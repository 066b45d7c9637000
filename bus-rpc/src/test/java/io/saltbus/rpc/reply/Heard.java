package io.saltbus.rpc.reply;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listener that notes what it hears, in order. */
public final class Heard implements ReplyStore.Listener {
    /** What is noted of a return after an outage. */
    public static final String BACK = "(back)";

    private static final int LIMIT_SECONDS = 30;

    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

    @Override
    public void told(Buffer message) {
        notes.add(message.toString());
    }

    @Override
    public void back() {
        notes.add(BACK);
    }

    /** The next that was heard, or null where nothing came within a generous limit. */
    public @Nullable String next() throws InterruptedException {
        return notes.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** How much is noted and was not asked for. */
    public int left() {
        return notes.size();
    }
}
