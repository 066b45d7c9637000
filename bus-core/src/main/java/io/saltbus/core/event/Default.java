package io.saltbus.core.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an event's field is when the payload leaves it out or says null, on publish and on consume alike. A field with a default is
 * not required.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
    /** The value: text as it is for a text field, JSON for every other type ({@code 50}, {@code true}, {@code []}). */
    String value();
}
