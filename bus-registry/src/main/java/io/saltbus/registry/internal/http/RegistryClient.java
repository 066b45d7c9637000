package io.saltbus.registry.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.internal.wire.Fields;
import io.saltbus.registry.internal.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry, over a few connections that are kept. The client of Vert.x core does it: the web client would add codecs and sessions
 * that nothing here needs, and a dependency. Safe for use from any thread.
 */
final class RegistryClient {
    private static final int CONNECTIONS = 8;
    private static final int MOST_WAITING = 1_000;
    private static final int MAX_ANSWER_BYTES = 256 << 20;
    /** Below the time after which servers and balancers commonly close what is idle, so that this side does it first. */
    private static final int KEPT_SECONDS = 30;
    /** How many answers are kept to be shown by their tag: one for everything, and a few of single topics. */
    private static final int TAGGED = 8;

    private final Vertx vertx;
    private final Address address;
    private final String apiKey;
    private final Scheduler scheduler;
    private final Timeouts timeouts;
    private final HttpClientAgent client;
    private final HttpClientAgent streams;
    private final Map<String, Tagged> tagged = Collections.synchronizedMap(new LastUsed());
    private volatile boolean closed;

    /**
     * What is waited for.
     *
     * @param operation from a request to the end of its answer
     * @param silence how long a stream of changes may say nothing
     * @param retry the pause before a lost stream is opened again
     */
    record Timeouts(Duration operation, Duration silence, Duration retry) {}

    private record Tagged(String tag, Object value) {}

    private static final class LastUsed extends LinkedHashMap<String, Tagged> {
        LastUsed() {
            super(TAGGED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tagged> eldest) {
            return size() > TAGGED;
        }
    }

    RegistryClient(
            Vertx vertx,
            Address address,
            String apiKey,
            Scheduler scheduler,
            Timeouts timeouts,
            UnaryOperator<HttpClientOptions> adjusted) {
        this.vertx = vertx;
        this.address = address;
        this.apiKey = apiKey;
        this.scheduler = scheduler;
        this.timeouts = timeouts;
        this.client = vertx.createHttpClient(
                adjusted.apply(options().setDecompressionSupported(true)),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
        // apart, because each open stream holds a connection
        this.streams = vertx.createHttpClient(
                adjusted.apply(options()
                        .setReadIdleTimeout((int) timeouts.silence().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)),
                new PoolOptions().setHttp1MaxSize(MOST_WAITING));
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setSsl(address.secure())
                .setVerifyHost(true)
                .setConnectTimeout((int) timeouts.operation().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEPT_SECONDS);
    }

    String where() {
        return address.text();
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /** Asks, and reads the answer on a worker. */
    <T> Future<T> ask(HttpMethod method, String uri, @Nullable JsonNode body, Function<Fields, T> form) {
        Context context = vertx.getOrCreateContext();
        return encoded(context, body)
                .compose(bytes -> send(method, uri, bytes, null, context))
                .compose(reply -> context.executeBlocking(() -> form.apply(checked(reply)), false))
                .recover(this::translated);
    }

    /** Asks for something that is often the same as before, and then comes as a tag. */
    <T> Future<T> get(String uri, Class<T> type, Function<Fields, T> form) {
        Context context = vertx.getOrCreateContext();
        Tagged known = tagged.get(uri);
        return send(HttpMethod.GET, uri, Buffer.buffer(), known == null ? null : known.tag(), context)
                .compose(reply -> {
                    if (reply.notModified() && known != null) {
                        return Future.succeededFuture(type.cast(known.value()));
                    }
                    return context.executeBlocking(() -> keep(uri, reply, form.apply(checked(reply))), false);
                })
                .recover(this::translated);
    }

    private <T> T keep(String uri, Reply reply, T value) {
        String tag = reply.tag();
        if (tag != null) {
            tagged.put(uri, new Tagged(tag, value));
        }
        return value;
    }

    private Fields checked(Reply reply) {
        if (!reply.ok()) {
            throw reply.failure(where());
        }
        return reply.json(where());
    }

    private static Future<Buffer> encoded(Context context, @Nullable JsonNode body) {
        return body == null
                ? Future.succeededFuture(Buffer.buffer())
                : context.executeBlocking(() -> Json.write(body), false);
    }

    private Future<Reply> send(HttpMethod method, String uri, Buffer body, @Nullable String known, Context context) {
        if (closed) {
            return Future.failedFuture(gone());
        }
        RequestOptions options = request(method, uri);
        if (known != null) {
            options.putHeader("If-None-Match", known);
        }
        if (body.length() > 0) {
            options.putHeader("Content-Type", "application/json");
        }
        return Attempt.send(client, options, body, where(), MAX_ANSWER_BYTES, timeouts.operation(), scheduler, context);
    }

    /** A request with its key. */
    RequestOptions request(HttpMethod method, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.secure())
                .setURI(address.path() + uri)
                .setFollowRedirects(false)
                .putHeader("Authorization", "Bearer " + apiKey)
                .putHeader("Accept", "application/json, application/problem+json");
    }

    /** The client of streams. */
    HttpClientAgent streams() {
        return streams;
    }

    RegistryException gone() {
        return new RegistryException.Unavailable(where(), "this side is closed", null);
    }

    /** An answer whose JSON has another form than it should is one of another program, or of another version. */
    private <T> Future<T> translated(Throwable failure) {
        if (failure instanceof RegistryException) {
            return Future.failedFuture(failure);
        }
        return Future.failedFuture(new RegistryException.Unavailable(
                where(), "its answer is not understood: " + failure.getMessage(), failure));
    }

    Future<Void> close() {
        closed = true;
        tagged.clear();
        return Future.join(client.close(), streams.close()).mapEmpty();
    }
}
