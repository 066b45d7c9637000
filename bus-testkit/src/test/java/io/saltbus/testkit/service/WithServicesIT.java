package io.saltbus.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@WithServices
class WithServicesIT {
    private static final List<PrivatePostgres> OF_TESTS = new ArrayList<>();

    private static RedisService shared;
    private static PrivateRedis ofTheClass;

    @BeforeAll
    static void askForBoth(RedisService redis, PrivateRedis own) {
        shared = redis;
        ofTheClass = own;
    }

    @Test
    void theSharedOneIsTheSameForAll(RedisService redis) {
        assertThat(redis).isSameAs(shared).isNotSameAs(ofTheClass);
    }

    @Test
    void aTestGetsThePrivateOneOfItsClass(PrivateRedis redis) {
        assertThat(redis).isSameAs(ofTheClass);
    }

    @RepeatedTest(2)
    void otherwiseATestGetsAFreshOneAndThoseOfEarlierTestsAreClosed(PrivatePostgres postgres) {
        assertThat(OF_TESTS).allSatisfy(earlier -> assertThat(earlier.folder()).doesNotExist());
        assertThat(postgres.folder()).exists();
        OF_TESTS.add(postgres);
    }
}
