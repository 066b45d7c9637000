package io.saltbus.examples.documents;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.config.BusConfig;
import io.saltbus.examples.documents.desk.ReadingDesk;
import io.saltbus.examples.documents.library.Library;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lists documents: the first page of many, all of them, and those of somebody else's folder. {@code SALTBUS_BROKER_URL} and
 * {@code SALTBUS_REDIS_URL} take it to RabbitMQ and Redis.
 */
public final class DocumentsExample {
    private DocumentsExample() {}

    /** Runs the example and ends. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        var config = BusConfig.of(System.getenv(), new JsonObject());
        run(service -> SaltBus.builder(vertx).config(config).service(service), System.out::println)
                .onFailure(Throwable::printStackTrace)
                .onComplete(ended -> vertx.close());
    }

    static Future<Void> run(Function<String, SaltBusBuilder> bus, Consumer<String> says) {
        return Library.start(bus.apply("library"))
                .compose(library -> ReadingDesk.start(bus.apply("desk"))
                        .compose(desk -> desk.show(456, 456L, 50)
                                .onSuccess(says::accept)
                                .compose(next -> desk.show(456, null, 100))
                                .onSuccess(says::accept)
                                .compose(next -> desk.show(123, 456L, 50))
                                .onSuccess(says::accept)
                                .eventually(desk::close))
                        .eventually(library::close))
                .mapEmpty();
    }
}
