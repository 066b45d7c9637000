package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.impl.CredentialsProvider;
import com.rabbitmq.client.impl.CredentialsRefreshService;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews credentials that expire once four fifths of their time are over, and tells the broker, which keeps the connection. */
final class SecretRefresh implements CredentialsRefreshService {
    private static final Logger LOG = LoggerFactory.getLogger(SecretRefresh.class);
    private static final Duration NEARLY_EXPIRED = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Context context;
    private final Blocking blocking;
    private final Map<String, Scheduler.Timer> registered = new ConcurrentHashMap<>();

    /** @param context where the timers run; providers and the broker are called through {@code blocking} */
    SecretRefresh(Scheduler scheduler, Context context, Blocking blocking) {
        this.scheduler = scheduler;
        this.context = context;
        this.blocking = blocking;
    }

    @Override
    public String register(CredentialsProvider provider, Callable<Boolean> tellBroker) {
        String id = UUID.randomUUID().toString();
        registered.put(id, () -> false);
        schedule(id, new Registration(provider, tellBroker), untilRefresh(provider));
        return id;
    }

    @Override
    public void unregister(CredentialsProvider provider, String id) {
        Scheduler.Timer timer = registered.remove(id);
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public boolean isApproachingExpiration(Duration left) {
        return left.compareTo(NEARLY_EXPIRED) <= 0;
    }

    private void schedule(String id, Registration registration, Duration delay) {
        Duration leftThen = registration.provider().getTimeBeforeExpiration().minus(delay);
        Scheduler.Timer timer = scheduler.schedule(delay, context, () -> renew(id, registration, leftThen));
        if (registered.replace(id, timer) == null) {
            timer.cancel(); // unregistered meanwhile
        }
    }

    private void renew(String id, Registration registration, Duration leftThen) {
        blocking.call(() -> renewed(registration, leftThen)).onComplete(done -> {
            if (done.failed()) {
                LOG.warn(
                        "credentials for RabbitMQ were not renewed, trying again in {} ms: {}",
                        PAUSE_AFTER_FAILURE.toMillis(),
                        done.cause().getClass().getName()); // its text may hold anything
                schedule(id, registration, PAUSE_AFTER_FAILURE);
            } else if (done.result()) {
                schedule(id, registration, untilRefresh(registration.provider()));
            } else {
                unregister(registration.provider(), id);
            }
        });
    }

    /** Connections may share a provider: one of them refreshes it, the others tell. */
    private static Boolean renewed(Registration registration, Duration leftThen) throws Exception {
        CredentialsProvider provider = registration.provider();
        synchronized (provider) {
            if (provider.getTimeBeforeExpiration().compareTo(leftThen) <= 0) {
                provider.refresh();
            }
        }
        return registration.tellBroker().call();
    }

    private static Duration untilRefresh(CredentialsProvider provider) {
        Duration left = provider.getTimeBeforeExpiration();
        return left.isNegative() ? Duration.ZERO : left.multipliedBy(4).dividedBy(5);
    }

    private record Registration(CredentialsProvider provider, Callable<Boolean> tellBroker) {}
}
