package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether there is a value that keeps what it shall keep and breaks what it shall break. */
sealed interface Outcome {
    /** There is: this one. */
    record Found(JsonNode value) implements Outcome {}

    /** There is none. */
    record None() implements Outcome {}

    /** Neither is known. */
    record Unknown(String reason) implements Outcome {}

    Outcome NONE = new None();
}
