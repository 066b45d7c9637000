package io.saltbus.registry.internal.serve;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.http.ApiKey;
import io.saltbus.registry.http.ApiKey.Right;
import io.saltbus.registry.http.ApiKeys;
import io.saltbus.registry.http.RegistryServerOptions;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A store, served over HTTP. Used on the event loops of its requests. */
public final class Api implements Handler<HttpServerRequest> {
    private final Vertx vertx;
    private final Scheduler scheduler;
    private final RegistryServerOptions options;
    private final Access access;
    private final List<Route> routes;
    private final Changes changes;

    /**
     * @param store what is served; it is not closed
     * @param keys who may ask
     * @param options path and bounds
     */
    public Api(Vertx vertx, Scheduler scheduler, SchemaStore store, ApiKeys keys, RegistryServerOptions options) {
        this.vertx = vertx;
        this.scheduler = scheduler;
        this.options = options;
        this.access = new Access(keys, scheduler);
        this.routes = new Routes(store).all();
        this.changes = new Changes(store, scheduler, access, options);
    }

    /** Ends the streams. */
    public Future<Void> close() {
        return changes.close();
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.pause(); // the body waits until it is known who sends it
        var exchange = new Exchange(vertx, scheduler, request, options);
        exchange.here(access.check(request.getHeader("Authorization")))
                .onSuccess(key -> exchange.guarded(() -> dispatch(exchange, request, key)))
                .onFailure(exchange::fail);
    }

    private void dispatch(Exchange exchange, HttpServerRequest request, ApiKey key) {
        List<String> parts = Route.parts(pathBelow(request));
        HttpMethod method = request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
        if (parts.equals(List.of("changes")) && method.equals(HttpMethod.GET)) {
            Access.require(key, Right.READ);
            changes.stream(exchange, request);
            return;
        }
        for (Route route : routes) {
            Optional<Map<String, String>> path = route.match(parts);
            if (path.isPresent() && route.method().equals(method)) {
                Access.require(key, route.right());
                exchange.run(route, key, path.get());
                return;
            }
        }
        String allowed = routes.stream()
                .filter(route -> route.match(parts).isPresent())
                .map(route -> route.method().name())
                .distinct()
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            throw Problem.of(404, "no_such_path", "there is nothing at this path: /schemas and /topics are");
        }
        request.response().putHeader("Allow", allowed);
        throw Problem.of(405, "wrong_method", "this path takes " + allowed);
    }

    private String pathBelow(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("");
        if (!path.startsWith(options.path() + "/")) {
            throw Problem.of(404, "no_such_path", "the registry is below " + options.path() + "/");
        }
        return path.substring(options.path().length());
    }
}
