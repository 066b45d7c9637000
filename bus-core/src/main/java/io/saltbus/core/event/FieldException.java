package io.saltbus.core.event;

import io.saltbus.core.failure.BusException;

/** A field of an {@link EventView} is not what the handler reads it as. Trying again does not help: the handler must change. */
public final class FieldException extends BusException {
    private final String topic;
    private final String field;

    FieldException(String topic, String field, String expected, String found) {
        super(topic + ": the field " + field + " is read as " + expected + ", but is " + found, null);
        this.topic = topic;
        this.field = field;
    }

    /** The event's topic. */
    public String topic() {
        return topic;
    }

    /** The field as the handler named it: a name, or a JSON pointer. */
    public String field() {
        return field;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
