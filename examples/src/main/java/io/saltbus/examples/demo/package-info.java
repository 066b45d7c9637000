/** The order flow under steady traffic, with every event accounted for: {@link io.saltbus.examples.demo.Demo} runs it. */
@NullMarked
package io.saltbus.examples.demo;

import org.jspecify.annotations.NullMarked;
