package io.saltbus.core.internal.dispatch;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The methods that an object of a class really has, whether its class declares or inherits them. */
final class MethodsOfClass {
    private MethodsOfClass() {}

    /** Every method once: private ones of superclasses and default ones of interfaces too, overridden ones and bridges not. */
    static List<Method> of(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            List<Method> below = List.copyOf(found);
            Arrays.stream(owner.getDeclaredMethods())
                    .filter(method -> below.stream().noneMatch(lower -> overrides(lower, method)))
                    .forEach(found::add);
        }
        Arrays.stream(type.getMethods()).filter(Method::isDefault).forEach(found::add); // without the overridden ones
        return found.stream().filter(method -> !method.isBridge()).toList();
    }

    private static boolean overrides(Method lower, Method upper) {
        return lower.getName().equals(upper.getName())
                && Arrays.equals(lower.getParameterTypes(), upper.getParameterTypes())
                && inheritable(upper, lower.getDeclaringClass())
                && (!lower.isBridge() || leadsToOwnMethod(lower));
    }

    private static boolean inheritable(Method upper, Class<?> lower) {
        int modifiers = upper.getModifiers();
        return Modifier.isPublic(modifiers)
                || Modifier.isProtected(modifiers)
                || (!Modifier.isPrivate(modifiers) && upper.getDeclaringClass().getPackage() == lower.getPackage());
    }

    // javac also makes a bridge where a public class inherits from one that is not, and that leads to the inherited
    // method
    private static boolean leadsToOwnMethod(Method bridge) {
        return Arrays.stream(bridge.getDeclaringClass().getDeclaredMethods())
                .anyMatch(own -> !own.isBridge()
                        && own.getName().equals(bridge.getName())
                        && takesNoMoreThan(own.getParameterTypes(), bridge.getParameterTypes()));
    }

    private static boolean takesNoMoreThan(Class<?>[] own, Class<?>[] bridge) {
        if (own.length != bridge.length) {
            return false;
        }
        for (int index = 0; index < own.length; index++) {
            if (!bridge[index].isAssignableFrom(own[index])) {
                return false;
            }
        }
        return true;
    }
}
