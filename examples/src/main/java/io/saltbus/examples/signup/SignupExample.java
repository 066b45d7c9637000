package io.saltbus.examples.signup;

// tag::first-program[]
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.validation.constraints.Email;
import java.io.IOException;

class SignupExample {
    @Event("user.signup.completed")
    record UserSignup(
            long userId, @Email String email, long companyId, @Default("web") String signupSource) {}

    record EmailHandlers(Promise<Void> sent) {
        @Subscribe(retryOn = IOException.class, maxRetries = 5, backoff = @Backoff(initial = "1s", max = "10m"),
                timeLimit = "60s", softTimeLimit = "50s", rateLimit = "100/m", priority = 5)
        Future<Void> sendWelcomeEmail(UserSignup event) {
            System.out.println("welcome, user " + event.userId() + " from the " + event.signupSource());
            return Future.<Void>succeededFuture().onComplete(sent);
        }
    }

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        Promise<Void> sent = Promise.promise();
        SaltBus bus = SaltBus.builder(vertx).service("accounts").event(UserSignup.class).handlers(new EmailHandlers(sent)).build();

        bus.start()
                .compose(started -> bus.publish(new UserSignup(123, "user@example.com", 456, null)))
                .onSuccess(confirmed -> System.out.println("the broker has it, routed: " + confirmed.routed()))
                .compose(confirmed -> sent.future())
                .eventually(bus::close)
                .eventually(vertx::close)
                .onFailure(Throwable::printStackTrace);
    }
}
// end::first-program[]
