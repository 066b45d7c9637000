package io.saltbus.registry.generate;

import io.saltbus.registry.internal.generate.PydanticFile;
import io.saltbus.registry.store.StoredSchema;

/**
 * Models of Pydantic 2 from stored schemas, for Python 3.10 and later.
 *
 * <p>Safe for use from any thread; takes milliseconds.
 */
public final class PydanticSource {
    private PydanticSource() {}

    /**
     * Makes the models of one version, all in one file.
     *
     * @param schema what is stored
     * @return one path such as {@code user_signup.py}
     * @throws GenerateException.Unsuitable where no model can be made of it
     */
    public static GeneratedSource of(StoredSchema schema) {
        return PydanticFile.of(schema);
    }
}
