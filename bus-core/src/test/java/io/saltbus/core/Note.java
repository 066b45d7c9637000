package io.saltbus.core;

import io.saltbus.core.event.Event;

/** The event of tests to which it does not matter what the event is. */
@Event("note.written")
public record Note(int number) {}
