package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.event.Event;

/**
 * What is published with a delay.
 *
 * @param number counts the publishes of one publisher
 */
@Event("campaign.late")
record Late(long number) {}
