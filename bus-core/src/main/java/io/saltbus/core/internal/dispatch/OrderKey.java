package io.saltbus.core.internal.dispatch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.OrderedBy;
import io.saltbus.core.transport.Message;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the key that keeps a message in order. Safe from any thread. */
final class OrderKey {
    private OrderKey() {}

    static Function<Message, @Nullable String> of(OrderedBy ordered, PayloadCodec codec) {
        String source = ordered.source();
        if (source.equals(OrderedBy.PUBLISHED_KEY)) {
            return message -> message.envelope().key();
        }
        JsonPointer place = source.startsWith("/")
                ? JsonPointer.compile(source)
                : JsonPointer.empty().appendProperty(source);
        return message -> inPayload(message, place, codec);
    }

    // a payload that cannot be read is nobody's, and becomes a dead letter by itself
    private static @Nullable String inPayload(Message message, JsonPointer place, PayloadCodec codec) {
        try {
            JsonNode found = codec.decode(message.body()).at(place);
            return found.isValueNode() && !found.isNull() ? found.asText() : null;
        } catch (PayloadException unreadable) {
            return null;
        }
    }
}
