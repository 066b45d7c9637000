package io.saltbus.registry.internal.generate;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Which names generated Java may not give. */
final class JavaNames {
    /** What source refers to by its simple name; a type of the event must not stand in its way. */
    private static final Set<String> REFERRED = Set.of(
            "AnyOf",
            "JsonFormat",
            "JsonIgnoreProperties",
            "MultipleOf",
            "ArrayNode",
            "BigDecimal",
            "BigInteger",
            "DecimalMax",
            "DecimalMin",
            "Default",
            "Doc",
            "Duration",
            "Email",
            "Event",
            "EventMode",
            "Instant",
            "JsonNode",
            "JsonObject",
            "JsonProperty",
            "JsonSubTypes",
            "JsonTypeInfo",
            "JsonValue",
            "List",
            "LocalDate",
            "LocalTime",
            "Map",
            "Max",
            "Min",
            "Negative",
            "NegativeOrZero",
            "NotBlank",
            "NotNull",
            "NullMarked",
            "Nullable",
            "Optional",
            "Pattern",
            "Positive",
            "PositiveOrZero",
            "RpcRequest",
            "Sensitive",
            "Set",
            "Size",
            "URI",
            "UUID");

    /** Of java.lang; a type of the same name would hide it from the whole file. */
    private static final Set<String> LANGUAGE = Set.of(
            "Appendable",
            "AutoCloseable",
            "Boolean",
            "Byte",
            "CharSequence",
            "Character",
            "Class",
            "ClassLoader",
            "Cloneable",
            "Comparable",
            "Compiler",
            "Deprecated",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "Float",
            "FunctionalInterface",
            "Integer",
            "Iterable",
            "Long",
            "Math",
            "Module",
            "ModuleLayer",
            "Number",
            "Object",
            "Override",
            "Package",
            "Process",
            "ProcessBuilder",
            "ProcessHandle",
            "Readable",
            "Record",
            "Runnable",
            "Runtime",
            "RuntimeException",
            "SafeVarargs",
            "ScopedValue",
            "Short",
            "StackWalker",
            "StrictMath",
            "String",
            "StringBuffer",
            "StringBuilder",
            "SuppressWarnings",
            "System",
            "Thread",
            "ThreadGroup",
            "ThreadLocal",
            "Throwable",
            "Void");

    /** Methods of Object without arguments: a record cannot have such a component. */
    private static final Set<String> OF_OBJECT =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private JavaNames() {}

    /** For the types of one file. */
    static Names types() {
        var reserved = new HashSet<>(REFERRED);
        reserved.addAll(LANGUAGE);
        return Names.ofTypes(reserved);
    }

    /** A name that every file can have: of a type that stands alone. */
    static String topLevel(String text, String fallback) {
        String name = Names.pascal(text, fallback);
        return REFERRED.contains(name) || LANGUAGE.contains(name) ? name + "Event" : name;
    }

    /** A component's name. */
    static String component(String property) {
        String name = Names.camel(property, "field");
        return SourceVersion.isKeyword(name, SourceVersion.RELEASE_17) || OF_OBJECT.contains(name)
                ? name + "Value"
                : name;
    }

    /** A constant's name. */
    static String constant(String value) {
        String name = Names.constant(value, value.isEmpty() ? "EMPTY" : "VALUE_");
        return name.equals("VALUE_") || SourceVersion.isKeyword(name, SourceVersion.RELEASE_17) ? "VALUE" : name;
    }
}
