package io.saltbus.core;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishSubscribeTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    @Event("user.signup.completed")
    record UserSignup(
            long userId, String email, @Default("web") String signupSource) {}

    static final class Mailer {
        final List<UserSignup> seen = new ArrayList<>();
        int failures;

        @Subscribe(retryOn = IOException.class)
        Future<Void> sendWelcomeEmail(UserSignup event) throws IOException {
            seen.add(event);
            if (failures-- > 0) {
                throw new IOException("mail server away");
            }
            return Future.succeededFuture();
        }
    }

    @Test
    void anEventReachesItsHandlerWithItsDefaults() {
        var mailer = new Mailer();
        SaltBus bus = fixture.bus(builder -> builder.event(UserSignup.class).handlers(mailer));

        assertThat(await(bus.publish(new UserSignup(1, "a@b.c", null))).routed())
                .isTrue();

        fixture.expect(Outcome.HANDLED);
        assertThat(mailer.seen).containsExactly(new UserSignup(1, "a@b.c", "web"));
    }

    @Test
    void aFailureIsTriedAgainLater() {
        var mailer = new Mailer();
        mailer.failures = 1;
        SaltBus bus = fixture.bus(builder -> builder.event(UserSignup.class).handlers(mailer));

        await(bus.publish(new UserSignup(1, "a@b.c", null)));

        fixture.expect(Outcome.RETRIED);
        fixture.time.advance(java.time.Duration.ofSeconds(2));
        assertThat(fixture.expect(Outcome.HANDLED).envelope().attempt()).isEqualTo(2);
    }

    @Test
    void aFunctionSeesEveryTopicOfItsPattern() {
        SaltBus bus = fixture.bus(builder -> builder.event(UserSignup.class));
        var topics = new ArrayList<String>();
        await(bus.subscribe("user.#", SubscribeOptions.named("analytics"), (event, envelope) -> {
            topics.add(event.topic());
            return Future.succeededFuture();
        }));

        await(bus.publish(new UserSignup(1, "a@b.c", null)));

        fixture.expect(Outcome.HANDLED);
        assertThat(topics).containsExactly("user.signup.completed");
    }
}
