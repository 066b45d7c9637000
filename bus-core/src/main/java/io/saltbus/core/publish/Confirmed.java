package io.saltbus.core.publish;

/**
 * The broker has taken responsibility for a message.
 *
 * @param messageId the message's id, to find it again by
 * @param routed whether at least one queue took it; false where nobody subscribes to its topic
 */
public record Confirmed(String messageId, boolean routed) implements PublishOutcome {}
