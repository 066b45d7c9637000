package consumer;

import io.saltbus.core.config.BusConfig;
import io.vertx.core.Vertx;

/** Uses SaltBus with nothing but what bus-core brings with it. */
final class Consumer {
    private Consumer() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        BusConfig.load(vertx)
                .onSuccess(config -> System.out.println("consumer: SaltBus answers with " + config))
                .eventually(vertx::close)
                .await();
    }
}
