package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.saltbus.core.failure.ConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why one host could not be connected to.
 *
 * @param host where, as name and port
 * @param user who, for the broker's refusals
 * @param virtualHost which, for the broker's refusals
 * @param witness what was seen on the wire
 */
public record ConnectFailure(String host, String user, String virtualHost, WireWitness witness) {
    private static final int CAUSES = 10;

    /** One sentence that says which fault it is, where, and the cure. */
    ConnectionException of(Throwable caught) {
        List<Throwable> causes = causes(caught);
        Throwable handshake = witness.handshakeFailure();
        if (find(causes, ConnectException.class) != null || find(causes, UnknownHostException.class) != null) {
            return unreachable(causes, caught);
        }
        return tls(handshake == null ? causes : causes(handshake))
                .or(() -> refusal(causes))
                .orElseGet(() -> unreachable(causes, caught));
    }

    private Optional<ConnectionException> tls(List<Throwable> causes) {
        if (witness.sawTlsRecord()) {
            return refused(
                    causes, "it speaks TLS, and this address does not: write amqps://, or use its port without TLS");
        }
        if (find(causes, NotSslRecordException.class) != null) {
            return refused(causes, "it does not speak TLS: write amqp://, or use its port for TLS");
        }
        if (find(causes, CertPathBuilderException.class) != null
                || find(causes, CertPathValidatorException.class) != null) {
            return refused(
                    causes,
                    "its certificate comes from nobody who is trusted here, or is out of date: "
                            + "set cacerts to the authority that issued it, or renew it");
        }
        CertificateException certificate = find(causes, CertificateException.class);
        if (certificate != null) {
            return refused(
                    causes,
                    "its certificate is not for this host name (" + certificate.getMessage()
                            + "): use a name that is in it, or issue one with this name");
        }
        SSLException handshake = find(causes, SSLException.class);
        return handshake == null ? Optional.empty() : Optional.of(alert(causes, handshake));
    }

    private ConnectionException alert(List<Throwable> causes, SSLException handshake) {
        String text = String.valueOf(handshake.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("certificate_required")
                || text.contains("bad_certificate")
                || text.contains("handshake_failure")) {
            return refusal(
                    "it did not take the TLS handshake (" + text
                            + "): it most likely asks for a client certificate, set cert and key",
                    causes);
        }
        if (text.contains("alert")) {
            return refusal(
                    "it did not take the TLS handshake (" + text
                            + "): set cert and key to a certificate that it trusts, and protocols that both sides know",
                    causes);
        }
        return new ConnectionException.Unreachable(at("the TLS handshake did not end (" + text + ")"), causes.get(0));
    }

    private Optional<ConnectionException> refusal(List<Throwable> causes) {
        if (find(causes, AuthenticationFailureException.class) != null) {
            return refused(
                    causes,
                    "it does not take user \"" + user + "\" with these credentials (ACCESS_REFUSED): "
                            + "correct user or password; guest is taken from the broker's own machine only");
        }
        for (Throwable cause : causes) {
            if (String.valueOf(cause.getMessage()).startsWith("No compatible authentication mechanism")) {
                return refused(
                        causes,
                        "it does not offer the way of signing in that is asked for (" + cause.getMessage()
                                + "): change sasl, or enable rabbitmq_auth_mechanism_ssl in the broker for sasl=external");
            }
            if (cause instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Connection.Close close) {
                return closed(close, causes);
            }
        }
        return Optional.empty();
    }

    private Optional<ConnectionException> closed(AMQP.Connection.Close close, List<Throwable> causes) {
        return switch (close.getReplyCode()) {
            case AMQP.NOT_ALLOWED ->
                refused(
                        causes,
                        "virtual host \"" + virtualHost + "\" is missing, or closed to user \"" + user + "\" ("
                                + close.getReplyText() + "): create it with rabbitmqctl add_vhost and set_permissions");
            case AMQP.ACCESS_REFUSED ->
                refused(
                        causes,
                        "it refuses user \"" + user + "\" (" + close.getReplyText()
                                + "): grant permissions with rabbitmqctl set_permissions");
            default ->
                Optional.of(new ConnectionException.Unreachable(
                        at("the broker closed the connection (" + close.getReplyText() + ")"), causes.get(0)));
        };
    }

    private ConnectionException unreachable(List<Throwable> causes, Throwable caught) {
        String why;
        if (find(causes, UnknownHostException.class) != null) {
            why = "there is no host of this name: correct the address, or the name service";
        } else if (find(causes, ConnectTimeoutException.class) != null) {
            why = "nothing answered in time: see whether the host is up and no firewall is between";
        } else if (find(causes, ConnectException.class) != null) {
            why = "nothing listens there (" + told(causes) + "): start the broker, or correct host and port";
        } else if (find(causes, TimeoutException.class) != null) {
            why = "it took the connection but did not answer in time: see whether it is a broker and not overloaded";
        } else {
            why = "the connection was lost while it was made (" + told(causes) + ")";
        }
        return new ConnectionException.Unreachable(at(why), caught);
    }

    /** What its deepest cause says of itself: the client's own exceptions often have no message. */
    public static String told(Throwable failure) {
        return told(causes(failure));
    }

    private static String told(List<Throwable> causes) {
        Throwable last = causes.get(causes.size() - 1);
        if (last instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    static List<Throwable> causes(Throwable caught) {
        var causes = new ArrayList<Throwable>();
        Throwable next = caught;
        while (next != null && causes.size() < CAUSES) {
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }

    private Optional<ConnectionException> refused(List<Throwable> causes, String why) {
        return Optional.of(refusal(why, causes));
    }

    private ConnectionException refusal(String why, List<Throwable> causes) {
        return new ConnectionException.Refused(at(why), causes.get(0));
    }

    private String at(String why) {
        return "cannot connect to " + host + ": " + why;
    }

    private static <T extends Throwable> @Nullable T find(List<Throwable> causes, Class<T> type) {
        return causes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
