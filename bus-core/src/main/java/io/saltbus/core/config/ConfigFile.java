package io.saltbus.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.saltbus.core.failure.ConfigurationException;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON file of settings, read by Vert.x Config. */
final class ConfigFile {
    private ConfigFile() {}

    /** With the file that the environment names, if it does. */
    static Future<BusConfig> load(Vertx vertx, Map<String, String> environment) {
        Optional<String> file = Stream.of("SALTBUS_CONFIG", "CELERYSALT_CONFIG")
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(path -> !path.isBlank())
                .findFirst();
        return file.map(path -> load(vertx, environment, path))
                .orElseGet(() ->
                        Future.succeededFuture(new JsonObject()).map(nothing -> BusConfig.of(environment, nothing)));
    }

    static Future<BusConfig> load(Vertx vertx, Map<String, String> environment, String path) {
        var store = new ConfigStoreOptions()
                .setType("file")
                .setFormat("json")
                .setConfig(new JsonObject().put("path", path));
        // read once: without a scan period no timer is left behind
        var once = new ConfigRetrieverOptions().setScanPeriod(-1).addStore(store);
        var retriever = ConfigRetriever.create(vertx, once);
        return retriever
                .getConfig()
                .recover(cause -> Future.failedFuture(unreadable(path, cause)))
                .map(file -> BusConfig.of(environment, file))
                .eventually(retriever::close);
    }

    private static ConfigurationException unreadable(String path, Throwable cause) {
        if (cause instanceof DecodeException) {
            // the parser's message quotes what it stumbled over, which may be a secret: only the place is told
            return new ConfigurationException("the configuration file " + path + " is no JSON object" + place(cause)
                    + ". Accepted: settings by name, such as {\"broker_url\": \"memory:\"}");
        }
        return new ConfigurationException(
                "the configuration file " + path + " cannot be read: " + cause.getMessage()
                        + ". Name an existing file in SALTBUS_CONFIG, or unset it",
                cause);
    }

    private static String place(Throwable cause) {
        return cause.getCause() instanceof JsonProcessingException parser && parser.getLocation() != null
                ? " (line " + parser.getLocation().getLineNr() + ", column "
                        + parser.getLocation().getColumnNr() + ")"
                : "";
    }
}
