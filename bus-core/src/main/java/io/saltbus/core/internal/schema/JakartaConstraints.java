package io.saltbus.core.internal.schema;

import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.saltbus.core.failure.ConfigurationException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
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
}
