package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Asks for one of several forms: {@code anyOf}, {@code oneOf}. Where no form fits, but type and discriminator leave only one that can
 * have been meant, that form tells what is wrong; otherwise there is one violation, of the choice itself.
 */
public final class ChoiceCheck implements Check {
    private final String keyword;
    private final JsonNode limit;
    private final Check[] forms;
    private final int most;
    private final ToIntFunction<JsonNode> meant;

    /**
     * Compiles the choice.
     *
     * @param keyword {@code anyOf} or {@code oneOf}
     * @param limit the keyword's value
     * @param forms one check a form
     * @param meant the index of the only form that a value can be meant to have, or -1
     */
    public ChoiceCheck(String keyword, JsonNode limit, List<Check> forms, ToIntFunction<JsonNode> meant) {
        this.keyword = keyword;
        this.limit = limit;
        this.forms = forms.toArray(Check[]::new);
        this.most = keyword.equals("oneOf") ? 1 : Integer.MAX_VALUE;
        this.meant = meant;
    }

    @Override
    public boolean accepts(JsonNode value) {
        int fitting = fitting(value);
        return fitting >= 1 && fitting <= most;
    }

    private int fitting(JsonNode value) {
        int fitting = 0;
        for (Check form : forms) {
            if (form.accepts(value)) {
                fitting++;
                if (most > 1 || fitting > most) {
                    return fitting;
                }
            }
        }
        return fitting;
    }

    @Override
    public void report(JsonNode value, Report report) {
        int fitting = fitting(value);
        if (fitting >= 1 && fitting <= most) {
            return;
        }
        int index = fitting == 0 ? meant.applyAsInt(value) : -1;
        if (index >= 0) {
            forms[index].report(value, report);
        } else {
            report.add(keyword, limit, value);
        }
    }
}
