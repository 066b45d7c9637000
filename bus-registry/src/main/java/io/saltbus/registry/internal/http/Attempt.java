package io.saltbus.registry.internal.http;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request and its answer, in time and within a size. Used on its context. */
final class Attempt {
    private final String where;
    private final int maxBytes;
    private final Promise<Reply> done;
    private @Nullable HttpClientRequest request;
    private boolean over;

    private Attempt(String where, int maxBytes, Promise<Reply> done) {
        this.where = where;
        this.maxBytes = maxBytes;
        this.done = done;
    }

    /**
     * Sends a request.
     *
     * @param where the registry, for failures
     * @param maxBytes how large the answer may be
     * @return completes on the context; fails with {@link RegistryException.Unavailable}
     */
    static Future<Reply> send(
            HttpClientAgent client,
            RequestOptions options,
            Buffer body,
            String where,
            int maxBytes,
            Duration timeout,
            Scheduler scheduler,
            Context context) {
        Promise<Reply> done = ((ContextInternal) context).promise();
        var attempt = new Attempt(where, maxBytes, done);
        context.runOnContext(turn -> {
            Scheduler.Timer timer = scheduler.schedule(
                    timeout, context, () -> attempt.fail("no answer within " + timeout.toMillis() + " ms", null));
            attempt.run(client, options, body);
            done.future().onComplete(end -> timer.cancel());
        });
        return done.future();
    }

    private void run(HttpClientAgent client, RequestOptions options, Buffer body) {
        client.request(options)
                .compose(made -> {
                    request = made;
                    made.exceptionHandler(broken -> fail(said(broken), broken));
                    if (over) {
                        abandon();
                        return Future.failedFuture("too late");
                    }
                    return made.send(body);
                })
                .compose(this::read)
                .onSuccess(reply -> {
                    over = true;
                    done.tryComplete(reply);
                })
                .onFailure(broken -> fail(said(broken), broken));
    }

    private Future<Reply> read(HttpClientResponse response) {
        Promise<Reply> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(
                end -> whole.tryComplete(new Reply(response.statusCode(), response.getHeader("ETag"), body)));
        response.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                fail("its answer has more than " + maxBytes + " bytes: ask for less at once", null);
            } else {
                body.appendBuffer(chunk);
            }
        });
        return whole.future();
    }

    private void fail(String why, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        done.tryFail(new RegistryException.Unavailable(where, why, cause));
        abandon();
    }

    /** What comes back for it now must not be taken for the answer of the next request. */
    private void abandon() {
        if (request != null) {
            request.reset().onFailure(gone -> {}); // it is over already
        }
    }

    private static String said(Throwable broken) {
        String message = broken.getMessage();
        return message == null ? broken.getClass().getSimpleName() : message;
    }
}
