package io.saltbus.core.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

public final class EventView {
    private final Envelope envelope;
    private final ObjectNode payload;

    public EventView(Envelope envelope, ObjectNode payload, Object codec) {
        this.envelope = envelope;
        this.payload = payload;
    }

    public Envelope envelope() {
        return envelope;
    }

    public String topic() {
        return envelope.topic();
    }

    public ObjectNode node() {
        return payload;
    }
}
