package io.saltbus.rpc.internal.call;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rpc.RpcRequest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request's class says its answer is. */
final class ResultType {
    private ResultType() {}

    /**
     * The {@code R} of {@code RpcRequest<R>}, wherever among the class's parents it is given.
     *
     * @throws ConfigurationException where it is no class, naming the cure
     */
    static Class<?> of(Class<?> request) {
        Type found = search(request, Map.of());
        if (found instanceof Class<?> type) {
            return type;
        }
        throw new ConfigurationException(
                request.getName() + " does not say what its answer is" + (found == null ? "" : ", which is " + found)
                        + ": write \"implements RpcRequest<Answer>\" with the answer's record, or with JsonObject");
    }

    private static @Nullable Type search(Type type, Map<TypeVariable<?>, Type> outer) {
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        Class<?> raw = type instanceof ParameterizedType given ? arguments(given, outer, known) : (Class<?>) type;
        if (raw == RpcRequest.class) {
            return known.get(RpcRequest.class.getTypeParameters()[0]);
        }
        for (Type parent : parents(raw)) {
            Type found = search(parent, known);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Class<?> arguments(
            ParameterizedType given, Map<TypeVariable<?>, Type> outer, Map<TypeVariable<?>, Type> known) {
        Class<?> raw = (Class<?>) given.getRawType();
        TypeVariable<?>[] names = raw.getTypeParameters();
        for (int index = 0; index < names.length; index++) {
            Type argument = given.getActualTypeArguments()[index];
            known.put(
                    names[index], argument instanceof TypeVariable<?> name ? outer.getOrDefault(name, name) : argument);
        }
        return raw;
    }

    private static List<Type> parents(Class<?> type) {
        var parents = new ArrayList<Type>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            parents.add(type.getGenericSuperclass());
        }
        return parents;
    }
}
