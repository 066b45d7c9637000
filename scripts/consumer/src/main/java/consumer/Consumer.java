package consumer;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * What a user's first program needs of the published libraries: an event goes out, a handler gets it, and a call is answered. The address of a
 * broker may be given; there nothing is called, because answers would need Redis.
 */
public final class Consumer {
    @Event("parcel.arrived")
    record ParcelArrived(String parcelId) {}

    @Event(value = "rpc.parcel.trace", mode = EventMode.RPC)
    record TraceParcel(String parcelId) implements RpcRequest<TraceParcel.Place> {
        record Place(String name) {}
    }

    static final class Tracer {
        @Subscribe
        TraceParcel.Place trace(TraceParcel asked) {
            return new TraceParcel.Place("the attic");
        }
    }

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
        boolean alone = arguments.length == 0;
        SaltBusBuilder builder = SaltBus.builder(vertx)
                .service("consumer")
                .broker(alone ? "memory:" : arguments[0])
                .event(ParcelArrived.class)
                .handlers(new Porter(carried));
        SaltBus bus = (alone ? builder.event(TraceParcel.class).handlers(new Tracer()) : builder).build();
        Future<String> handled = bus.start()
                .compose(started -> bus.publish(new ParcelArrived("parcel-1")))
                .compose(confirmed -> carried.future())
                .map(parcel -> parcel + " was published and handled");
        Future<String> traced = handled.compose(told -> alone
                ? Rpc.of(bus)
                        .callOrFail(new TraceParcel("parcel-1"))
                        .map(place -> told + ", and is in " + place.name())
                : handled);
        String said = await(traced.otherwise(Throwable::getMessage).eventually(bus::close));
        await(vertx.close());
        System.out.println("consumer: " + said);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
