/** Calls, side by side with RabbitMQ's own direct reply-to and with Celery. */
@NullMarked
package io.saltbus.benchmarks.rpc;

import org.jspecify.annotations.NullMarked;
