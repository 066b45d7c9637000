package io.saltbus.registry.generate;

import io.saltbus.registry.internal.generate.JavaEvent;
import io.saltbus.registry.store.StoredSchema;

/**
 * Java records from stored schemas. They compile as they are, with {@code bus-core} on the class path, for requests also
 * {@code bus-rpc}, on JDK 17 and later.
 *
 * <p>Safe for use from any thread; takes milliseconds.
 */
public final class JavaSource {
    private JavaSource() {}

    /**
     * Makes the records of one version: a file for the event or request, one for a request's answer, one for its error.
     *
     * @param schema what is stored
     * @param options the package
     * @return paths such as {@code com/acme/events/UserSignup.java}
     * @throws GenerateException.Unsuitable where no record can be made of it
     */
    public static GeneratedSource of(StoredSchema schema, JavaOptions options) {
        return JavaEvent.of(schema, options);
    }
}
