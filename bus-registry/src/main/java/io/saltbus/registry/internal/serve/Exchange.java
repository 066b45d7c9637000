package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.http.ApiKey;
import io.saltbus.registry.http.RegistryServerOptions;
import io.saltbus.registry.internal.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Map;

/** One request, from its key to its answer, within the bounds of size and time. Used on its event loop. */
final class Exchange {
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final HttpServerRequest request;
    private final RegistryServerOptions options;
    private final Context context;
    private final Scheduler.Timer timer;
    private String what = "";
    private boolean bodyRead;
    private boolean over;

    Exchange(Vertx vertx, Scheduler scheduler, HttpServerRequest request, RegistryServerOptions options) {
        this.scheduler = scheduler;
        this.request = request;
        this.options = options;
        this.context = vertx.getOrCreateContext();
        this.timer = scheduler.schedule(options.requestTimeout(), context, this::late);
        request.response().closeHandler(gone -> end());
    }

    Context context() {
        return context;
    }

    /** Runs a step; what it throws is answered. */
    void guarded(Runnable step) {
        if (over) {
            return; // too late, or nobody is there any more
        }
        try {
            step.run();
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    /** No answer in time is expected any more. */
    boolean end() {
        boolean first = !over;
        over = true;
        timer.cancel();
        return first;
    }

    private void late() {
        fail(
                bodyRead
                        ? Problem.of(
                                503,
                                "unavailable",
                                "the answer took more than "
                                        + options.requestTimeout().toMillis() + " ms")
                        : Problem.of(
                                408,
                                "slow",
                                "the request was not whole after "
                                        + options.requestTimeout().toMillis() + " ms"));
    }

    /** Reads the body, does what is asked on a worker, and answers. */
    void run(Route route, ApiKey key, Map<String, String> path) {
        what = (path.getOrDefault("topic", "") + " " + path.getOrDefault("version", "")).trim();
        Future<ObjectNode> done = body().compose(bytes -> context.executeBlocking(
                        () -> {
                            ObjectNode body = bytes.length() == 0 ? Json.object() : Json.read(bytes);
                            return route.action().run(new Call(key, path, request.params(), body));
                        },
                        false)
                .compose(answer -> answer));
        here(done.compose(answer -> context.executeBlocking(() -> Answer.of(answer), false)))
                .onSuccess(this::answer)
                .onFailure(this::fail);
    }

    /** The same on the loop of the request: keys and stores may answer on any thread. */
    <T> Future<T> here(Future<T> anywhere) {
        Promise<T> here = ((ContextInternal) context).promise();
        anywhere.onComplete(here);
        return here.future();
    }

    private Future<Buffer> body() {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        int most = options.maxBodyBytes();
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            send(request.response().writeContinue());
        }
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> {
            bodyRead = true;
            whole.tryComplete(read);
        });
        request.handler(chunk -> {
            if (read.length() + chunk.length() > most) {
                request.pause();
                whole.tryFail(Problem.of(
                        413, "too_large", "the request has more than " + most + " bytes: send less at once"));
            } else {
                read.appendBuffer(chunk);
            }
        });
        request.resume();
        return whole.future();
    }

    private void answer(Answer answer) {
        if (!end()) {
            return;
        }
        HttpServerResponse response = request.response();
        if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("ETag", answer.tag()).putHeader("Cache-Control", "private, no-cache");
            if (answer.isKnownTo(request.getHeader("If-None-Match"))) {
                send(response.setStatusCode(304).end());
                return;
            }
        }
        response.putHeader("Content-Type", "application/json");
        send(
                request.method().equals(HttpMethod.HEAD)
                        ? response.putHeader(
                                        "Content-Length",
                                        Integer.toString(answer.body().length()))
                                .end()
                        : response.end(answer.body()));
    }

    /** Answers with a problem. */
    void fail(Throwable failure) {
        if (!end()) {
            return;
        }
        Problem problem = Problem.of(failure);
        HttpServerResponse response = request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json");
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"saltbus\"");
        } else if (problem.status() == 503) {
            response.putHeader("Retry-After", "5");
        }
        Future<Void> sent = response.end(Json.write(problem.json(what)));
        send(sent);
        if (!bodyRead) {
            discard();
        }
    }

    /**
     * Reads on for a while and throws it away: a connection that is closed with something unread is reset, and the answer is lost with it. What
     * has not ended then is cut.
     */
    private void discard() {
        Scheduler.Timer cut = scheduler.schedule(
                LINGER, context, () -> send(request.connection().close()));
        request.exceptionHandler(gone -> cut.cancel());
        request.handler(chunk -> {}).endHandler(whole -> cut.cancel()).resume();
    }

    private static void send(Future<Void> sent) {
        sent.onFailure(gone -> {}); // who asked has gone, and hears nothing either way
    }
}
