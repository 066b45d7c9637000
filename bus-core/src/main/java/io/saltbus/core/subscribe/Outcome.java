package io.saltbus.core.subscribe;

/** What became of one delivery: exactly one of these. */
public enum Outcome {
    /** The handler is done with it. */
    HANDLED,
    /** It was a request, and the caller was told of a failure: the responder's answer, or why there is none. */
    REFUSED,
    /** It was a request that nobody waits for any more: its time was up, or its caller cancelled it, before its handler's turn. */
    TOO_LATE,
    /** It was a request, and its answer could not be brought to the caller in time. */
    UNANSWERED,
    /** It will be tried again. */
    RETRIED,
    /** It moved to the dead letters. */
    DEAD_LETTERED,
    /** It waits until its schema is known. */
    WAITS_FOR_SCHEMA,
    /** Its version is not one that the subscription wants. */
    UNWANTED_VERSION,
    /** Its topic fits no pattern of the subscription any more. */
    STALE_BINDING,
    /** It went back to its queue unhandled. */
    RELEASED,
    /** The broker could not be told what became of it, so it will arrive again. */
    UNSETTLED
}
