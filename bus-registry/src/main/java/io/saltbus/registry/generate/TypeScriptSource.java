package io.saltbus.registry.generate;

import io.saltbus.registry.internal.generate.TypeScriptFile;
import io.saltbus.registry.store.StoredSchema;

/**
 * Types of TypeScript from stored schemas, without imports.
 *
 * <p>Safe for use from any thread; takes milliseconds.
 */
public final class TypeScriptSource {
    private TypeScriptSource() {}

    /**
     * Makes the types of one version, all in one file.
     *
     * @param schema what is stored
     * @return one path such as {@code user-signup.ts}
     * @throws GenerateException.Unsuitable where no type can be made of it
     */
    public static GeneratedSource of(StoredSchema schema) {
        return TypeScriptFile.of(schema);
    }
}
