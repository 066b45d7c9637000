package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Screen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The tables of a registry in PostgreSQL. */
final class Tables {
    private Tables() {}

    /**
     * What was done to them.
     *
     * @param before their version before
     * @param after their version now
     * @param applied each migration that ran; empty where nothing was to be done
     */
    record Outcome(String before, String after, List<String> applied) {
        ObjectNode json() {
            ObjectNode json = Json.object().put("before", before).put("after", after);
            var list = json.putArray("applied");
            applied.forEach(list::add);
            return json;
        }

        void show(Screen screen) {
            applied.forEach(one -> screen.line("  " + one));
            screen.line(
                    applied.isEmpty()
                            ? "the tables are up to date (" + after + ")"
                            : screen.tinted(Screen.Tone.GOOD, "the tables are at " + after) + " (were at " + before
                                    + ")");
        }
    }

    /** Brings them up to date. The seam to the registry's migrations. */
    @SuppressWarnings("UnusedVariable") // until there is something behind the seam
    static Future<Outcome> migrate(String url, Vertx vertx) {
        return Future.failedFuture(new UsageException("this build has no migrations"));
    }
}
