package io.saltbus.core.internal.dispatch;

/**
 * A handler with the object that runs it.
 *
 * @param definition what it is
 * @param function what runs
 */
record Handling(HandlerDefinition definition, HandlerFunction function) {}
