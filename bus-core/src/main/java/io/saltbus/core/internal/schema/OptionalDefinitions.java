package io.saltbus.core.internal.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Optionals that are no component themselves, but items of a list, values of a map, or inside another one: what they hold, or null. */
final class OptionalDefinitions implements CustomDefinitionProviderV2 {
    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        if (type.getErasedType() != Optional.class) {
            return null;
        }
        ObjectNode definition = context.getGeneratorConfig().createObjectNode();
        List<ResolvedType> held = type.typeParametersFor(Optional.class);
        if (!held.isEmpty() && held.get(0).getErasedType() != Object.class) {
            definition
                    .putArray("anyOf")
                    .add(context.createDefinitionReference(held.get(0)))
                    .addObject()
                    .put("type", "null");
        }
        return new CustomDefinition(
                definition, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }
}
