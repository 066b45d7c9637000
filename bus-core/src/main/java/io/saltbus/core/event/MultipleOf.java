package io.saltbus.core.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number that comes in steps, such as 0.05 for prices in Switzerland: {@code multipleOf} in the schema, for which Jakarta has no word. */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface MultipleOf {
    /** The step as its shortest decimal says, above 0. */
    double value();
}
