package io.saltbus.core.transport;

/**
 * A message that could not be handled, and why.
 *
 * @param message the message as it last arrived
 * @param report what happened to it
 */
public record DeadLetter(Message message, DeathReport report) {}
