package io.saltbus.core.subscribe;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The handler takes a {@code List} of events. All of them share the outcome of the call; invalid ones never reach it. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Batch {
    /** The largest number of events in a call: 1 to the prefetch. */
    int size() default 100;

    /** How long the first event of a call may wait for more: {@code 100ms}, {@code 1s}. */
    String maxWait() default "1s";
}
