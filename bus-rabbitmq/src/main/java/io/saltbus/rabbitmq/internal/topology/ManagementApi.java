package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import io.saltbus.rabbitmq.internal.topology.BrokerView.QueueView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** RabbitMQ's management API, read only: what AMQP cannot list. Its methods block, and are called on worker threads. */
public final class ManagementApi {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    /** A queue's process tells its counts every 5 s, and the plugin samples every 5 s: after this they are from after the call. */
    private static final Duration COUNTS_CATCH_UP = Duration.ofSeconds(12);

    private static final int ROUNDS = 5;

    private static final int UNCOUNTED = -1;

    private final ContextInternal context;
    private final Scheduler scheduler;
    private final HttpClient client;
    private final URI address;
    private final String vhost;
    private final Duration countsCatchUp;

    /**
     * @param address such as {@code http://user:password@host:15672}
     * @param vhost the virtual host that the bus uses
     */
    public ManagementApi(Vertx vertx, Scheduler scheduler, URI address, String vhost) {
        this(vertx, scheduler, address, vhost, COUNTS_CATCH_UP);
    }

    /** @param countsCatchUp how long counts may be old: a broker can be told to count more often */
    ManagementApi(Vertx vertx, Scheduler scheduler, URI address, String vhost, Duration countsCatchUp) {
        this.countsCatchUp = countsCatchUp;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.scheduler = scheduler;
        this.address = address;
        this.vhost = URLEncoder.encode(vhost, StandardCharsets.UTF_8).replace("+", "%20");
        boolean tls = "https".equals(address.getScheme());
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(tls)
                .setDefaultHost(Objects.requireNonNull(address.getHost(), "host"))
                .setDefaultPort(address.getPort() >= 0 ? address.getPort() : tls ? 15671 : 15672));
    }

    /** What is there now; counts may be 10 s old. */
    BrokerView view() {
        return new BrokerView(
                get("queues").stream().map(item -> queue((JsonObject) item)).toList(),
                get("bindings").stream()
                        .map(item -> (JsonObject) item)
                        .filter(item -> !item.getString("source").isEmpty())
                        .map(ManagementApi::binding)
                        .toList());
    }

    /** A queue with counts that are from after this call; it takes 12 s, and longer where the broker is late to count. */
    QueueView settled(String queue) {
        return counted(Set.of(queue)).queues().stream()
                .filter(seen -> seen.name().equals(queue))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "queue " + queue + " is not known to the management API at " + where() + ": look at it there"));
    }

    /**
     * What is there with counts of these queues that are from after this call; it takes 12 s, and longer where the broker is late to count.
     * After {@value #ROUNDS} times as long a queue may still be uncounted.
     */
    BrokerView counted(Set<String> queues) {
        BrokerView seen;
        int round = 0;
        do {
            awaitCounts();
            seen = view();
            round++;
        } while (round < ROUNDS
                && seen.queues().stream().anyMatch(queue -> queues.contains(queue.name()) && !queue.counted()));
        return seen;
    }

    private void awaitCounts() {
        Promise<Void> over = Promise.promise();
        scheduler.schedule(countsCatchUp, context, over::complete);
        await(over.future(), countsCatchUp.plus(ANSWER_WITHIN));
    }

    Future<Void> close() {
        return client.close();
    }

    String where() {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private JsonArray get(String what) {
        Promise<Buffer> body = Promise.promise();
        context.runOnContext(turn -> client.request(request("/api/" + what + "/" + vhost))
                .compose(request -> request.send().compose(this::body))
                .onComplete(body));
        return await(body.future(), ANSWER_WITHIN).toJsonArray();
    }

    private Future<Buffer> body(HttpClientResponse response) {
        return response.statusCode() == 200
                ? response.body()
                : Future.failedFuture(new ConfigurationException("the management API at " + where() + " answered "
                        + response.statusCode() + " for the virtual host " + vhost
                        + ": its user needs the tag monitoring and a permission in the virtual host"));
    }

    private RequestOptions request(String path) {
        var options =
                new RequestOptions().setMethod(HttpMethod.GET).setURI(path).setTimeout(ANSWER_WITHIN.toMillis());
        String user = address.getUserInfo();
        return user == null
                ? options
                : options.putHeader(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ConfigurationException refused) {
                throw refused;
            }
            throw unreachable(failed);
        } catch (TimeoutException late) {
            throw unreachable(late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable(stopped);
        }
    }

    private ConfigurationException unreachable(Throwable cause) {
        return new ConfigurationException(
                "the management API at " + where() + " did not answer (" + cause + "): check the setting management="
                        + " and that the plugin rabbitmq_management is on",
                cause);
    }

    private static QueueView queue(JsonObject json) {
        return new QueueView(
                json.getString("name"),
                json.getBoolean("exclusive", false),
                json.getLong("messages_ready", (long) UNCOUNTED),
                json.getLong("messages_unacknowledged", (long) UNCOUNTED),
                json.getLong("consumers", (long) UNCOUNTED));
    }

    private static Binding binding(JsonObject json) {
        return new Binding(
                json.getString("source"),
                "queue".equals(json.getString("destination_type")) ? Target.QUEUE : Target.EXCHANGE,
                json.getString("destination"),
                json.getString("routing_key"));
    }
}
