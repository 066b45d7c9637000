package io.saltbus.core.internal.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.saltbus.core.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the bus knows of sealed hierarchies: which there are, their members, and what each is called on the wire. */
final class SealedTypes {
    private SealedTypes() {}

    /** Whether a value of this class must say which member of a sealed hierarchy it is, in the way of the bus. */
    static boolean discriminated(Class<?> type) {
        // enums with bodies are sealed too, but written as texts; an event is told by its topic
        if (Enum.class.isAssignableFrom(type) || eventByItself(type)) {
            return false;
        }
        var hierarchy = new LinkedHashSet<Class<?>>();
        collectSealed(type, hierarchy);
        return !hierarchy.isEmpty() && hierarchy.stream().noneMatch(SealedTypes::toldByUser);
    }

    /** The same, in the way of the bus or in the user's own. */
    static boolean toldByKind(Class<?> type) {
        return discriminated(type) || toldByUser(type);
    }

    private static void collectSealed(Class<?> type, Set<Class<?>> into) {
        if (type.isSealed()) {
            into.add(type);
        }
        for (Class<?> parent : parents(type)) {
            if (permits(parent, type)) {
                collectSealed(parent, into);
            }
        }
    }

    private static boolean toldByUser(Class<?> type) {
        return type.isAnnotationPresent(JsonTypeInfo.class);
    }

    /** The classes at the ends of a sealed hierarchy, in the order they are permitted. */
    static Set<Class<?>> members(Class<?> type) {
        var members = new LinkedHashSet<Class<?>>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                members.addAll(members(permitted));
            } else {
                members.add(permitted);
            }
        }
        return members;
    }

    /** What a member is called on the wire: {@code CardPayment} is {@code card_payment}. */
    static String nameOf(Class<?> member) {
        return SnakeCaseStrategy.INSTANCE.translate(member.getSimpleName());
    }

    private static boolean eventByItself(Class<?> type) {
        return !type.isSealed() && type.isAnnotationPresent(Event.class);
    }

    private static boolean permits(Class<?> parent, Class<?> type) {
        // java.lang.Float and other numbers belong to the sealed ConstantDesc of Java itself, which says nothing about
        // JSON
        return parent.isSealed()
                && !parent.getName().startsWith("java.")
                && List.of(parent.getPermittedSubclasses()).contains(type);
    }

    private static List<Class<?>> parents(Class<?> type) {
        var parents = new ArrayList<>(List.of(type.getInterfaces()));
        if (type.getSuperclass() != null) {
            parents.add(type.getSuperclass());
        }
        return parents;
    }
}
