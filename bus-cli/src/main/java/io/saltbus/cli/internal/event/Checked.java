package io.saltbus.cli.internal.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Lookup;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.Violation;
import io.saltbus.registry.store.StoredSchema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which schema a payload is checked by before it is sent. */
final class Checked {
    private static final Version FIRST = Version.parse("v1");

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "Checks the payload by this schema, not the registry's.")
    private @Nullable String file;

    @Option(names = "--unchecked", description = "Sends the payload as it is: whoever takes it checks it.")
    private boolean unchecked;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    /**
     * A version and what its payloads look like.
     *
     * @param version the version that is sent
     * @param document its JSON Schema; one that allows anything where nothing is checked
     */
    record Chosen(Version version, ObjectNode document) {
        /** Checks a payload as the bus will, after it has its defaults. */
        void check(String topic, ObjectNode payload) {
            Schema schema = Schema.of(document);
            ObjectNode filled = payload.deepCopy();
            schema.applyDefaults(filled);
            List<Violation> violations = schema.validate(filled);
            if (!violations.isEmpty()) {
                throw new PayloadException.Invalid(topic + " " + version, violations);
            }
        }
    }

    RegistryAddress registry() {
        return registry;
    }

    /**
     * Finds the schema.
     *
     * @param mode what the topic must be for this command
     * @param required whether something must be there to check by
     * @throws UsageException where nothing is, or it may not be sent
     */
    Chosen choose(Surroundings around, TopicVersion wanted, EventMode mode, boolean required, Output output) {
        Version version = Objects.requireNonNullElse(wanted.version(), FIRST);
        if (file != null) {
            return new Chosen(version, around.input().object(file, "the schema"));
        }
        if (unchecked || (!required && !registry.known(around))) {
            return new Chosen(version, Json.object());
        }
        if (!registry.known(around)) {
            throw new UsageException("nothing says what the payload must look like: name the registry (--registry, or"
                    + " SALTBUS_POSTGRES_URL), a schema (--schema FILE), or send it --unchecked");
        }
        return stored(registry.ask(around, store -> Lookup.one(store, wanted)), mode, output);
    }

    private static Chosen stored(StoredSchema stored, EventMode mode, Output output) {
        String name = stored.topic() + " " + stored.version();
        if (stored.mode() != mode) {
            throw new UsageException(name
                    + (mode == EventMode.RPC
                            ? " is an event that nobody answers: saltbus publish"
                            : " is a request that is answered: saltbus call"));
        }
        String reason = Objects.requireNonNullElse(stored.record().deprecatedReason(), "no reason was given");
        if (stored.status() == SchemaStatus.RETIRED) {
            throw new UsageException(name + " was ended (" + reason + "): \"saltbus schema versions " + stored.topic()
                    + "\" lists the others");
        }
        if (stored.status() == SchemaStatus.DEPRECATED) {
            output.remarks().line("saltbus: " + name + " is deprecated: " + reason);
        }
        return new Chosen(stored.version(), stored.documents().payload());
    }
}
