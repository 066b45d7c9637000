package io.saltbus.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test of a class a {@link TestBus} of its own: a started bus on the memory broker, whose clock the test moves. A test takes it
 * as a parameter; so can its {@code @BeforeEach} methods.
 *
 * <p>A test fails at its end if a handler failed for good and the test did not ask for that (see {@link TestBus#settle()}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BusTestExtension.class)
public @interface BusTest {
    /** Packages, with those below them, whose events the bus publishes. */
    String[] scan() default {};

    /** Event classes that the bus publishes, beside those that are scanned. */
    Class<?>[] events() default {};

    /** The service's name. */
    String service() default "test";
}
