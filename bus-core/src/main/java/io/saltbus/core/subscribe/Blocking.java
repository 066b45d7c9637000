package io.saltbus.core.subscribe;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The handler may block: it runs on a worker thread, or on a virtual thread of its own. At its time limits it is interrupted. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Blocking {
    /** Where it runs. */
    On value() default On.AVAILABLE;

    /** The threads to choose from. */
    enum On {
        /** A virtual thread where the JDK has them (21 or newer), else a worker. */
        AVAILABLE,
        /** A worker thread of Vert.x. */
        WORKER,
        /** A virtual thread; refused on a JDK without. */
        VIRTUAL
    }
}
