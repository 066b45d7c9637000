/** What the hot paths cost, measured with JMH; each benchmark says what it is compared with. */
@NullMarked
package io.saltbus.benchmarks;

import org.jspecify.annotations.NullMarked;
