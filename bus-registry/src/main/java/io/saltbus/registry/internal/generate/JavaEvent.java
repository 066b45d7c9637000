package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.generate.GeneratedSource;
import io.saltbus.registry.generate.JavaOptions;
import io.saltbus.registry.generate.Note;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of one version: event or request, answer, error. */
public final class JavaEvent {
    private static final Set<String> ERROR_FIELDS = Set.of("error_code", "error_message", "details");

    private final StoredSchema stored;
    private final JavaOptions options;
    private final TreeMap<String, String> files = new TreeMap<>();
    private final List<Note> notes = new ArrayList<>();
    private final Names names;
    private boolean exact = true;

    private JavaEvent(StoredSchema stored, JavaOptions options, Names names) {
        this.stored = stored;
        this.options = options;
        this.names = names;
    }

    /** See {@link io.saltbus.registry.generate.JavaSource#of}. */
    public static GeneratedSource of(StoredSchema stored, JavaOptions options) {
        return of(stored, options, JavaNames.types());
    }

    /**
     * The same beside other events.
     *
     * @param names those that other files of the package have
     */
    static GeneratedSource of(StoredSchema stored, JavaOptions options, Names names) {
        var event = new JavaEvent(stored, options, names);
        try {
            event.write();
        } catch (GenerateException.Unsuitable refused) {
            throw new GenerateException.Unsuitable(event.origin() + ": " + refused.getMessage());
        }
        return new GeneratedSource(event.files, event.notes, event.exact);
    }

    private String origin() {
        return stored.topic() + " " + stored.version();
    }

    private void write() {
        StoredSchema.Documents documents = stored.documents();
        String name = names.take(options.typeName().orElseGet(() -> suggestedName(stored)));
        boolean request = stored.mode() == EventMode.RPC;
        String reply = null;
        String error = null;
        if (request) {
            reply = part("reply", documents.reply(), name);
            error = part("error", documents.error(), name);
        }
        document("payload", documents.payload(), name, header(reply, error));
    }

    /** What the event's record is called where nobody says: its title, or else the topic's words. */
    static String suggestedName(StoredSchema stored) {
        String title = stored.documents().payload().path("title").asText();
        return JavaNames.topLevel(title.isBlank() ? stored.topic() : title, "Event");
    }

    private @Nullable String part(String part, @Nullable ObjectNode document, String event) {
        if (document == null) {
            return null;
        }
        String ending = part.equals("reply") ? "Reply" : "Error";
        String stem = event.endsWith("Request") ? event.substring(0, event.length() - "Request".length()) : event;
        String title = document.path("title").asText();
        String name = names.take(title.isBlank() ? stem + ending : JavaNames.topLevel(title, stem + ending));
        try {
            document(part, document, name, JavaFile.Header.none());
            return name;
        } catch (GenerateException.Unsuitable refused) {
            exact = false;
            notes.add(new Note(part, "", "type", "is any JSON: " + refused.getMessage()));
            return null;
        }
    }

    private JavaFile.Header header(@Nullable String reply, @Nullable String error) {
        var imports = new TreeSet<>(Set.of("io.saltbus.core.event.Event"));
        var arguments = new ArrayList<String>();
        arguments.add("value = " + JavaText.literal(stored.topic()));
        if (!stored.version().toString().equals("v1")) {
            arguments.add("version = " + JavaText.literal(stored.version().toString()));
        }
        var implemented = new ArrayList<String>();
        if (stored.mode() == EventMode.RPC) {
            imports.add("io.saltbus.core.event.EventMode");
            imports.add("io.saltbus.rpc.RpcRequest");
            arguments.add("mode = EventMode.RPC");
            if (reply == null) {
                imports.add("io.vertx.core.json.JsonObject");
            }
            implemented.add("RpcRequest<" + (reply == null ? "JsonObject" : reply) + ">");
            if (error != null && fitsError()) {
                arguments.add("error = " + error + ".class");
            }
        }
        String annotation = arguments.size() == 1 ? JavaText.literal(stored.topic()) : String.join(", ", arguments);
        var paragraphs = new ArrayList<String>();
        JsonNode description = stored.documents().payload().path("description");
        if (description.asText().isBlank()) {
            String noted = stored.record().description();
            paragraphs.add(
                    noted == null || noted.isBlank()
                            ? "The event " + JavaText.doc(stored.topic()) + "."
                            : JavaText.doc(noted));
        }
        return new JavaFile.Header(
                paragraphs, List.of("@NullMarked", "@Event(" + annotation + ")"), implemented, imports);
    }

    private boolean fitsError() {
        JsonNode properties = Optional.<JsonNode>ofNullable(stored.documents().error())
                .map(document -> document.path("properties"))
                .orElseThrow();
        var found = new HashSet<String>();
        properties.fieldNames().forEachRemaining(found::add);
        boolean fits =
                ERROR_FIELDS.containsAll(found) && found.contains("error_code") && found.contains("error_message");
        if (!fits) {
            exact = false;
            notes.add(
                    new Note(
                            "error",
                            "/properties",
                            "properties",
                            "are not error_code, error_message and perhaps details: the bus cannot take the record as error of the request"));
        }
        return fits;
    }

    private void document(String part, ObjectNode document, String name, JavaFile.Header header) {
        Schema schema;
        try {
            schema = Schema.of(document);
        } catch (ConfigurationException invalid) {
            throw new GenerateException.Unsuitable("the " + part + "'s schema: " + invalid.getMessage());
        }
        var refused = new HashSet<String>();
        TypeModel model = TypeReader.read(part, document, name);
        JavaFile file = new JavaFile(model, name, refused);
        String source = file.source(options.packageName(), origin(), header);
        refused.addAll(BrokenDefaults.in(file, model));
        if (!refused.isEmpty()) {
            file = new JavaFile(model, name, refused);
            source = file.source(options.packageName(), origin(), header);
        }
        files.put(options.packageName().replace('.', '/') + "/" + name + ".java", source);
        notes.addAll(file.notes());
        var difference = Schema.of(file.derived()).firstDifference(schema);
        exact &= difference.isEmpty();
        if (difference.isPresent()
                && file.notes().stream().allMatch(note -> note.keyword().equals("name"))) {
            notes.add(new Note(part, difference.get(), "schema", "is said in another way by the record"));
        }
    }
}
