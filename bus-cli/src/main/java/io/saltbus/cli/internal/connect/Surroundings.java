package io.saltbus.cli.internal.connect;

import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.input.JsonInput;
import io.saltbus.core.config.BusConfig;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.SchemaStores;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it. A test gives its own.
 *
 * @param environment its variables
 * @param standardInput what {@code -} stands for
 * @param vertx made when it is first asked for, because most commands need none and it takes time
 * @param stores opens registries by their addresses
 * @param interrupts who tells of Ctrl-C
 */
public record Surroundings(
        Map<String, String> environment,
        InputStream standardInput,
        Supplier<Vertx> vertx,
        Stores stores,
        Interrupts interrupts) {
    /** Opens registries by their addresses. */
    @FunctionalInterface
    public interface Stores {
        /**
         * Opens one; nothing is contacted yet.
         *
         * @param key what it knows the caller by, or null
         * @throws IllegalArgumentException where it is no address of a registry
         */
        SchemaStore at(Vertx vertx, String url, @Nullable String key);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(), System.in, Surroundings::smallVertx, Surroundings::open, Interrupts.OF_PROCESS);
    }

    /** One loop and no files unpacked: a command does one thing at a time, and shall begin at once. */
    private static Vertx smallVertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(4)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static SchemaStore open(Vertx vertx, String url, @Nullable String key) {
        return SchemaStores.at(vertx, Scheduler.real(vertx), url, key, RegistryOptions.defaults());
    }

    /** Documents from files and from standard input. */
    public JsonInput input() {
        return new JsonInput(standardInput);
    }

    /**
     * The settings of the bus, from the environment and the file that {@code SALTBUS_CONFIG} names.
     *
     * @throws io.saltbus.core.failure.ConfigurationException listing what is wrong
     */
    public BusConfig settings() {
        String file = environment.getOrDefault("SALTBUS_CONFIG", "");
        return BusConfig.of(environment, file.isBlank() ? new JsonObject() : read(file));
    }

    private static JsonObject read(String file) {
        try {
            return new JsonObject(Files.readString(Path.of(file)));
        } catch (IOException | DecodeException unreadable) {
            // what Jackson says quotes the text, which may hold a password
            throw new UsageException("SALTBUS_CONFIG names " + file + ", which "
                    + (unreadable instanceof DecodeException ? "is no JSON object" : "cannot be read"));
        }
    }
}
