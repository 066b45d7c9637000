package io.saltbus.examples.users;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.config.BusConfig;
import io.saltbus.examples.users.accounts.Accounts;
import io.saltbus.examples.users.auth.Doorkeeper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Signs users in: with the right password, a wrong one, of a user who is not active, and of nobody. {@code SALTBUS_BROKER_URL} and
 * {@code SALTBUS_REDIS_URL} take it to RabbitMQ and Redis.
 */
public final class UsersExample {
    private UsersExample() {}

    /** Runs the example and ends. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        var config = BusConfig.of(System.getenv(), new JsonObject());
        run(service -> SaltBus.builder(vertx).config(config).service(service), System.out::println)
                .onFailure(Throwable::printStackTrace)
                .onComplete(ended -> vertx.close());
    }

    static Future<Void> run(Function<String, SaltBusBuilder> bus, Consumer<String> says) {
        return Accounts.start(bus.apply("accounts"))
                .compose(accounts -> Doorkeeper.start(bus.apply("auth"))
                        .compose(door -> signIn(door, "ada@example.com", "engine", says)
                                .compose(next -> signIn(door, "ada@example.com", "motor", says))
                                .compose(next -> signIn(door, "alan@example.com", "enigma", says))
                                .compose(next -> signIn(door, "grace@example.com", "cobol", says))
                                .eventually(door::close))
                        .eventually(accounts::close));
    }

    private static Future<Void> signIn(Doorkeeper door, String email, String password, Consumer<String> says) {
        return door.signIn(email, password)
                .onSuccess(told -> says.accept(email + ": " + told.status() + " " + told.body()))
                .mapEmpty();
    }
}
