package io.saltbus.core.internal.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, in place: the library would give each a definition of its own, with a name that no other language has. */
final class MapDefinitions implements CustomDefinitionProviderV2 {
    private final ObjectMapper mapper;

    MapDefinitions(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        if (!type.isInstanceOf(Map.class)) {
            return null;
        }
        ObjectNode definition = context.getGeneratorConfig().createObjectNode().put("type", "object");
        List<ResolvedType> parameters = type.typeParametersFor(Map.class);
        if (parameters.size() == 2 && parameters.get(1).getErasedType() != Object.class) {
            definition.set("additionalProperties", context.createDefinitionReference(parameters.get(1)));
        }
        if (parameters.size() == 2) {
            ScalarDefinitions.keys(parameters.get(0).getErasedType(), mapper)
                    .ifPresent(keys -> definition.set("propertyNames", keys));
        }
        return new CustomDefinition(
                definition, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }
}
