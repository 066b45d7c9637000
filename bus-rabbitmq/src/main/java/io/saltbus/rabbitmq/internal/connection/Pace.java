package io.saltbus.rabbitmq.internal.connection;

import io.saltbus.core.time.Scheduler;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long connecting may take, and by which clock.
 *
 * @param scheduler all time comes from it
 * @param random from which the pauses between attempts are drawn; used on one loop
 * @param start the first connect, with all its attempts
 * @param attempt one attempt
 */
record Pace(Scheduler scheduler, RandomGenerator random, Duration start, Duration attempt) {}
