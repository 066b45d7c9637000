package io.saltbus.testkit.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link PrivateBroker} has beside the bare broker. Immutable; start from {@link #defaults()}.
 *
 * @param plugins the names of plugins that come with RabbitMQ, such as {@code rabbitmq_auth_mechanism_ssl}; default none
 * @param settings lines of {@code rabbitmq.conf}, by name; default none
 */
public record BrokerOptions(List<String> plugins, Map<String, String> settings) {
    /** Takes copies. */
    public BrokerOptions {
        plugins = List.copyOf(plugins);
        settings = Map.copyOf(settings);
    }

    /** The bare broker. */
    public static BrokerOptions defaults() {
        return new BrokerOptions(List.of(), Map.of());
    }

    /** The same with one more plugin. */
    public BrokerOptions withPlugin(String name) {
        var more = new ArrayList<>(plugins);
        more.add(name);
        return new BrokerOptions(more, settings);
    }

    /** The same with the management API; {@link PrivateBroker#managementUrl()} says where it is. */
    public BrokerOptions withManagement() {
        return withPlugin("rabbitmq_management");
    }

    /** The same with one more line of {@code rabbitmq.conf}. */
    public BrokerOptions withSetting(String name, String value) {
        var more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new BrokerOptions(plugins, more);
    }

    /**
     * The same with a second listener, for TLS, where {@link PrivateBroker#tlsPort()} says. A certificate of the client is checked where
     * it sends one.
     *
     * @param authorities what the broker trusts, PEM
     * @param certificate what the broker shows, PEM
     * @param key the certificate's private key, PEM
     */
    public BrokerOptions withTls(Path authorities, Path certificate, Path key) {
        return withSetting("ssl_options.cacertfile", authorities.toString())
                .withSetting("ssl_options.certfile", certificate.toString())
                .withSetting("ssl_options.keyfile", key.toString())
                .withSetting("ssl_options.verify", "verify_peer")
                .withSetting("ssl_options.fail_if_no_peer_cert", "false");
    }
}
