package io.saltbus.examples.users.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rpc.RpcException;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.util.Map;

/** The service that knows all users. */
public final class Accounts {
    private static final Map<String, Account> ACCOUNTS = Map.of(
            "ada@example.com", new Account(1, "engine", true), "alan@example.com", new Account(2, "enigma", false));

    private record Account(long userId, String password, boolean active) {
        boolean opensWith(String word) {
            // as slow for a wrong first letter as for a wrong last one
            return MessageDigest.isEqual(password.getBytes(UTF_8), word.getBytes(UTF_8));
        }
    }

    private Accounts() {}

    /**
     * Starts the service.
     *
     * @return its bus
     */
    public static Future<SaltBus> start(SaltBusBuilder builder) {
        SaltBus bus = builder.handlers(new Accounts()).build();
        return bus.start().map(bus);
    }

    @Subscribe
    ValidateUser.User validate(ValidateUser asked) {
        Account account = ACCOUNTS.get(asked.email());
        if (account == null) {
            throw new RpcException("USER_NOT_FOUND", "no user with this e-mail");
        }
        if (!account.opensWith(asked.password())) {
            throw new RpcException("INVALID_PASSWORD", "the password is wrong");
        }
        return new ValidateUser.User(account.userId(), asked.email(), account.active());
    }
}
