package io.saltbus.core.internal.bus;

import io.saltbus.core.SaltBus;
import io.saltbus.core.StartReport;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.internal.dispatch.DispatchServices;
import io.saltbus.core.internal.dispatch.LoadCounter;
import io.saltbus.core.internal.dispatch.Subscriptions;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.observe.LogObserver;
import io.saltbus.core.internal.observe.MeterObserver;
import io.saltbus.core.internal.observe.Observers;
import io.saltbus.core.internal.observe.RegistryObserver;
import io.saltbus.core.internal.observe.Tracing;
import io.saltbus.core.internal.publish.Publisher;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Health;
import io.saltbus.core.observe.Load;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.subscribe.BatchHandler;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.EventHandler;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Topology;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bus, put together. */
public final class DefaultSaltBus implements SaltBus {
    private enum State {
        NEW,
        STARTING,
        STARTED,
        /** Handlers that run finish, and may publish; nothing else begins. */
        CLOSING,
        CLOSED
    }

    private final BusParts parts;
    private final PayloadCodec codec;
    private final Payloads payloads;
    private final EventCatalog catalog;
    private final Publisher publisher;
    private final LoadCounter load = new LoadCounter();
    private final Subscriptions subscriptions;
    private final Startup startup;
    private final Extensions extensions;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final Promise<Void> closed = Promise.promise();
    private volatile @Nullable Throwable startFailure;

    /** @param parts what it is made of */
    public DefaultSaltBus(BusParts parts) {
        this.parts = parts;
        this.codec = new PayloadCodec(parts.payloadLimits());
        var deriver = new SchemaDeriver(codec);
        this.payloads = new BusPayloads(codec, deriver);
        this.catalog = new EventCatalog(parts.service(), parts.registry());
        BusObserver observer = observers();
        String address = parts.transport().address();
        var tracing = new Tracing(parts.watching().openTelemetry(), address.substring(0, address.indexOf(':')));
        this.publisher = new Publisher(parts.service(), parts.transport(), codec, parts.scheduler(), observer, tracing);
        this.extensions = Extensions.create(
                parts.extending().given(),
                new BusServices(
                        parts.vertx(),
                        parts.service(),
                        parts.transport(),
                        parts.extending().format(),
                        parts.scheduler(),
                        parts.random(),
                        parts.payloadLimits(),
                        parts.watching().meters(),
                        parts.extending().redisUrl(),
                        payloads,
                        new BusRequests(catalog, publisher, payloads, parts.scheduler(), this::requireOpen)));
        this.subscriptions = new Subscriptions(new DispatchServices(
                parts.service(),
                UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT),
                parts.vertx(),
                parts.transport(),
                parts.scheduler(),
                parts.registry(),
                codec,
                deriver,
                extensions.answering(),
                parts.watching().interceptors(),
                observer,
                tracing,
                load,
                parts.versionMatch(),
                parts.random(),
                parts.shutdownTimeout()));
        this.startup = new Startup(parts, catalog, extensions, deriver, codec);
    }

    private BusObserver observers() {
        var all = new ArrayList<BusObserver>(List.of(new LogObserver()));
        if (parts.watching().meters() != null) {
            all.add(new MeterObserver(parts.watching().meters(), parts.service(), load::now));
        }
        all.add(new RegistryObserver(
                parts.registry(), parts.service(), parts.watching().meters()));
        all.addAll(parts.watching().observers());
        return new Observers(all);
    }

    @Override
    public Future<StartReport> start() {
        if (!state.compareAndSet(State.NEW, State.STARTING)) {
            return Future.failedFuture(
                    new IllegalStateException(name() + " is " + name(state.get()) + ": it can be started once"));
        }
        ContextInternal context = context();
        long begin = parts.scheduler().nanoTime();
        return onCaller(startup.run()
                .compose(schemas ->
                        unlessClosed(() -> parts.transport().connect().map(schemas)))
                .compose(schemas -> unlessClosed(() -> extensions.start().map(schemas)))
                .compose(schemas -> unlessClosed(() -> {
                    state.compareAndSet(State.STARTING, State.STARTED); // a backlog's handlers publish at once
                    return subscribeAll(context).map(schemas);
                }))
                .compose(schemas -> unlessClosed(() -> {
                    Duration took = Duration.ofNanos(parts.scheduler().nanoTime() - begin);
                    return Future.succeededFuture(
                            startup.report(schemas, subscriptions.all().size(), took));
                }))
                .recover(refused -> subscriptions.close().transform(cleared -> notStarted(refused))));
    }

    // a close that overtakes the start ends it; what the start has opened by then it closes itself
    private <T> Future<T> unlessClosed(Supplier<Future<T>> step) {
        return isOver(state.get()) ? Future.failedFuture(new ConnectionException.Closed(name())) : step.get();
    }

    private Future<StartReport> notStarted(Throwable refused) {
        startFailure = refused;
        state.updateAndGet(now -> isOver(now) ? now : State.NEW);
        return Future.failedFuture(refused);
    }

    private Future<Void> subscribeAll(ContextInternal context) {
        return Future.join(parts.declared().handlers().stream()
                        .map(handlers -> subscriptions.subscribe(handlers, context))
                        .toList())
                .mapEmpty();
    }

    @Override
    public Future<Confirmed> publish(Object event, PublishOptions options) {
        Objects.requireNonNull(event, "event");
        return untilClosed(() -> publisher.publish(catalog.find(event.getClass()), payloads.write(event), options));
    }

    @Override
    public Future<Confirmed> publish(String topic, String version, JsonObject payload, PublishOptions options) {
        Topic.check(topic);
        return untilClosed(() -> {
            Publisher.Kind kind = catalog.find(topic, catalog.version(topic, version));
            return publisher.publish(kind, payloads.write(payload), options);
        });
    }

    @Override
    public Future<List<PublishOutcome>> publishAll(List<?> events, PublishOptions options) {
        List<Future<PublishOutcome>> outcomes = new ArrayList<>();
        for (Object event : events) {
            outcomes.add(publish(event, options)
                    .<PublishOutcome>map(confirmed -> confirmed)
                    .otherwise(failure -> new PublishOutcome.Failed((BusException) failure)));
        }
        return onCaller(Future.join(outcomes).map(all -> all.<PublishOutcome>list()));
    }

    @Override
    public Future<List<Subscription>> subscribe(Object handlers) {
        return whenStarted(() -> subscriptions.subscribe(handlers, context()));
    }

    @Override
    public <T> Future<Subscription> subscribe(Class<T> event, SubscribeOptions options, EventHandler<T> handler) {
        return subscribe(topicOf(event), event, options, handler);
    }

    @Override
    public <T> Future<Subscription> subscribe(
            String pattern, Class<T> view, SubscribeOptions options, EventHandler<T> handler) {
        Objects.requireNonNull(handler, "handler");
        var patterns = List.of(TopicPattern.of(pattern));
        return whenStarted(() -> subscriptions.subscribe(patterns, view, options, handler, context()));
    }

    @Override
    public <T> Future<Subscription> subscribeBatch(
            String pattern, Class<T> view, SubscribeOptions options, BatchOptions batch, BatchHandler<T> handler) {
        Objects.requireNonNull(handler, "handler");
        var patterns = List.of(TopicPattern.of(pattern));
        return whenStarted(() -> subscriptions.subscribe(patterns, view, options, batch, handler, context()));
    }

    @Override
    public List<Subscription> subscriptions() {
        return subscriptions.all();
    }

    @Override
    public Future<Void> unsubscribe(Context context) {
        return subscriptions.leave(((ContextInternal) context).unwrap());
    }

    @Override
    public EventView read(Message message) {
        return new EventView(message.envelope(), codec.decode(message.body()), codec::bind);
    }

    @Override
    public Health health() {
        State now = state.get();
        var reasons = new ArrayList<String>();
        if (now != State.STARTED) {
            Throwable failure = startFailure;
            reasons.add(name() + " is " + name(now)
                    + (failure == null || now != State.NEW ? "" : ", its start failed: " + failure.getMessage()));
        }
        reasons.addAll(parts.transport().troubles());
        reasons.addAll(extensions.troubles());
        for (Subscription subscription : subscriptions.all()) {
            if (subscription.state() == Subscription.State.RECOVERING) {
                reasons.add("subscription " + subscription.name() + " is recovering");
            }
        }
        return new Health(
                now != State.CLOSED,
                reasons.isEmpty(),
                reasons,
                parts.registry().troubles());
    }

    @Override
    public SchemaRegistry registry() {
        return parts.registry();
    }

    @Override
    public Topology topology() {
        return parts.transport().topology();
    }

    @Override
    public <T> T extension(Class<T> type) {
        return extensions.find(type);
    }

    @Override
    public Load load() {
        return load.now();
    }

    @Override
    public Future<Void> close() {
        State before =
                state.getAndUpdate(now -> now == State.STARTED || now == State.CLOSING ? State.CLOSING : State.CLOSED);
        if (!isOver(before)) {
            subscriptions
                    .close()
                    .eventually(() -> {
                        state.set(State.CLOSED);
                        return extensions.close();
                    })
                    .eventually(() -> parts.transport().close())
                    .eventually(() -> parts.registry().close())
                    .onComplete(closed);
        }
        return onCaller(closed.future());
    }

    private static String topicOf(Class<?> type) {
        Event event = type.getAnnotation(Event.class);
        if (event == null) {
            throw new IllegalArgumentException(
                    type.getName() + " has no @Event: name the topic, as in subscribe(\"order.created\", ...)");
        }
        return event.value();
    }

    private <T> Future<T> whenStarted(Supplier<Future<T>> work) {
        return state.get() == State.CLOSING
                ? Future.failedFuture(new ConnectionException.Closed(name()))
                : untilClosed(work);
    }

    private void requireOpen() {
        State now = state.get();
        if (now == State.CLOSED) {
            throw new ConnectionException.Closed(name());
        }
        if (now != State.STARTED && now != State.CLOSING) {
            throw new ConnectionException.NotStarted(name());
        }
    }

    // a failure that the bus itself finds is in the future; a wrong argument is thrown
    private <T> Future<T> untilClosed(Supplier<Future<T>> work) {
        try {
            requireOpen();
            return onCaller(work.get());
        } catch (PayloadException | PublishException | ConnectionException refused) {
            return Future.failedFuture(refused);
        } catch (RejectedExecutionException loopIsGone) {
            return Future.failedFuture(new ConnectionException.Closed("the Vertx of " + name()));
        }
    }

    private static boolean isOver(@Nullable State state) {
        return state == State.CLOSING || state == State.CLOSED;
    }

    private ContextInternal context() {
        // not the duplicate that the caller may run on, which is that of one request
        return ((ContextInternal) parts.vertx().getOrCreateContext()).unwrap();
    }

    private static <T> Future<T> onCaller(Future<T> future) {
        ContextInternal caller = caller();
        if (caller == null) {
            return future;
        }
        Promise<T> there = caller.promise();
        future.onComplete(there);
        return there.future();
    }

    private static @Nullable ContextInternal caller() {
        return (ContextInternal) Vertx.currentContext();
    }

    private String name() {
        return "bus " + parts.service();
    }

    private static String name(@Nullable State state) {
        return String.valueOf(state).toLowerCase(Locale.ROOT);
    }
}
