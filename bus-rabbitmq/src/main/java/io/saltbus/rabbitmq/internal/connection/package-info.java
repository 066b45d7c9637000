/**
 * Connections that come back: {@link io.saltbus.rabbitmq.internal.connection.Connections} makes
 * {@link io.saltbus.rabbitmq.internal.connection.LoopConnection}s.
 */
@NullMarked
package io.saltbus.rabbitmq.internal.connection;

import org.jspecify.annotations.NullMarked;
