package io.saltbus.registry.internal.generate;

import io.saltbus.core.event.Version;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.generate.GeneratedSource;
import io.saltbus.registry.generate.Imported;
import io.saltbus.registry.generate.JavaOptions;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many events in one package. */
public final class ImportedPackage {
    private final JavaOptions options;
    private final Names names = JavaNames.types();
    private final TreeMap<String, String> files = new TreeMap<>();
    private final List<Imported.Entry> entries = new ArrayList<>();

    private ImportedPackage(JavaOptions options) {
        this.options = options;
    }

    /** See {@link io.saltbus.registry.generate.CelerySaltImport#convert}. */
    public static Imported of(List<StoredSchema> schemas, JavaOptions options) {
        var imported = new ImportedPackage(options);
        var newest = new HashMap<String, Version>();
        schemas.forEach(schema -> newest.merge(
                schema.topic(), schema.version(), (one, other) -> one.compareTo(other) >= 0 ? one : other));
        var inOrder = new ArrayList<>(schemas);
        // the newest first, then those whose topic says the same: a plain name is theirs, whoever else wants it
        inOrder.sort(Comparator.comparing((StoredSchema schema) -> !isNewest(schema, newest))
                .thenComparing(schema -> !JavaEvent.suggestedName(schema).equals(nameOfTopic(schema)))
                .thenComparing(StoredSchema::topic)
                .thenComparing(StoredSchema::version));
        inOrder.forEach(schema -> imported.add(schema, isNewest(schema, newest)));
        imported.entries.sort(Comparator.comparing(Imported.Entry::topic)
                .thenComparing(entry -> entry.version() == null ? new Version(0, 0, 0) : entry.version()));
        return new Imported(imported.files, imported.entries);
    }

    private static String nameOfTopic(StoredSchema schema) {
        return JavaNames.topLevel(schema.topic(), "Event");
    }

    private static boolean isNewest(StoredSchema schema, Map<String, Version> newest) {
        return schema.version().equals(newest.get(schema.topic()));
    }

    private void add(StoredSchema schema, boolean newest) {
        String suffix =
                newest ? "" : schema.version().toString().replace('v', 'V').replace('.', '_');
        String name = JavaEvent.suggestedName(schema) + suffix;
        if (names.taken(name)) {
            name = nameOfTopic(schema) + suffix;
        }
        try {
            GeneratedSource source = JavaEvent.of(schema, options.withTypeName(name), names);
            files.putAll(source.files());
            entries.add(new Imported.Entry(
                    schema.topic(),
                    schema.version(),
                    List.copyOf(source.files().keySet()),
                    source.exact(),
                    source.notes(),
                    null));
        } catch (GenerateException.Unsuitable refused) {
            entries.add(new Imported.Entry(
                    schema.topic(), schema.version(), List.of(), false, List.of(), refused.getMessage()));
        }
    }
}
