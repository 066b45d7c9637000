package io.saltbus.examples.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.examples.users.auth.Doorkeeper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersExampleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void usersAreLetInOrToldWhyNot() {
        List<String> said = new CopyOnWriteArrayList<>();

        await(UsersExample.run(service -> SaltBus.builder(vertx).service(service), said::add));

        assertThat(said)
                .containsExactly(
                        "ada@example.com: 200 token-of-user-1",
                        "ada@example.com: 401 INVALID_PASSWORD: the password is wrong",
                        "alan@example.com: 403 user 2 is not active",
                        "grace@example.com: 401 USER_NOT_FOUND: no user with this e-mail");
    }

    @Test
    void withoutAccountsNobodyIsLetIn() {
        Doorkeeper door = await(Doorkeeper.start(SaltBus.builder(vertx).service("auth")));

        assertThat(await(door.signIn("ada@example.com", "engine")))
                .isEqualTo(new Doorkeeper.SignIn(503, "nobody knows the users"));

        await(door.close());
    }
}
