package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.StringJoiner;

/** Text and values in Python source. */
final class PythonText {
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    /** What a field must not hide: the types that annotations use, and the methods of a model. */
    private static final Set<String> TAKEN = Set.of(
            "int",
            "str",
            "float",
            "bool",
            "list",
            "dict",
            "set",
            "tuple",
            "dt",
            "copy",
            "json",
            "schema",
            "schema_json",
            "validate",
            "construct",
            "parse_obj",
            "parse_raw",
            "parse_file",
            "from_orm",
            "update_forward_refs");

    private PythonText() {}

    /** A field's name. */
    static String field(String property) {
        String name = Names.snake(property, "field_");
        boolean taken = KEYWORDS.contains(name) || TAKEN.contains(name) || name.startsWith("model_");
        return taken ? name + "_" : name;
    }

    /** A literal; JSON's and Java's escapes are Python's too. */
    static String literal(JsonNode value) {
        if (value.isTextual()) {
            return text(value.textValue());
        } else if (value.isArray()) {
            var items = new StringJoiner(", ", "[", "]");
            value.forEach(item -> items.add(literal(item)));
            return items.toString();
        } else if (value.isObject()) {
            var members = new StringJoiner(", ", "{", "}");
            value.properties()
                    .forEach(member -> members.add(text(member.getKey()) + ": " + literal(member.getValue())));
            return members.toString();
        } else if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        return value.isNull() ? "None" : value.toString();
    }

    static String text(String text) {
        return JavaText.literal(text);
    }

    /** A docstring, on one line or several. */
    static String docstring(String text, String indent) {
        String safe = text.strip().replace("\\", "\\\\").replace("\"", "\\\"");
        var lines = new StringJoiner("\n");
        boolean first = true;
        for (String line : safe.split("\\R", -1)) {
            String shown = line.codePoints()
                    .filter(sign -> !Character.isISOControl(sign) || sign == '\t')
                    .filter(sign -> sign < Character.MIN_SURROGATE || sign > Character.MAX_SURROGATE)
                    .filter(sign -> !JavaText.turns(sign))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .stripTrailing();
            lines.add(first || shown.isEmpty() ? shown : indent + shown.strip());
            first = false;
        }
        return indent + "\"\"\"" + lines + "\"\"\"";
    }
}
