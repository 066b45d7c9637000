package io.saltbus.cli.internal.connect;

import io.saltbus.cli.UsageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on the thread of the command for what happens on those of Vert.x. */
public final class Waiting {
    private Waiting() {}

    /**
     * Waits for a result.
     *
     * @param limit how long: above zero
     * @param what is waited for, for the error, such as {@code the registry}
     * @return the result; what the future fails with is thrown as it is
     * @throws UsageException where the time is up
     */
    public static <T> T until(Future<T> future, Duration limit, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new UsageException(what + ": " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new UsageException(
                    what + " did not answer within " + limit.toMillis()
                            + " ms: is it reachable? --timeout allows more time",
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while waiting for " + what, interrupted);
        }
    }

    /**
     * Waits for an end, however it comes.
     *
     * @return whether it came, and was a good one
     */
    public static boolean ended(Future<?> future, Duration limit) {
        try {
            future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException failed) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
