package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.Scheduler.Timer;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One stream of changes, as server-sent events: first {@code ready}, then {@code changed} with a topic each, and a comment as heartbeat. It
 * ends when its reader does not keep up (it comes back and reads everything again) and when its key is worth nothing any more.
 */
final class ChangeStream {
    private final Scheduler scheduler;
    private final Access access;
    private final Duration heartbeat;
    private final Context context;
    private final @Nullable String authorization;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private Runnable whenOver = () -> {};
    private @Nullable Timer next;
    private boolean begun;
    private boolean over;

    ChangeStream(Scheduler scheduler, Access access, Duration heartbeat, Context context, HttpServerRequest request) {
        this.scheduler = scheduler;
        this.access = access;
        this.heartbeat = heartbeat;
        this.context = context;
        this.request = request;
        this.response = request.response();
        this.authorization = request.getHeader("Authorization");
    }

    void whenOver(Runnable task) {
        whenOver = task;
        response.closeHandler(gone -> over());
    }

    void begin() {
        if (over) {
            return; // its reader has gone already
        }
        request.resume();
        begun = true;
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Encoding", "identity"); // compressed, events would wait for each other
        write("event: ready\ndata:\n\n");
        beat();
    }

    /** Tells of a topic; any thread. */
    void tell(String topic) {
        context.runOnContext(turn -> {
            if (begun) {
                write("event: changed\ndata: " + TextNode.valueOf(topic) + "\n\n");
            }
        });
    }

    private void beat() {
        next = scheduler.schedule(heartbeat, context, () -> {
            write(": alive\n\n");
            access.check(authorization)
                    .onComplete(checked -> context.runOnContext(turn -> {
                        if (checked.cause() instanceof Problem refused && refused.status() == 401) {
                            end();
                        } else if (!over) {
                            beat(); // keys that cannot be asked for now are no reason to end
                        }
                    }));
        });
    }

    private void write(String event) {
        if (over) {
            return;
        }
        if (response.writeQueueFull()) {
            end();
            return;
        }
        response.write(event).onFailure(gone -> end());
    }

    /** Ends it; any thread. */
    void end() {
        context.runOnContext(turn -> {
            over();
            request.connection().close().onFailure(gone -> {}); // it is gone, as it shall be
        });
    }

    private void over() {
        over = true;
        if (next != null) {
            next.cancel();
        }
        whenOver.run();
    }
}
