package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for everything that its parts ask for. */
public final class AllChecks implements Check {
    private final Check[] parts;

    private AllChecks(List<Check> parts) {
        this.parts = parts.toArray(Check[]::new);
    }

    /** The parts as one check. */
    public static Check of(List<Check> parts) {
        return switch (parts.size()) {
            case 0 -> ANYTHING;
            case 1 -> parts.get(0);
            default -> new AllChecks(parts);
        };
    }

    @Override
    public boolean accepts(JsonNode value) {
        for (Check part : parts) {
            if (!part.accepts(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void report(JsonNode value, Report report) {
        for (Check part : parts) {
            part.report(value, report);
        }
    }
}
