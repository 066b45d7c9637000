/** What a shared schema registry costs: each message, and a start. */
@NullMarked
package io.saltbus.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
