/** What the testkit's packages share. */
@NullMarked
package io.saltbus.testkit.internal;

import org.jspecify.annotations.NullMarked;
