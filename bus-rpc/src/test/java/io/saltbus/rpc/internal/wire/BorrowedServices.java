package io.saltbus.rpc.internal.wire;

import io.saltbus.core.SaltBus;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What a bus on memory lends to its extensions: the way it really reads and writes JSON. */
final class BorrowedServices implements BusExtension {
    private BorrowedServices() {}

    /** @param vertx closed by the caller; the bus is never started */
    static BusServices of(Vertx vertx) {
        var lent = new AtomicReference<BusServices>();
        SaltBus.builder(vertx)
                .service("borrower")
                .with(new Factory() {
                    @Override
                    public Class<?> type() {
                        return BorrowedServices.class;
                    }

                    @Override
                    public BusExtension create(BusServices services) {
                        lent.set(services);
                        return new BorrowedServices();
                    }
                })
                .build();
        return lent.get();
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
