package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.event.Event;

/**
 * What shows that events flow.
 *
 * @param number counts the probes
 */
@Event("flow.probe")
record Probe(long number) {}
