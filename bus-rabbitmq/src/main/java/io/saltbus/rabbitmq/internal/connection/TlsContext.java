package io.saltbus.rabbitmq.internal.connection;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQOptions;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Vert.x's TLS options mean to Netty, as amqp-client uses it. */
final class TlsContext {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private TlsContext() {}

    /**
     * Reads the certificates anew, so that renewed ones are used from the next connect on. Blocks.
     *
     * @throws ConnectionException.Refused where they cannot be read
     */
    static SslContext of(RabbitMQOptions options, Vertx vertx) {
        try {
            var context = SslContextBuilder.forClient()
                    .endpointIdentificationAlgorithm(verification(options))
                    .protocols(options.getEnabledSecureTransportProtocols());
            if (!options.getEnabledCipherSuites().isEmpty()) {
                context.ciphers(options.getEnabledCipherSuites());
            }
            KeyManagerFactory own = keys(options, vertx);
            TrustManagerFactory trusted = trust(options, vertx);
            if (own != null) {
                context.keyManager(own);
            }
            if (trusted != null) {
                context.trustManager(trusted);
            }
            return context.build();
        } catch (Exception unreadable) { // Vert.x's options declare no less
            throw new ConnectionException.Refused(
                    "the certificates for TLS cannot be used ("
                            + ConnectFailure.told(unreadable)
                            + "): see cacerts, cert and key, or the trust and key options",
                    unreadable);
        }
    }

    private static @Nullable KeyManagerFactory keys(RabbitMQOptions options, Vertx vertx) throws Exception {
        return options.getKeyCertOptions() == null
                ? null
                : options.getKeyCertOptions().getKeyManagerFactory(vertx);
    }

    private static @Nullable TrustManagerFactory trust(RabbitMQOptions options, Vertx vertx) throws Exception {
        if (options.isTrustAll()) {
            LOG.warn(
                    "TLS to RabbitMQ trusts every certificate (trustAll): anybody in between can read and change messages");
            return InsecureTrustManagerFactory.INSTANCE;
        }
        return options.getTrustOptions() == null
                ? null
                : options.getTrustOptions().getTrustManagerFactory(vertx);
    }

    /** Always on but for trustAll: the default of Vert.x's options is an empty text, which would mean off. */
    private static @Nullable String verification(RabbitMQOptions options) {
        if (options.isTrustAll()) {
            return null;
        }
        String algorithm = options.getHostnameVerificationAlgorithm();
        return algorithm == null || algorithm.isEmpty() ? "HTTPS" : algorithm;
    }
}
