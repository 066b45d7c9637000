package io.saltbus.examples.signup;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.validation.constraints.Email;
import java.io.IOException;

/** A user signs up and gets a welcome mail: one event, one handler, one process. Ctrl-C ends it. */
// tag::first-program[]
class SignupExample {
    @Event("user.signup.completed")
    record UserSignup(
            long userId,
            @Email String email,
            long companyId,
            @Default("web") String signupSource) {}

    static class EmailHandlers {
        @Subscribe(
                retryOn = IOException.class,
                maxRetries = 5,
                backoff = @Backoff(initial = "1s", max = "10m"),
                timeLimit = "60s",
                softTimeLimit = "50s",
                rateLimit = "100/m",
                priority = 5)
        Future<Void> sendWelcomeEmail(UserSignup event) {
            System.out.println("welcome, user " + event.userId() + " from the " + event.signupSource());
            return Future.succeededFuture();
        }
    }

    static Future<Confirmed> run(Vertx vertx) {
        SaltBus bus = SaltBus.builder(vertx)
                .service("accounts")
                .handlers(new EmailHandlers())
                .event(UserSignup.class)
                .build();
        return bus.start()
                .compose(started -> bus.publish(new UserSignup(123, "user@example.com", 456, "web")))
                .onSuccess(confirmed -> System.out.println("the broker has it, routed: " + confirmed.routed()));
    }

    public static void main(String[] args) {
        run(Vertx.vertx()).onFailure(Throwable::printStackTrace);
    }
}
// end::first-program[]
