package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Enums, of texts or of whole numbers. */
final class JavaEnum {
    private JavaEnum() {}

    /** What the bus derives from the enum. */
    static ObjectNode derived(NamedType.Enumerated choice) {
        ObjectNode derived = JsonNodeFactory.instance.objectNode();
        derived.put("type", choice.numbers() ? "integer" : "string");
        choice.values().forEach(value -> derived.withArray("enum").add(value));
        return derived;
    }

    static List<String> write(NamedType.Enumerated choice, String name, Set<String> imports) {
        var lines = new ArrayList<>(JavaText.javadoc(JavaRecord.described(choice.description()), List.of()));
        lines.add("public enum " + name + " {");
        var constants = Names.ofMembers();
        int last = choice.values().size() - 1;
        for (int index = 0; index <= last; index++) {
            JsonNode value = choice.values().get(index);
            String end = index < last ? "," : choice.numbers() ? ";" : "";
            if (choice.numbers()) {
                int number = value.intValue();
                String constant = constants.take(number < 0 ? "MINUS_" + -(long) number : "VALUE_" + number);
                lines.add("    " + constant + "(" + number + ")" + end);
            } else {
                String text = value.textValue();
                String constant = constants.take(JavaNames.constant(text));
                if (!constant.equals(text)) {
                    imports.add("com.fasterxml.jackson.annotation.JsonProperty");
                    lines.add("    @JsonProperty(" + JavaText.literal(text) + ")");
                }
                lines.add("    " + constant + end);
            }
        }
        if (choice.numbers()) {
            imports.add("com.fasterxml.jackson.annotation.JsonValue");
            lines.addAll(List.of(
                    "",
                    "    private final int value;",
                    "",
                    "    " + name + "(int value) {",
                    "        this.value = value;",
                    "    }",
                    "",
                    "    /** As it is in JSON. */",
                    "    @JsonValue",
                    "    public int value() {",
                    "        return value;",
                    "    }"));
        }
        lines.add("}");
        return lines;
    }
}
