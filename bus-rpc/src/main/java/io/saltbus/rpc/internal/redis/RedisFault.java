package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.vertx.redis.client.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What failures of the client and answers of Redis mean. Never quotes arguments of commands. */
final class RedisFault {
    /** One line of the client's summary of a batch, or an error of Redis itself: a code in capitals, then a text. */
    private static final Pattern ANSWER = Pattern.compile("(?m)^(?:ERR \\[\\d+] )?([A-Z]{3,})(?= |$)([^\\r\\n]*)");

    private static final Pattern OWN_FAULT =
            Pattern.compile("(?m)CONNECTION_CLOSED|^(?:ERR \\[\\d+] )?(?:[a-z]\\w*\\.)+[A-Z]\\w*");

    /** The command was not run, and will be elsewhere or later. */
    private static final Set<String> NOT_HERE_NOT_NOW =
            Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "READONLY", "LOADING", "MASTERDOWN");

    private static final Set<String> CREDENTIALS = Set.of("NOAUTH", "WRONGPASS");
    /** What Netty's TLS says of a peer that has none, before it quotes what came. */
    private static final String NO_TLS = "not an SSL/TLS record";

    private static final int CAUSES = 10;

    private RedisFault() {}

    /** Whether Redis did not run a command because it is to be sent elsewhere, or later. */
    static boolean isElsewhereOrLater(Throwable failure) {
        if (!isAnswer(failure)) {
            return false;
        }
        Matcher lines = ANSWER.matcher(String.valueOf(failure.getMessage()));
        while (lines.find()) {
            if (NOT_HERE_NOT_NOW.contains(lines.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** Why a connection was not made. */
    static ConnectionException connecting(RedisAddress address, Endpoint endpoint, Throwable failure) {
        if (failure instanceof ConnectionException told) {
            return told;
        }
        String at = "cannot connect to Redis at " + endpoint.text() + " for " + address.text() + ": ";
        if (isAnswer(failure)) {
            return refusal(at, failure);
        }
        List<Throwable> causes = causes(failure);
        String tls = tls(causes);
        return tls == null
                ? new ConnectionException.Unreachable(at + network(causes), failure)
                : new ConnectionException.Refused(at + tls, failure);
    }

    /** Why an operation was not done: an answer of Redis, since lost connections are seen to elsewhere. */
    static ConnectionException operating(RedisAddress address, Throwable failure) {
        if (failure instanceof ConnectionException told) {
            return told;
        }
        return isAnswer(failure)
                ? refusal("Redis at " + address.text() + " ", failure)
                : new ConnectionException.Lost(
                        "Redis at " + address.text() + " was lost during an operation (" + told(causes(failure)) + ")",
                        failure);
    }

    /** Whether it was Redis that declined. The client also gives its own faults the form of answers, with the name of an exception. */
    static boolean isAnswer(Throwable failure) {
        return failure instanceof Response
                && !OWN_FAULT.matcher(String.valueOf(failure.getMessage())).find();
    }

    private static ConnectionException refusal(String at, Throwable answer) {
        Matcher line = ANSWER.matcher(String.valueOf(answer.getMessage()));
        boolean coded = line.find();
        String code = coded ? line.group(1) : "ERR";
        String text = coded ? line.group(2).replaceFirst(",? with args.*", "").strip() : "";
        if (CREDENTIALS.contains(code)) {
            return new ConnectionException.Refused(
                    at + "refuses the credentials (" + code + "): correct user and password in the address, as in"
                            + " redis://user:password@host, or the server's ACL",
                    null);
        }
        if (NOT_HERE_NOT_NOW.contains(code)) {
            return new ConnectionException.Unreachable(at + "is not ready (" + code + " " + text + ")", null);
        }
        String cure = "NOPERM".equals(code)
                ? ": grant the user the keys and channels saltbus:* and celery-task-meta-*, and set, psetex, setex, get,"
                        + " mget, publish, subscribe, unsubscribe, multi, exec, ping, role"
                : "";
        return new ConnectionException.Refused(at + "declined (" + code + " " + text + ")" + cure, null);
    }

    private static @Nullable String tls(List<Throwable> causes) {
        if (told(causes).startsWith(NO_TLS)) {
            return "it does not speak TLS: write redis://, or use its port for TLS";
        }
        if (has(causes, CertPathBuilderException.class)) {
            return "its certificate comes from nobody who is trusted here: set cacerts to the authority that issued it";
        }
        if (has(causes, CertificateException.class)) {
            return "its certificate is not for this host, or out of date (" + told(causes)
                    + "): use a name that is in it, or issue one with this name";
        }
        return has(causes, SSLException.class)
                ? "the TLS handshake failed (" + told(causes) + "): set cacerts, cert and key to what it accepts"
                : null;
    }

    private static String network(List<Throwable> causes) {
        if (has(causes, UnknownHostException.class)) {
            return "there is no host of this name: correct the address, or the name service";
        }
        if (has(causes, ConnectException.class)) {
            return "nothing listens there, or a firewall is between (" + told(causes)
                    + "): start Redis, or correct host and port";
        }
        return "the connection was lost while it was made (" + told(causes)
                + "): see whether it is a Redis, and whether it asks for TLS (rediss://)";
    }

    private static String told(List<Throwable> causes) {
        Throwable last = causes.get(causes.size() - 1);
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        Throwable next = failure;
        while (next != null && causes.size() < CAUSES) {
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }
}
