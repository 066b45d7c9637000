package io.saltbus.registry.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every store of schemas does. Its tests use topics of their own, so that they may share one place; a subclass says how to reach it.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SchemaStoreContract
        implements RegisteringContract,
                EvolutionContract,
                RaceContract,
                PublisherContract,
                HandlerContract,
                LifecycleContract,
                LookupContract,
                WatchContract {
    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final List<SchemaStore> opened = new ArrayList<>();
    protected Vertx vertx;
    private SchemaStore store;

    /** A store that reaches the one place of the test; called several times in a test. */
    protected abstract SchemaStore open() throws Exception;

    /** Lets go of the place, after every store of it is closed. */
    protected void release() throws Exception {}

    @BeforeEach
    final void begin() throws Exception {
        vertx = Vertx.vertx();
        store = another();
    }

    @AfterEach
    final void end() throws Exception {
        opened.forEach(each -> await(each.close()));
        opened.forEach(each -> await(each.close()));
        await(vertx.close());
        release();
    }

    protected static <T> T await(Future<T> future) {
        return StoreContract.await(future);
    }

    @Override
    public final SchemaStore store() {
        return store;
    }

    @Override
    public final SchemaStore another() throws Exception {
        SchemaStore one = open();
        opened.add(one);
        return one;
    }

    @Override
    public final String prefix() {
        return prefix;
    }
}
