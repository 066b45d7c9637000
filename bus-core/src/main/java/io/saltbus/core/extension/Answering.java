package io.saltbus.core.extension;

import io.vertx.core.Future;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What brings the answers of handlers to their callers. */
public interface Answering {
    /**
     * Gets ready for one handler.
     *
     * @return fails with {@link io.saltbus.core.failure.ConfigurationException} where it cannot answer, naming the handler and the cure
     */
    Future<Answerer> answerer(Handler handler);

    /**
     * A handler that answers requests.
     *
     * @param source where it is written, for errors
     * @param name its name in the service
     * @param topic whose requests it answers
     * @param major their major version
     * @param requestType the record it takes, or {@link io.saltbus.core.event.EventView}
     * @param answerType what it is declared to return, such as {@code Future<DocumentList>}; null where that is not known
     */
    record Handler(
            String source,
            String name,
            String topic,
            int major,
            Class<?> requestType,
            @Nullable Type answerType) {}
}
