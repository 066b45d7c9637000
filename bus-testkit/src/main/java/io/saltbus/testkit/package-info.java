/** What users test their handlers with. */
@NullMarked
package io.saltbus.testkit;

import org.jspecify.annotations.NullMarked;
