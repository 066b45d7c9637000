package io.saltbus.core;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** The types that a user of a public class has to know: those of its ancestors and of its public and protected members. */
final class ApiSurface {
    private ApiSurface() {}

    static ArchCondition<JavaClass> showNoInternals() {
        return new ArchCondition<>("show no internal type in what is public") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                shown(type)
                        .flatMap(part -> part.getAllInvolvedRawTypes().stream())
                        .filter(part -> (part.getPackageName() + ".").contains(".internal."))
                        .distinct()
                        .forEach(part -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " shows " + part.getName())));
            }
        };
    }

    private static Stream<JavaType> shown(JavaClass type) {
        Stream<JavaType> ancestors = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> members =
                type.getMembers().stream().filter(ApiSurface::isForUsers).flatMap(ApiSurface::signature);
        return Stream.concat(ancestors, members);
    }

    private static boolean isForUsers(JavaMember member) {
        return (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        var codeUnit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(codeUnit.getReturnType()),
                        codeUnit.getParameterTypes().stream(),
                        codeUnit.getExceptionTypes().stream().map(JavaType.class::cast))
                .flatMap(part -> part);
    }
}
