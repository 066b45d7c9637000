package io.saltbus.registry.generate;

import io.saltbus.registry.internal.generate.ImportedPackage;
import io.saltbus.registry.internal.generate.SchemaFiles;
import io.saltbus.registry.store.StoredSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Java records for the events of a celery-salt fleet: from its registry's tables (what {@code SchemaStore.find} brings), or from a folder
 * of JSON Schemas. Nothing is written; {@link SourceFolder#write} does that.
 */
public final class CelerySaltImport {
    private CelerySaltImport() {}

    /**
     * Reads a folder of JSON Schemas and those below it. {@code order.created@v1.2.json} is the payload of version v1.2 of that topic,
     * {@code order.created.json} that of v1; {@code rpc.add@v1.reply.json} and {@code rpc.add@v1.error.json} beside
     * {@code rpc.add@v1.json} make it a request. A file may also hold {@code {"topic", "version", "schema"}}, as the registry's tables do,
     * with {@code reply} and {@code error} for a request, or a list of them. Blocks: not for an event loop.
     *
     * @param folder not changed; hidden files are passed over
     * @return by topic and version
     * @throws GenerateException.Files where the folder or a file cannot be read
     * @throws GenerateException.Unsuitable where a file holds no JSON Schema of an event, saying of each which and why
     */
    public static List<StoredSchema> readFolder(Path folder) {
        SchemaFiles files = SchemaFiles.read(folder);
        if (!files.unreadable().isEmpty()) {
            throw new GenerateException.Unsuitable(String.join(
                    "; ",
                    files.unreadable().stream()
                            .map(file -> file.topic() + ": " + file.refused())
                            .toList()));
        }
        return files.schemas();
    }

    /**
     * Makes records of everything in a folder that can be converted, as {@link #readFolder} and {@link #convert} do; a file that is no JSON
     * Schema of an event is refused in the report, and keeps nothing else back. Blocks: not for an event loop.
     *
     * @throws GenerateException.Files where the folder or a file cannot be read
     */
    public static Imported convertFolder(Path folder, JavaOptions options) {
        SchemaFiles files = SchemaFiles.read(folder);
        Imported imported = convert(files.schemas(), options);
        var entries = new ArrayList<>(imported.entries());
        entries.addAll(files.unreadable());
        return new Imported(imported.files(), entries);
    }

    /**
     * Makes records of everything that can be converted. The newest version of a topic has the plain name, older ones the version after it
     * ({@code UserSignupV1}); where two topics want one name, the second is named by its topic.
     *
     * @param schemas any number, of any topics
     * @param options the package; a type name is not taken
     * @return the files, and what became of each schema
     */
    public static Imported convert(List<StoredSchema> schemas, JavaOptions options) {
        return ImportedPackage.of(schemas, options);
    }
}
