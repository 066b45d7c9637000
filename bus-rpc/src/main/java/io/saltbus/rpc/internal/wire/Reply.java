package io.saltbus.rpc.internal.wire;

/**
 * An answer and the call that it belongs to.
 *
 * @param callId the call
 * @param answer what was answered
 */
public record Reply(String callId, Answer answer) {
    /**
     * Who answers.
     *
     * @param topic the request's
     * @param handler its name in the service
     * @param service the service's name
     */
    public record Origin(String topic, String handler, String service) {}
}
