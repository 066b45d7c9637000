package io.saltbus.testkit.service;

import io.saltbus.testkit.service.internal.ServicesExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lets tests take services as parameters. The type says which:
 *
 * <ul>
 *   <li>{@link BrokerService}, {@link RedisService}, {@link PostgresService}: one for all tests of the process, started when first
 *       asked for and closed after the last test. Tests share it, so they use names of their own.
 *   <li>{@link PrivateBroker}, {@link PrivateRedis}, {@link PrivatePostgres}: a fresh one to break. Asked for by a test method or
 *       {@code @BeforeEach}, it lives for that test; asked for by {@code @BeforeAll}, it is the class's, and its test methods get the
 *       same.
 * </ul>
 *
 * <p>A service that cannot be had fails the test with {@link ServiceException}; nothing is skipped.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServicesExtension.class)
public @interface WithServices {}
