package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.compatibility.Difference;
import io.saltbus.registry.compatibility.Difference.Breaks;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer.Proven;
import java.util.ArrayList;
import java.util.List;

/**
 * Two schemas, compared both ways as wholes: that is the verdict. Where a way does not hold, the differences say why.
 *
 * @param backward whether newer readers read what was written by the older schema
 * @param forward whether older readers read what is written by the newer one
 * @param differences all of them
 */
public record Comparison(Answer backward, Answer forward, List<Difference> differences) {
    private static final long STEPS = 80_000;

    /**
     * Compares two.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where one is no schema, or too large
     */
    public static Comparison of(JsonNode older, JsonNode newer) {
        var forms = new Forms();
        var search = new Search(forms, new Budget(STEPS));
        var left = new SchemaReader(forms, older, "older");
        var right = new SchemaReader(forms, newer, "newer");
        Form old = left.read(older);
        Form young = right.read(newer);
        Answer backward = Inclusion.of(search, old, young);
        Answer forward = Inclusion.of(search, young, old);
        var walk = new DifferenceWalk(search, left, right, newer);
        walk.walk(older, newer, "", new Ways(!(backward instanceof Proven), !(forward instanceof Proven)));
        var differences = new ArrayList<>(walk.differences());
        unproven(backward, Breaks.NEWER_READERS, differences);
        unproven(forward, Breaks.OLDER_READERS, differences);
        return new Comparison(backward, forward, List.copyOf(differences));
    }

    /** In which ways something may break. */
    record Ways(boolean backward, boolean forward) {}

    private static void unproven(Answer answer, Breaks breaks, List<Difference> differences) {
        if (answer instanceof Answer.Unknown unknown) {
            String whom = breaks == Breaks.NEWER_READERS
                    ? "that readers by the newer schema can read all that the older one allows"
                    : "that readers by the older schema can read all that the newer one allows";
            differences.add(new Difference(
                    "",
                    Kind.CANNOT_PROVE.name(),
                    breaks,
                    "it cannot be proven " + whom + ": " + unknown.reason() + ". " + Kind.CANNOT_PROVE.cure()));
        }
    }
}
