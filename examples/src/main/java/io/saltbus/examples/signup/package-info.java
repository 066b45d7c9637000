/** The first program: one event, one handler. {@link io.saltbus.examples.signup.SignupExample} runs it. */
@NullMarked
package io.saltbus.examples.signup;

import org.jspecify.annotations.NullMarked;
