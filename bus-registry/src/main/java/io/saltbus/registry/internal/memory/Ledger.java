package io.saltbus.registry.internal.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.Admission;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.StoredSchema.Documents;
import io.saltbus.registry.store.StoredSchema.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The versions of all topics. Not safe for use from several threads. */
public final class Ledger {
    private final NavigableMap<String, NavigableMap<Version, StoredSchema>> topics = new TreeMap<>();
    private final SortedMap<String, CompatibilityMode> modes = new TreeMap<>();

    /**
     * What became of a declaration.
     *
     * @param answer for who declared it
     * @param changed whether anything was stored
     */
    public record Entered(Registration answer, boolean changed) {
        /** Whether the service publishes what is stored. */
        public boolean accepted() {
            return answer.status() == Status.REGISTERED || answer.status() == Status.IDENTICAL;
        }
    }

    /** Stores a declared schema where nothing speaks against it. */
    public Entered enter(SchemaDeclaration declared, Caller by, Instant now) {
        Registration answer = Admission.decide(versions(declared.topic()), declared, compatibility(declared.topic()));
        boolean changed = false;
        if (answer.status() == Status.REGISTERED) {
            put(stored(declared, by, now));
            changed = true;
        } else if (answer.status() == Status.IDENTICAL) {
            changed = learn(require(declared.topic(), declared.version()), declared);
        }
        return new Entered(answer, changed);
    }

    private static StoredSchema stored(SchemaDeclaration declared, Caller by, Instant now) {
        EventSchemas schemas = declared.schemas();
        ObjectNode payload = schemas.payload().document();
        String description = payload.path("description").isTextual()
                ? payload.path("description").asText()
                : null;
        return new StoredSchema(
                declared.topic(),
                declared.version(),
                declared.mode(),
                new Documents(payload, document(schemas.reply()), document(schemas.error())),
                declared.publisher(),
                new Entry(description, by.version(), now, by.name(), SchemaStatus.ACTIVE, null, null));
    }

    private static @Nullable ObjectNode document(@Nullable Schema schema) {
        return schema == null ? null : schema.document();
    }

    /** A caller without classes may come first, and knows no reply; who knows it completes what is stored. */
    private boolean learn(StoredSchema present, SchemaDeclaration declared) {
        Documents documents = present.documents();
        ObjectNode reply =
                documents.reply() == null ? document(declared.schemas().reply()) : documents.reply();
        ObjectNode error =
                documents.error() == null ? document(declared.schemas().error()) : documents.error();
        if (Objects.equals(reply, documents.reply()) && Objects.equals(error, documents.error())) {
            return false;
        }
        put(new StoredSchema(
                present.topic(),
                present.version(),
                declared.mode(),
                new Documents(documents.payload(), reply, error),
                present.publisher(),
                present.record()));
        return true;
    }

    private void put(StoredSchema schema) {
        topics.computeIfAbsent(schema.topic(), first -> new TreeMap<>()).put(schema.version(), schema);
    }

    /** The versions of a topic, oldest first; empty where there is none. */
    public Collection<StoredSchema> versions(String topic) {
        return topics.getOrDefault(topic, Collections.emptyNavigableMap()).values();
    }

    /** What minor versions of a topic keep. */
    public CompatibilityMode compatibility(String topic) {
        return modes.getOrDefault(topic, CompatibilityMode.BACKWARD);
    }

    /** One version, or the failure that says that there is none. */
    public StoredSchema require(String topic, Version version) {
        StoredSchema found =
                topics.getOrDefault(topic, Collections.emptyNavigableMap()).get(version);
        if (found == null) {
            throw new RegistryException.Unknown(topic + " " + version);
        }
        return found;
    }

    /** The versions that a query names, by topic and version. */
    public List<StoredSchema> find(SchemaQuery query) {
        return topics.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(schema -> Search.finds(query, schema))
                .limit(query.limit())
                .toList();
    }

    /** The topics of which a query names a version, by name. */
    public List<String> topics(SchemaQuery query) {
        return topics.entrySet().stream()
                .filter(topic -> topic.getValue().values().stream().anyMatch(schema -> Search.finds(query, schema)))
                .map(Map.Entry::getKey)
                .limit(query.limit())
                .toList();
    }

    /** Marks a version as to be left, unless it has ended already. */
    public void deprecate(String topic, Version version, String reason, Instant now) {
        change(
                topic,
                version,
                entry -> entry.status() == SchemaStatus.RETIRED
                        ? entry
                        : marked(entry, SchemaStatus.DEPRECATED, since(entry, now), reason));
    }

    /** Ends a version. */
    public void retire(String topic, Version version, Instant now) {
        change(
                topic,
                version,
                entry -> marked(entry, SchemaStatus.RETIRED, since(entry, now), entry.deprecatedReason()));
    }

    /** Takes both back. */
    public void restore(String topic, Version version) {
        change(topic, version, entry -> marked(entry, SchemaStatus.ACTIVE, null, null));
    }

    /** Sets what minor versions of a topic keep. */
    public void setCompatibility(String topic, CompatibilityMode mode) {
        if (!topics.containsKey(topic)) {
            throw new RegistryException.Unknown(topic);
        }
        modes.put(topic, mode);
    }

    private void change(String topic, Version version, UnaryOperator<Entry> change) {
        StoredSchema found = require(topic, version);
        put(new StoredSchema(
                topic, version, found.mode(), found.documents(), found.publisher(), change.apply(found.record())));
    }

    private static Instant since(Entry entry, Instant now) {
        Instant before = entry.deprecatedAt();
        return before == null ? now : before;
    }

    private static Entry marked(Entry entry, SchemaStatus status, @Nullable Instant since, @Nullable String reason) {
        return new Entry(
                entry.description(),
                entry.publisherVersion(),
                entry.createdAt(),
                entry.createdBy(),
                status,
                since,
                reason);
    }
}
