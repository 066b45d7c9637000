package io.saltbus.examples.users.auth;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.Rpc;
import io.vertx.core.Future;
import java.time.Duration;

/** The service that users sign in to: it asks who they are. */
public final class Doorkeeper {
    private static final CallOptions PATIENCE = CallOptions.timeout(Duration.ofSeconds(5));

    private final SaltBus bus;
    private final Rpc rpc;

    /**
     * What a client is told.
     *
     * @param status of HTTP
     * @param body a token, or why there is none
     */
    public record SignIn(int status, String body) {}

    private Doorkeeper(SaltBus bus) {
        this.bus = bus;
        this.rpc = Rpc.of(bus);
    }

    /** Starts the service. */
    public static Future<Doorkeeper> start(SaltBusBuilder builder) {
        SaltBus bus = builder.event(Credentials.class).build();
        return bus.start().map(started -> new Doorkeeper(bus));
    }

    /** Signs a user in; it does not fail. */
    public Future<SignIn> signIn(String email, String password) {
        return rpc.call(new Credentials(email, password), PATIENCE)
                .map(reply -> reply.fold(
                        Doorkeeper::welcome, failure -> new SignIn(401, failure.code() + ": " + failure.message())))
                .otherwise(unanswered -> new SignIn(
                        503,
                        unanswered instanceof CallException.NoResponder
                                ? "nobody knows the users"
                                : "try again later"));
    }

    private static SignIn welcome(Credentials.Owner owner) {
        return owner.isActive()
                ? new SignIn(200, "token-of-user-" + owner.userId())
                : new SignIn(403, "user " + owner.userId() + " is not active");
    }

    /** Ends the service. */
    public Future<Void> close() {
        return bus.close();
    }
}
