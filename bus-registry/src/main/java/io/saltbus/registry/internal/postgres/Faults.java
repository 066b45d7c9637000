package io.saltbus.registry.internal.postgres;

import io.saltbus.core.failure.BusException;
import io.saltbus.registry.RegistryException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What a failure of the client or the server means for who asked. */
final class Faults {
    /** Two transactions were in each other's way; the same again may succeed. */
    private static final Set<String> IN_EACH_OTHERS_WAY = Set.of("40001", "40P01");
    /** The table, column or function is not there. */
    private static final Set<String> NOT_THERE = Set.of("42P01", "42703", "42883", "3F000");
    /**
     * By SQLSTATE class or whole: no connection, resources gone, shut down or cancelled, read only (a standby, until it takes over), lock not
     * had, given up by the server.
     */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58", "40", "25006", "55P03", "55006");

    private Faults() {}

    static boolean worthAnotherTry(Throwable failure) {
        return failure instanceof PgException refused && IN_EACH_OTHERS_WAY.contains(refused.getSqlState());
    }

    /** The same failure in the words of the registry; one that no server or network makes stays what it is. */
    static Throwable told(PgAddress address, Throwable failure) {
        if (failure instanceof BusException) {
            return failure;
        }
        if (failure instanceof PgException refused) {
            return refused(address, refused.getSqlState(), refused.getErrorMessage(), failure);
        }
        if (failure instanceof IllegalArgumentException && address.password() == null) {
            // so say the parts of the client that prove a password, where there is none
            return new RegistryException.Refused(
                    address.shown(), "it wants a password, and the address has none" + cure("28P01"));
        }
        SQLException fromDriver = causeOf(failure, SQLException.class);
        if (fromDriver != null) {
            String state = fromDriver.getSQLState();
            return refused(address, state == null ? "08000" : state, fromDriver.getMessage(), failure);
        }
        if (failure instanceof VertxException
                || failure instanceof IllegalStateException
                || failure instanceof RejectedExecutionException
                || !(failure instanceof RuntimeException || failure instanceof Error)) {
            return new RegistryException.Unavailable(address.shown(), text(failure), failure);
        }
        return failure;
    }

    private static RegistryException refused(PgAddress address, String state, @Nullable String said, Throwable cause) {
        String message =
                (said == null ? "no reason" : said.lines().findFirst().orElse("")) + " (SQLSTATE " + state + ")";
        if (NOT_THERE.contains(state)) {
            return new RegistryException.WrongTables("the registry's tables in " + address.shown()
                    + " are not as this version wants them: " + message + ". Run \"saltbus migrate\"");
        }
        if (AWAY.contains(state) || AWAY.contains(state.substring(0, Math.min(2, state.length())))) {
            return new RegistryException.Unavailable(address.shown(), message, cause);
        }
        return new RegistryException.Refused(address.shown(), message + cure(state));
    }

    private static String cure(String state) {
        return switch (state) {
            case "28P01", "28000" -> ". Check user and password of the address, and pg_hba.conf of the server";
            case "3D000" -> ". Make the database, or name another in the address";
            case "42501" ->
                ". Grant the role SELECT, INSERT, UPDATE, DELETE on the registry's tables; for \"saltbus migrate\", use their owner";
            case "23505" ->
                ". The tables hold several rows for what must be one: remove the doubles, then run \"saltbus migrate\" again";
            default -> "";
        };
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> kind) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
