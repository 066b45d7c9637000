package io.saltbus.rpc.internal.respond;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.saltbus.core.event.Event;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.Schema;
import io.saltbus.rpc.RpcRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of one handler must look like.
 *
 * @param result of its results; null for any JSON object
 * @param error of its failures, as an object of {@code error_code}, {@code error_message} and {@code details}; null for any
 */
record ReplyShape(@Nullable Schema result, @Nullable Schema error) {
    private static final Set<String> ERROR_FIELDS = Set.of("error_code", "error_message", "details");

    /**
     * That of a handler: of the answer that its request asks for, or else of what it is declared to return.
     *
     * @throws ConfigurationException naming the handler where the two do not fit, or cannot be described
     */
    static ReplyShape of(Answering.Handler handler, Payloads payloads) {
        JavaType asked = asked(handler.requestType());
        JavaType returned = returned(handler.answerType());
        refuseNothing(handler, returned);
        if (asked != null && returned != null && !returned.isTypeOrSubTypeOf(asked.getRawClass())) {
            throw new ConfigurationException(handler.source() + " returns " + returned.toCanonical() + ", but "
                    + handler.requestType().getName() + " asks for " + asked.toCanonical()
                    + ": return that, or a future of it");
        }
        JavaType known = asked == null ? returned : asked;
        return new ReplyShape(
                known == null ? null : objectSchema(handler.source(), known, payloads),
                errorSchema(handler.requestType(), payloads));
    }

    /**
     * That of a request, whoever answers it.
     *
     * @throws ConfigurationException naming the request where it cannot be described
     */
    static ReplyShape of(Class<?> requestType, Payloads payloads) {
        JavaType asked = asked(requestType);
        return new ReplyShape(
                asked == null ? null : objectSchema("who answers " + requestType.getName(), asked, payloads),
                errorSchema(requestType, payloads));
    }

    // null where it is not known or may be any object
    private static @Nullable JavaType asked(Class<?> requestType) {
        JavaType[] parameters =
                TypeFactory.defaultInstance().constructType(requestType).findTypeParameters(RpcRequest.class);
        return parameters == null || parameters.length != 1 ? null : described(parameters[0]);
    }

    private static @Nullable JavaType returned(@Nullable Type declared) {
        if (declared == null) {
            return null;
        }
        JavaType type = TypeFactory.defaultInstance().constructType(declared);
        if (type.isTypeOrSubTypeOf(Future.class)) {
            return described(parameter(type, Future.class));
        }
        return described(type.isTypeOrSubTypeOf(CompletionStage.class) ? parameter(type, CompletionStage.class) : type);
    }

    private static @Nullable JavaType parameter(JavaType type, Class<?> generic) {
        JavaType[] parameters = type.findTypeParameters(generic);
        return parameters == null || parameters.length != 1 ? null : parameters[0];
    }

    private static @Nullable JavaType described(@Nullable JavaType type) {
        boolean dynamic = type == null
                || type.hasRawClass(Object.class)
                || type.hasRawClass(JsonObject.class)
                || type.isTypeOrSubTypeOf(Map.class)
                || type.isTypeOrSubTypeOf(JsonNode.class);
        return dynamic ? null : type;
    }

    private static void refuseNothing(Answering.Handler handler, @Nullable JavaType returned) {
        if (returned != null && (returned.hasRawClass(void.class) || returned.hasRawClass(Void.class))) {
            throw new ConfigurationException(
                    handler.source() + " returns nothing, but its callers wait for an answer: return a record, a"
                            + " JsonObject, or a future of one");
        }
    }

    private static Schema objectSchema(String who, JavaType type, Payloads payloads) {
        Schema schema = type.isContainerType() ? null : payloads.schemaOf(type.getRawClass());
        JsonNode kind =
                schema == null ? MissingNode.getInstance() : schema.document().path("type");
        if (schema == null || (kind.isTextual() && !kind.textValue().equals("object"))) {
            throw new ConfigurationException(
                    who + " answers with " + type.toCanonical() + ", which is no JSON object: wrap it in a record");
        }
        return schema;
    }

    private static @Nullable Schema errorSchema(Class<?> requestType, Payloads payloads) {
        Event event = requestType.getAnnotation(Event.class);
        if (event == null || event.error() == Void.class) {
            return null;
        }
        Schema schema = payloads.schemaOf(event.error());
        JsonNode properties = schema.document().path("properties");
        boolean fits = properties.has("error_code")
                && properties.has("error_message")
                && StreamSupport.stream(properties.properties().spliterator(), false)
                        .allMatch(property -> ERROR_FIELDS.contains(property.getKey()));
        if (!fits) {
            throw new ConfigurationException(event.error().getName() + " is the error of "
                    + requestType.getName()
                    + ", and so must be a record of errorCode, errorMessage and perhaps details");
        }
        return schema;
    }
}
