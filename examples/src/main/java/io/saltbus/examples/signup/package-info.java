/** The first program: one event, one handler. {@code SignupExample} runs it. */
@NullMarked
package io.saltbus.examples.signup;

import org.jspecify.annotations.NullMarked;
