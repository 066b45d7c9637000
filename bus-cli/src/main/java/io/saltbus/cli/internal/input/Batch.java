package io.saltbus.cli.internal.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.core.failure.BusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object a line in, one out, in order. A line that cannot be answered gets an error of its own, and the others go on. */
public final class Batch {
    private static final int LINES_A_WRITE = 256;

    private Batch() {}

    /**
     * What came of a line.
     *
     * @param json what is printed, or null
     * @param found whether it is a finding
     */
    public record Answer(@Nullable ObjectNode json, boolean found) {
        /** Nothing is printed. */
        public static final Answer NOTHING = new Answer(null, false);
    }

    /**
     * Answers every line. Answers are written as soon as nothing more can be read without waiting.
     *
     * @param name of what is read, for the error
     * @return {@link ExitStatus#UNUSABLE} where a line was wrong, else {@link ExitStatus#FINDING} where there was a finding
     */
    public static int run(InputStream in, String name, PrintWriter out, Function<ObjectNode, Answer> answering) {
        try (in) {
            var lines = new Lines(in, Lines.MAX_BYTES);
            int status = ExitStatus.OK;
            for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                if (!line.blank()) {
                    status = Math.max(status, answer(line, out, answering));
                    boolean written = !lines.more() || line.number() % LINES_A_WRITE == 0;
                    if (written && out.checkError()) { // nobody reads any more, as behind "| head"
                        return status;
                    }
                }
            }
            return status;
        } catch (IOException unreadable) {
            throw new UsageException("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static int answer(Lines.Line line, PrintWriter out, Function<ObjectNode, Answer> answering) {
        try {
            Answer answer = answering.apply(JsonLines.object(line, "the line"));
            if (answer.json() != null) {
                out.println(Json.line(answer.json()));
            }
            return answer.found() ? ExitStatus.FINDING : ExitStatus.OK;
        } catch (UsageException | BusException | IllegalArgumentException refused) {
            return error(line, String.valueOf(refused.getMessage()), out);
        } catch (StackOverflowError tooDeep) {
            return error(line, "it is nested too deeply", out);
        }
    }

    private static int error(Lines.Line line, String message, PrintWriter out) {
        out.println(Json.line(Json.object().put("error", message).put("line", line.number())));
        return ExitStatus.UNUSABLE;
    }
}
