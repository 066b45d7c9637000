package io.saltbus.core.internal.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import org.jspecify.annotations.Nullable;

/** Records that are arrays on the wire, by {@code @JsonFormat(shape = ARRAY)}: each component an item at its place, as Python's tuples. */
final class TupleDefinitions implements CustomDefinitionProviderV2 {
    private final ObjectMapper mapper;

    TupleDefinitions(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        JsonFormat format = type.getErasedType().getAnnotation(JsonFormat.class);
        if (!type.getErasedType().isRecord() || format == null || format.shape() != JsonFormat.Shape.ARRAY) {
            return null;
        }
        ObjectNode properties =
                (ObjectNode) context.createStandardDefinition(type, this).path("properties");
        ObjectNode definition = mapper.createObjectNode().put("type", "array");
        ArrayNode items = definition.putArray("prefixItems");
        var declared = mapper.constructType(type.getErasedType());
        for (BeanPropertyDefinition component :
                mapper.getSerializationConfig().introspect(declared).findProperties()) {
            items.add(properties.get(component.getName()));
        }
        definition.put("minItems", items.size()).put("maxItems", items.size());
        return new CustomDefinition(
                definition, CustomDefinition.DefinitionType.STANDARD, CustomDefinition.AttributeInclusion.YES);
    }
}
