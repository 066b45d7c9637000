package io.saltbus.core.config;

import com.google.errorprone.annotations.CheckReturnValue;
import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set from outside the program. Immutable; start from {@link #defaults()}, {@link #load(Vertx)} or
 * {@link #of(Map, JsonObject)}.
 *
 * <p>Where a setting is given more than once, the first of these wins: what the program sets by {@code withX} or on the builder, the
 * environment as {@code SALTBUS_X}, the environment as {@code CELERYSALT_X}, the JSON file as {@code x}, the default. Null, empty and
 * blank values set nothing. The table of all settings is {@code docs/operations/configuration.md}.
 *
 * <p>A record of this type is always usable: whatever makes one throws {@link ConfigurationException} that lists everything that is
 * wrong or missing. {@link #toString()} shows no secret.
 *
 * @param brokerUrl where events go: {@code memory:} (default), which stays in this process, or a URL such as
 *     {@code amqp://user:password@localhost:5672}. Modes other than embedded need a URL
 * @param redisUrl where replies of calls go, such as {@code redis://localhost:6379}; null where nothing is called
 * @param postgresUrl where schemas, the event log and the outbox are kept, such as {@code postgresql://localhost:5432/salt}; null where
 *     none of them is used
 * @param registryUrl the schema registry reached over HTTP; null without one. Mode cloud needs it
 * @param service what this service is called in queues' names and envelopes: 1 to 100 letters, digits, dots, dashes and underscores; null
 *     where the program gives the name itself
 * @param serviceVersion which version of the service is deployed, as the registry shows it: 1 to 50 characters without white space; null
 *     where nothing was said
 * @param mode which services are needed; embedded by default
 * @param apiKey what the registry knows this service by, a secret; null without one. Mode cloud needs it
 * @param webPort the TCP port of the management pages: 0 (any free one) to 65535, default 8080
 */
@CheckReturnValue
public record BusConfig(
        String brokerUrl,
        @Nullable String redisUrl,
        @Nullable String postgresUrl,
        @Nullable String registryUrl,
        @Nullable String service,
        @Nullable String serviceVersion,
        Mode mode,
        @Nullable String apiKey,
        int webPort) {

    /** Checks every setting, and that what the mode needs is there. */
    public BusConfig {
        new SettingValues()
                .put(Setting.BROKER_URL, brokerUrl, "brokerUrl (code)")
                .put(Setting.REDIS_URL, redisUrl, "redisUrl (code)")
                .put(Setting.POSTGRES_URL, postgresUrl, "postgresUrl (code)")
                .put(Setting.REGISTRY_URL, registryUrl, "registryUrl (code)")
                .put(Setting.SERVICE, service, "service (code)")
                .put(Setting.SERVICE_VERSION, serviceVersion, "serviceVersion (code)")
                .put(Setting.MODE, mode.text(), "mode (code)")
                .put(Setting.API_KEY, apiKey, "apiKey (code)")
                .put(Setting.WEB_PORT, webPort, "webPort (code)")
                .requireUsable();
    }

    /** Embedded, in memory, web port 8080. */
    public static BusConfig defaults() {
        return of(Map.of(), new JsonObject());
    }

    /**
     * Reads the settings from an environment and a JSON object.
     *
     * @param environment variables by name, such as {@link System#getenv()}; others than the bus's own are not looked at
     * @param file settings by their JSON names, such as {@code {"broker_url": "memory:"}}; a name that is no setting is a fault
     * @throws ConfigurationException listing everything that is wrong or missing, with where it was found
     */
    public static BusConfig of(Map<String, String> environment, JsonObject file) {
        SettingValues found = SettingValues.read(environment, file).requireUsable();
        return new BusConfig(
                found.find(Setting.BROKER_URL).orElse(SettingValues.DEFAULT_BROKER_URL),
                found.find(Setting.REDIS_URL).orElse(null),
                found.find(Setting.POSTGRES_URL).orElse(null),
                found.find(Setting.REGISTRY_URL).orElse(null),
                found.find(Setting.SERVICE).orElse(null),
                found.find(Setting.SERVICE_VERSION).orElse(null),
                found.find(Setting.MODE).flatMap(Mode::find).orElse(Mode.EMBEDDED),
                found.find(Setting.API_KEY).orElse(null),
                found.find(Setting.WEB_PORT).map(Integer::valueOf).orElse(SettingValues.DEFAULT_WEB_PORT));
    }

    /**
     * Reads the settings from the environment of this process, and from the JSON file that {@code SALTBUS_CONFIG} names, if it does.
     *
     * @param vertx reads the file
     * @return completes on the caller's context; fails with {@link ConfigurationException} where the file cannot be read or is no JSON
     *     object, and for everything that is wrong or missing
     */
    public static Future<BusConfig> load(Vertx vertx) {
        return ConfigFile.load(vertx, System.getenv());
    }

    /**
     * Reads the settings from the environment of this process and from a JSON file, whatever {@code SALTBUS_CONFIG} says.
     *
     * @param vertx reads the file
     * @param file its path, absolute or from the working directory
     * @return as for {@link #load(Vertx)}
     */
    public static Future<BusConfig> load(Vertx vertx, String file) {
        return ConfigFile.load(vertx, System.getenv(), file);
    }

    /** The same with another broker. */
    public BusConfig withBrokerUrl(String url) {
        return new BusConfig(url, redisUrl, postgresUrl, registryUrl, service, serviceVersion, mode, apiKey, webPort);
    }

    /** The same with another Redis. */
    public BusConfig withRedisUrl(String url) {
        return new BusConfig(brokerUrl, url, postgresUrl, registryUrl, service, serviceVersion, mode, apiKey, webPort);
    }

    /** The same with another PostgreSQL. */
    public BusConfig withPostgresUrl(String url) {
        return new BusConfig(brokerUrl, redisUrl, url, registryUrl, service, serviceVersion, mode, apiKey, webPort);
    }

    /** The same with another registry. */
    public BusConfig withRegistryUrl(String url) {
        return new BusConfig(brokerUrl, redisUrl, postgresUrl, url, service, serviceVersion, mode, apiKey, webPort);
    }

    /** The same under another name. */
    public BusConfig withService(String name) {
        return new BusConfig(
                brokerUrl, redisUrl, postgresUrl, registryUrl, name, serviceVersion, mode, apiKey, webPort);
    }

    /** The same in another version of the service. */
    public BusConfig withServiceVersion(String version) {
        return new BusConfig(brokerUrl, redisUrl, postgresUrl, registryUrl, service, version, mode, apiKey, webPort);
    }

    /** The same in another mode; what that mode needs must be set before. */
    public BusConfig withMode(Mode other) {
        return new BusConfig(
                brokerUrl, redisUrl, postgresUrl, registryUrl, service, serviceVersion, other, apiKey, webPort);
    }

    /** The same with another API key. */
    public BusConfig withApiKey(String key) {
        return new BusConfig(
                brokerUrl, redisUrl, postgresUrl, registryUrl, service, serviceVersion, mode, key, webPort);
    }

    /** The same on another port. */
    public BusConfig withWebPort(int port) {
        return new BusConfig(
                brokerUrl, redisUrl, postgresUrl, registryUrl, service, serviceVersion, mode, apiKey, port);
    }

    /** All settings, with passwords and the API key hidden. */
    @Override
    public String toString() {
        return "BusConfig[brokerUrl=" + MaskedUrl.of(brokerUrl) + ", redisUrl=" + masked(redisUrl) + ", postgresUrl="
                + masked(postgresUrl) + ", registryUrl=" + masked(registryUrl) + ", service=" + service
                + ", serviceVersion="
                + serviceVersion + ", mode=" + mode.text() + ", apiKey=" + (apiKey == null ? null : "***")
                + ", webPort=" + webPort + "]";
    }

    private static @Nullable String masked(@Nullable String url) {
        return url == null ? null : MaskedUrl.of(url);
    }
}
