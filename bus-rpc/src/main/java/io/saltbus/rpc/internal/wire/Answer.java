package io.saltbus.rpc.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What is answered, however it is written. */
public sealed interface Answer {
    /**
     * The handler's result.
     *
     * @param value as JSON
     */
    record Result(ObjectNode value) implements Answer {}

    /**
     * A failure.
     *
     * @param code for programs
     * @param message for people
     * @param details more for programs, or null
     */
    record Refusal(String code, String message, @Nullable ObjectNode details) implements Answer {}

    /** One service of several had no handler; another may have. */
    record NoHandlers() implements Answer {}

    /** Nothing yet: a worker of Celery has the request, or will try it again, and says so before the end is known. */
    record Pending() implements Answer {}
}
