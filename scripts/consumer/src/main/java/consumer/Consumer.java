package consumer;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * What a user's first program needs of the published libraries: an event goes out, and a handler gets it. The address of a broker may be
 * given.
 */
public final class Consumer {
    @Event("parcel.arrived")
    record ParcelArrived(String parcelId) {}

    record Porter(Promise<String> carried) {
        @Subscribe
        Future<Void> carry(ParcelArrived parcel) {
            carried.complete(parcel.parcelId());
            return Future.succeededFuture();
        }
    }

    private Consumer() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Promise<String> carried = Promise.promise();
        SaltBus bus = SaltBus.builder(vertx)
                .service("consumer")
                .broker(arguments.length == 0 ? "memory:" : arguments[0])
                .event(ParcelArrived.class)
                .handlers(new Porter(carried))
                .build();
        Future<String> handled = bus.start()
                .compose(started -> bus.publish(new ParcelArrived("parcel-1")))
                .compose(confirmed -> carried.future());
        String said = await(handled.map(parcel -> parcel + " was published and handled")
                .otherwise(Throwable::getMessage)
                .eventually(bus::close));
        await(vertx.close());
        System.out.println("consumer: " + said);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
