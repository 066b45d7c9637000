package io.saltbus.registry.generate;

import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * How Java source is generated. Immutable; start from {@link #ofPackage}.
 *
 * @param packageName the package of the generated types, such as {@code com.acme.events}
 * @param typeName the simple name of the event's record; none for the schema's {@code title}, or else one made from the topic
 */
public record JavaOptions(String packageName, Optional<String> typeName) {
    private static final Pattern DOT = Pattern.compile("\\.");

    /** Checks the names. */
    public JavaOptions {
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new IllegalArgumentException("\"" + packageName
                    + "\" is no name of a package. Accepted: words of letters and digits with dots between, such as"
                    + " com.acme.events");
        }
        typeName.filter(name -> DOT.matcher(name).find() || !SourceVersion.isName(name, SourceVersion.RELEASE_17))
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "\"" + name + "\" is no name of a class. Accepted: one such as UserSignup");
                });
    }

    /** The names that the schemas give, in a package. */
    public static JavaOptions ofPackage(String packageName) {
        return new JavaOptions(packageName, Optional.empty());
    }

    /** The same with another name of the event's record. */
    public JavaOptions withTypeName(String name) {
        return new JavaOptions(packageName, Optional.of(name));
    }
}
