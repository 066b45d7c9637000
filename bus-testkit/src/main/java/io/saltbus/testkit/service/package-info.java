/**
 * Real RabbitMQ, Redis and PostgreSQL for tests: take one as a parameter with {@link io.saltbus.testkit.service.WithServices}, or
 * start it with {@link io.saltbus.testkit.service.BrokerService#start()} and its like.
 */
@NullMarked
package io.saltbus.testkit.service;

import org.jspecify.annotations.NullMarked;
