package io.saltbus.core.internal.schema;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.saltbus.core.failure.ConfigurationException;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jakarta Validation's constraints as keywords, where the library's own reading of them says less or something else. */
final class JakartaConstraints extends JakartaValidationModule {
    JakartaConstraints() {
        super(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS);
    }

    // null is what ComponentRules decides
    @Override
    protected @Nullable Boolean isNullable(MemberScope<?, ?> member) {
        return null;
    }

    // an address is a text too
    @Override
    protected @Nullable Integer resolveStringMaxLength(MemberScope<?, ?> member) {
        Size size = getAnnotationFromFieldOrGetter(member, Size.class, Size::groups);
        boolean address = member.getType() != null && member.getType().getErasedType() == URI.class;
        return address && size != null && size.max() < Integer.MAX_VALUE
                ? Integer.valueOf(size.max())
                : super.resolveStringMaxLength(member);
    }

    @Override
    protected @Nullable String resolveStringPattern(MemberScope<?, ?> member) {
        Pattern pattern = getAnnotationFromFieldOrGetter(member, Pattern.class, Pattern::groups);
        if (pattern == null) {
            return getAnnotationFromFieldOrGetter(member, NotBlank.class, NotBlank::groups) == null ? null : "\\S";
        }
        if (pattern.flags().length > 0) {
            throw new ConfigurationException(
                    member.getDeclaringType().getErasedType().getName() + "."
                            + member.getDeclaredName()
                            + ": @Pattern has flags, which JSON Schema cannot say: put them into"
                            + " the expression, such as [Aa] for a letter of either case");
        }
        return whole(pattern.regexp());
    }

    /** Jakarta matches the whole text, JSON Schema any part of it. */
    private static String whole(String expression) {
        boolean anchored = expression.startsWith("^") && expression.endsWith("$") && !expression.contains("|");
        return anchored ? expression : "^(?:" + expression + ")$";
    }

    /**
     * Refuses constraints on type arguments that the library does not look at: they would be forgotten.
     *
     * @throws ConfigurationException naming the component and the constraint
     */
    static void refuseUnheard(FieldScope field) {
        AnnotatedType type = field.getRawMember().getAnnotatedType();
        for (AnnotatedType argument : arguments(type)) {
            // the items of a list and what an Optional holds are heard, the keys and values of a map are not
            if (Map.class.isAssignableFrom(field.getRawMember().getType())) {
                refuseConstraints(field, argument);
            }
            arguments(argument).forEach(inner -> refuseWithin(field, inner));
        }
    }

    private static void refuseWithin(FieldScope field, AnnotatedType type) {
        refuseConstraints(field, type);
        arguments(type).forEach(inner -> refuseWithin(field, inner));
    }

    private static List<AnnotatedType> arguments(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType parameterized
                ? List.of(parameterized.getAnnotatedActualTypeArguments())
                : List.of();
    }

    private static void refuseConstraints(FieldScope field, AnnotatedType type) {
        for (Annotation annotation : type.getAnnotations()) {
            Class<?> kind = annotation.annotationType();
            if (kind.getPackageName().equals(Min.class.getPackageName()) && kind != NotNull.class) {
                throw new ConfigurationException(
                        field.getDeclaringType().getErasedType().getName() + "."
                                + field.getDeclaredName() + ": @" + kind.getSimpleName() + " is too deep in its type."
                                + " Accepted: on the component, on the items of a list or set, on what an Optional holds;"
                                + " elsewhere, make a record of what is constrained");
            }
        }
    }
}
