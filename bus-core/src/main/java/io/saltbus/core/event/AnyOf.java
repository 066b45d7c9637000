package io.saltbus.core.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of type {@code Object} may hold: one of these types. Python's {@code int | str} is
 * {@code @AnyOf({Long.class, String.class}) Object value}.
 *
 * <p>It is read as Jackson reads an {@code Object}: whole numbers as {@code Integer}, {@code Long} or {@code BigInteger}, others as
 * {@code Double} or {@code BigDecimal}, texts as {@code String}, objects as {@code Map}. For records that are told apart, take a sealed
 * interface instead.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface AnyOf {
    /** Two types or more that may be part of a payload, each with a schema of its own. */
    Class<?>[] value();
}
