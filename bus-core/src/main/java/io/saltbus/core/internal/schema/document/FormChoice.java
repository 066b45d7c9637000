package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.internal.schema.check.JsonValue;
import io.saltbus.core.internal.schema.check.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Which one of several forms a value is meant to have, valid or not: told by its type and by the properties that have only one value in a
 * form, its discriminators.
 */
public final class FormChoice implements ToIntFunction<JsonNode> {
    private final List<JsonNode> forms = new ArrayList<>();

    /**
     * Compares the forms of a choice.
     *
     * @param choice the value of {@code anyOf} or {@code oneOf}
     */
    public FormChoice(SchemaDocument document, JsonNode choice) {
        for (JsonNode form : choice) {
            forms.add(document.resolved(form));
        }
    }

    /** The index of the only form that can be meant; -1 where that is none or several. */
    @Override
    public int applyAsInt(JsonNode value) {
        int only = -1;
        for (int index = 0; index < forms.size(); index++) {
            if (canMean(forms.get(index), value)) {
                if (only >= 0) {
                    return -1;
                }
                only = index;
            }
        }
        return only;
    }

    private static boolean canMean(JsonNode form, JsonNode value) {
        if (form.has("type") && !Types.matches(form.get("type"), value)) {
            return false;
        }
        if (form.has("const") && !JsonValue.equal(form.get("const"), value)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> property : form.path("properties").properties()) {
            JsonNode only = property.getValue().get("const");
            if (only != null && value.isObject() && !JsonValue.equal(only, value.path(property.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
