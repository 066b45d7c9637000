/**
 * What it costs to publish with confirm and to take deliveries with ack, by each way there is to talk to RabbitMQ: {@link
 * io.saltbus.benchmarks.rabbitmq.DataPathBenchmark}. The decision made from it is {@code docs/adr/0001-data-path.md}.
 */
@NullMarked
package io.saltbus.benchmarks.rabbitmq;

import org.jspecify.annotations.NullMarked;
