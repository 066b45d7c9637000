package io.saltbus.registry.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.store.SchemaStore.Watch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of changes that comes back by itself. What happened while it was away is not known, so it then tells of everything. Used on its
 * context.
 */
final class ChangeFeed implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final String EVERYTHING = "#";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryClient client;
    private final Scheduler scheduler;
    private final Context context;
    private final Consumer<String> changed;
    private final Consumer<ChangeFeed> whenClosed;
    private final Promise<Watch> first;
    private @Nullable HttpClientRequest request;
    private @Nullable Timer timer;
    private boolean worked;
    private boolean lossLogged;
    private boolean closed;
    /** Counts the attempts: what comes from an earlier one is nobody's. */
    private int attempt;

    private ChangeFeed(
            RegistryClient client,
            Scheduler scheduler,
            Context context,
            Consumer<String> changed,
            Consumer<ChangeFeed> whenClosed) {
        this.client = client;
        this.scheduler = scheduler;
        this.context = context;
        this.changed = changed;
        this.whenClosed = whenClosed;
        this.first = ((ContextInternal) context).promise();
    }

    /**
     * Opens a stream.
     *
     * @param whenClosed told when it is over for good
     * @return completes when changes are heard; fails where the first attempt does, and nothing is left open then
     */
    static Future<Watch> open(
            RegistryClient client,
            Scheduler scheduler,
            Context context,
            Consumer<String> changed,
            Consumer<ChangeFeed> whenOpened,
            Consumer<ChangeFeed> whenClosed) {
        var feed = new ChangeFeed(client, scheduler, context, changed, whenClosed);
        whenOpened.accept(feed);
        context.runOnContext(turn -> feed.connect());
        return feed.first.future();
    }

    private void connect() {
        if (closed) {
            return;
        }
        int mine = ++attempt;
        Duration patience = client.timeouts().operation();
        timer = scheduler.schedule(
                patience,
                context,
                () -> lost(
                        mine,
                        new RegistryException.Unavailable(
                                client.where(), "no stream of changes within " + patience.toMillis() + " ms", null)));
        client.streams()
                .request(client.request(HttpMethod.GET, "/changes"))
                .compose(made -> {
                    made.exceptionHandler(broken -> lost(mine, unavailable(broken)));
                    if (mine != attempt) {
                        return made.reset().compose(over -> Future.failedFuture("too late"));
                    }
                    request = made;
                    return made.send();
                })
                .onSuccess(response -> answered(mine, response))
                .onFailure(broken -> lost(mine, unavailable(broken)));
    }

    private void answered(int mine, HttpClientResponse response) {
        response.exceptionHandler(broken -> lost(mine, unavailable(broken)));
        if (response.statusCode() != 200) {
            response.body()
                    .onSuccess(body -> lost(mine, new Reply(response.statusCode(), null, body).failure(client.where())))
                    .onFailure(broken -> lost(mine, unavailable(broken)));
            return;
        }
        var stream = new EventStream((type, data) -> event(mine, type, data));
        response.endHandler(end -> lost(mine, unavailable(new IllegalStateException("the stream has ended"))));
        response.handler(chunk -> read(mine, stream, chunk));
    }

    private void read(int mine, EventStream stream, Buffer chunk) {
        try {
            stream.read(chunk);
        } catch (IllegalArgumentException notOurs) {
            lost(mine, unavailable(notOurs));
        }
    }

    private void event(int mine, String type, String data) {
        if (mine != attempt || closed) {
            return;
        }
        if (type.equals("ready")) {
            ready();
        } else if (type.equals("changed")) {
            tell(topic(data));
        }
    }

    private void ready() {
        if (timer != null) {
            timer.cancel();
        }
        lossLogged = false;
        if (worked) {
            tell(EVERYTHING);
        } else {
            worked = true;
            first.tryComplete(this);
        }
    }

    private static String topic(String data) {
        try {
            return JSON.readTree(data).asText(EVERYTHING);
        } catch (JsonProcessingException notUnderstood) {
            return EVERYTHING;
        }
    }

    private void tell(String topic) {
        try {
            changed.accept(topic);
        } catch (RuntimeException failed) {
            LOG.error("registry_watcher_failed topic={}: it is told of the next change all the same", topic, failed);
        }
    }

    private void lost(int mine, RegistryException why) {
        if (mine != attempt || closed) {
            return;
        }
        letGo();
        if (!worked) {
            over();
            first.tryFail(why);
            return;
        }
        if (!lossLogged) {
            lossLogged = true;
            LOG.warn(
                    "registry_changes_lost registry={} error={}: tried again until it is back",
                    client.where(),
                    why.getMessage());
        }
        long pause = client.timeouts().retry().toMillis();
        // up to a fifth more, so that the services of a registry that comes back do not all come at once
        long spread = ThreadLocalRandom.current().nextLong(pause / 5 + 1);
        timer = scheduler.schedule(Duration.ofMillis(pause + spread), context, this::connect);
    }

    private void letGo() {
        attempt++;
        if (timer != null) {
            timer.cancel();
        }
        if (request != null) {
            request.reset().onFailure(gone -> {}); // it has ended by itself
            request = null;
        }
    }

    private void over() {
        closed = true;
        whenClosed.accept(this);
    }

    private RegistryException unavailable(Throwable broken) {
        return broken instanceof RegistryException known
                ? known
                : new RegistryException.Unavailable(client.where(), String.valueOf(broken.getMessage()), broken);
    }

    @Override
    public Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(turn -> {
            if (!closed) {
                letGo();
                over();
                first.tryFail(client.gone());
            }
            done.complete();
        });
        return done.future();
    }
}
