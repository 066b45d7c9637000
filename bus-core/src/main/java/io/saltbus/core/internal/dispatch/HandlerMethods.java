package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.BackoffStrategy;
import io.saltbus.core.subscribe.Batch;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.Blocking;
import io.saltbus.core.subscribe.Execution;
import io.saltbus.core.subscribe.OrderedBy;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.core.time.DurationText;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the {@link Subscribe} methods of an object. */
final class HandlerMethods {
    private final Class<?> type;
    private final RandomGenerator random;
    private final Subscribe.VersionMatch defaultMatch;

    private HandlerMethods(Class<?> type, RandomGenerator random, Subscribe.VersionMatch defaultMatch) {
        this.type = type;
        this.random = random;
        this.defaultMatch = defaultMatch;
    }

    /**
     * Every handler that an object has, its own and inherited ones, in the order of their names.
     *
     * @param defaultMatch what a version stands for where a handler does not say it
     * @throws ConfigurationException naming the method and what is wrong with it, or the class if it has none
     */
    static List<Handling> of(Object handlers, RandomGenerator random, Subscribe.VersionMatch defaultMatch) {
        var reader = new HandlerMethods(handlers.getClass(), random, defaultMatch);
        List<Handling> found = reader.methods()
                .map(method -> new Handling(reader.read(method), reader.function(method, handlers)))
                .toList();
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    handlers.getClass().getName() + " has no method with @Subscribe: nothing would be handled");
        }
        return found;
    }

    /**
     * What the handlers of a class are, without an object that could run them; none where it has none.
     *
     * @throws ConfigurationException as {@link #of}
     */
    static List<HandlerDefinition> definitions(
            Class<?> type, RandomGenerator random, Subscribe.VersionMatch defaultMatch) {
        var reader = new HandlerMethods(type, random, defaultMatch);
        return reader.methods().map(reader::read).toList();
    }

    private Stream<Method> methods() {
        List<Method> methods = MethodsOfClass.of(type);
        methods.forEach(this::refuseIncomplete);
        return methods.stream()
                .filter(method -> method.isAnnotationPresent(Subscribe.class))
                .sorted(Comparator.comparing(Method::getName));
    }

    private void refuseIncomplete(Method method) {
        boolean meant = method.isAnnotationPresent(Batch.class) || method.isAnnotationPresent(Blocking.class);
        if (meant && !method.isAnnotationPresent(Subscribe.class)) {
            throw new ConfigurationException("handler " + source(method) + ": it has @Batch or @Blocking, which say"
                    + " nothing without @Subscribe");
        }
    }

    private HandlerDefinition read(Method method) {
        String source = source(method);
        try {
            Subscribe declared = method.getAnnotation(Subscribe.class);
            Batch batch = method.getAnnotation(Batch.class);
            Class<?> eventType = eventType(method, batch != null);
            String name = declared.name().isEmpty() ? defaultName(method) : declared.name();
            return new HandlerDefinition(
                    source,
                    name,
                    patterns(declared, eventType),
                    eventType,
                    options(declared, method.getAnnotation(Blocking.class)).withName(name),
                    batch == null
                            ? null
                            : new BatchOptions(batch.size(), DurationText.parse(batch.maxWait(), "maxWait")),
                    Future.class.isAssignableFrom(method.getReturnType())
                            || CompletionStage.class.isAssignableFrom(method.getReturnType()),
                    method.getGenericReturnType());
        } catch (IllegalArgumentException wrong) {
            throw refused(source, wrong);
        }
    }

    private static ConfigurationException refused(String source, Exception wrong) {
        String message = String.valueOf(wrong.getMessage());
        return new ConfigurationException(
                message.startsWith(source) ? message : "handler " + source + ": " + message, wrong);
    }

    // with its parameters, because methods of one name are several handlers, and with its package for the same reason;
    // with the object's class, because what two classes inherit are two handlers
    private String source(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        Class<?> declaring = method.getDeclaringClass();
        return type.getName() + "." + method.getName() + parameters
                + (declaring == type ? "" : " of " + declaring.getName());
    }

    private static Class<?> eventType(Method method, boolean batch) {
        if (Modifier.isStatic(method.getModifiers())) {
            throw new IllegalArgumentException("it must not be static: it is called on the object that was subscribed");
        }
        Type[] parameters = method.getGenericParameterTypes();
        if (parameters.length < 1 || parameters.length > 2) {
            throw new IllegalArgumentException(
                    "it must take the event, and may take its Envelope, but has " + parameters.length + " parameters");
        }
        Class<?> event = rawType(parameters[0], batch, "the event");
        if (parameters.length == 2 && rawType(parameters[1], batch, "the envelope") != Envelope.class) {
            throw new IllegalArgumentException("its second parameter must be " + (batch ? "List<Envelope>" : "Envelope")
                    + ", was " + parameters[1].getTypeName());
        }
        return event;
    }

    private static Class<?> rawType(Type parameter, boolean list, String what) {
        if (!list && parameter instanceof Class<?> type) {
            return type;
        }
        if (list
                && parameter instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> element) {
            return element;
        }
        throw new IllegalArgumentException(
                list
                        ? "with @Batch the parameter for " + what + " must be a List, was " + parameter.getTypeName()
                        : "the parameter for " + what + " must be a class, was " + parameter.getTypeName()
                                + (parameter.getTypeName().startsWith("java.util.List<")
                                        ? " (is @Batch missing?)"
                                        : ""));
    }

    private static List<TopicPattern> patterns(Subscribe declared, Class<?> eventType) {
        if (declared.value().length > 0) {
            return Arrays.stream(declared.value()).map(TopicPattern::of).toList();
        }
        Event event = eventType.getAnnotation(Event.class);
        if (event == null) {
            throw new IllegalArgumentException("@Subscribe names no topic, and "
                    + (eventType == EventView.class ? "EventView has none" : eventType.getName() + " has no @Event"));
        }
        return List.of(TopicPattern.of(event.value()));
    }

    private SubscribeOptions options(Subscribe declared, Blocking blocking) {
        return SubscribeOptions.defaults()
                .withVersions(versions(declared))
                .withRetry(new RetryPolicy(
                        declared.maxRetries(),
                        backoff(declared.backoff()),
                        List.of(declared.retryOn()),
                        List.of(declared.dontRetryOn())))
                .withTimeLimits(new TimeLimits(
                        declared.softTimeLimit().isEmpty()
                                ? null
                                : DurationText.parse(declared.softTimeLimit(), "softTimeLimit"),
                        DurationText.parse(declared.timeLimit(), "timeLimit")))
                .withRateLimit(declared.rateLimit().isEmpty() ? null : RateLimit.parse(declared.rateLimit()))
                .withPrefetch(declared.prefetch())
                .withConcurrency(declared.concurrency())
                .withPriority(declared.priority())
                .withQueue(queue(declared))
                .withAckMode(declared.ackMode())
                .withExecution(execution(blocking))
                .withOnUnknownSchema(declared.onUnknownSchema())
                .withMode(declared.mode())
                .withOrderedBy(
                        declared.orderedBy().isEmpty()
                                ? null
                                : new OrderedBy(declared.orderedBy(), declared.partitions()));
    }

    private VersionSelector versions(Subscribe declared) {
        Subscribe.VersionMatch match = declared.versionMatch();
        if (declared.version().equals("latest")) {
            if (match == Subscribe.VersionMatch.AT_LEAST) {
                throw new IllegalArgumentException("versionMatch says nothing without a version: give one, such as v1");
            }
            return VersionSelector.latest();
        }
        Version version = Version.parse(declared.version());
        return (match == Subscribe.VersionMatch.DEFAULT ? defaultMatch : match) == Subscribe.VersionMatch.AT_LEAST
                ? VersionSelector.atLeast(version)
                : VersionSelector.compatibleWith(version);
    }

    private BackoffStrategy backoff(Backoff declared) {
        return BackoffStrategy.exponential(
                        DurationText.parse(declared.initial(), "backoff initial"),
                        DurationText.parse(declared.max(), "backoff max"),
                        declared.multiplier())
                .withJitter(declared.jitter(), random);
    }

    private static QueueSpec.Kind queue(Subscribe declared) {
        if (declared.fanout() && declared.priorities()) {
            throw new IllegalArgumentException("fanout and priorities do not go together: choose one");
        }
        if (declared.fanout()) {
            return QueueSpec.Kind.EXCLUSIVE;
        }
        return declared.priorities() ? QueueSpec.Kind.PRIORITY : QueueSpec.Kind.STANDARD;
    }

    private static Execution execution(@org.jspecify.annotations.Nullable Blocking declared) {
        if (declared == null) {
            return Execution.CONTEXT;
        }
        return switch (declared.value()) {
            case WORKER -> Execution.WORKER;
            case VIRTUAL -> Execution.VIRTUAL_THREAD;
            case AVAILABLE -> Execution.virtualThreadsAvailable() ? Execution.VIRTUAL_THREAD : Execution.WORKER;
        };
    }

    private HandlerFunction function(Method method, Object handlers) {
        try {
            if (!method.trySetAccessible()) { // handlers need not be public, but their module must be open to this one
                throw new IllegalArgumentException("its module keeps it closed: add \"opens "
                        + method.getDeclaringClass().getPackageName() + " to io.saltbus.core;\" to the module-info of "
                        + method.getDeclaringClass().getModule().getName());
            }
            MethodHandle handle = MethodHandles.lookup().unreflect(method).bindTo(handlers);
            return method.getParameterCount() == 1
                    ? (event, envelope) -> handle.invoke(event)
                    : (event, envelope) -> handle.invoke(event, envelope);
        } catch (IllegalArgumentException | IllegalAccessException wrong) {
            throw refused(source(method), wrong);
        }
    }

    private String defaultName(Method method) {
        String simple = type.getSimpleName();
        if (simple.isEmpty()) {
            throw new IllegalArgumentException("in a class without a name it needs one itself: @Subscribe(name = ...)");
        }
        return kebab(simple) + "." + kebab(method.getName());
    }

    private static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
