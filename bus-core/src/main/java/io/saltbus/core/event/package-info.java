/** What an event is: {@link io.saltbus.core.event.Event} on a record, its topic and version, and the {@link io.saltbus.core.event.Envelope} around it. */
@NullMarked
package io.saltbus.core.event;

import org.jspecify.annotations.NullMarked;
