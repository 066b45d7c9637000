package io.saltbus.core.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record an event. Its components become the properties of the event's JSON Schema, in snake_case unless
 * {@code @JsonProperty} names them; the schema is registered when the bus starts, before the first message.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Event {
    /** The topic: words separated by dots, at most 199 bytes, no {@code *} and no {@code #}. */
    String value();

    /** The schema's version: {@code v1}, {@code v1.2} or {@code v1.2.3}. */
    String version() default "v1";

    /** Who receives it. */
    EventMode mode() default EventMode.BROADCAST;

    /**
     * What a responder of a request can fail with: a record of {@code error_code}, {@code error_message} and {@code details}, as JSON. Only
     * for {@link EventMode#RPC}; by default the details are any JSON object.
     */
    Class<?> error() default Void.class;
}
