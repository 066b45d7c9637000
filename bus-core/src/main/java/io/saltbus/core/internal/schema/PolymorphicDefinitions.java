package io.saltbus.core.internal.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import io.saltbus.core.failure.ConfigurationException;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of which there are several kinds: {@code oneOf} of the kinds, each with the property that names it as a {@code const}. */
final class PolymorphicDefinitions implements CustomDefinitionProviderV2 {
    private final ObjectMapper mapper;
    private final Set<Class<?>> open = new HashSet<>(); // one schema is derived at a time

    PolymorphicDefinitions(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        TypeSerializer discriminator = raw.isArray() || raw.isPrimitive() ? null : discriminator(raw);
        if (discriminator == null) {
            return null;
        }
        if (!open.add(raw)) {
            return new CustomDefinition(
                    LaterReference.to(raw, mapper),
                    CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.NO);
        }
        try {
            ObjectNode definition = Modifier.isAbstract(raw.getModifiers())
                    ? oneOf(type, context)
                    : kind(raw, discriminator, context.createStandardDefinition(type, this));
            return new CustomDefinition(
                    LaterReference.marked(definition, raw),
                    CustomDefinition.DefinitionType.STANDARD,
                    CustomDefinition.AttributeInclusion.YES);
        } finally {
            open.remove(raw);
        }
    }

    private @Nullable TypeSerializer discriminator(Class<?> type) {
        try {
            return mapper.getSerializerProviderInstance().findTypeSerializer(mapper.constructType(type));
        } catch (JsonMappingException contradiction) {
            throw new ConfigurationException(type.getName() + ": " + contradiction.getOriginalMessage(), contradiction);
        }
    }

    private ObjectNode oneOf(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode definition = mapper.createObjectNode();
        ArrayNode kinds = definition.putArray("oneOf");
        for (Class<?> kind : kinds(type.getErasedType())) {
            if (discriminator(kind) == null) {
                throw new ConfigurationException(type.getErasedType().getName() + " cannot be part of a payload: "
                        + kind.getName() + " does not say which kind it is, being an event by itself or no object");
            }
            kinds.add(context.createDefinitionReference(context.getTypeContext().resolveSubtype(type, kind)));
        }
        if (kinds.isEmpty()) {
            throw new ConfigurationException(type.getErasedType().getName()
                    + " has no kinds that are known: seal it, or name them with @JsonSubTypes");
        }
        return definition;
    }

    private List<Class<?>> kinds(Class<?> base) {
        var config = mapper.getSerializationConfig();
        return mapper
                .getSubtypeResolver()
                .collectAndResolveSubtypesByClass(
                        config, AnnotatedClassResolver.resolve(config, mapper.constructType(base), config))
                .stream()
                .<Class<?>>map(NamedType::getType)
                .filter(kind -> !Modifier.isAbstract(kind.getModifiers()))
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    private ObjectNode kind(Class<?> type, TypeSerializer discriminator, ObjectNode definition) {
        String property = discriminator.getPropertyName();
        var inclusion = discriminator.getTypeInclusion();
        boolean existing = inclusion == JsonTypeInfo.As.EXISTING_PROPERTY;
        if (property == null || (!existing && inclusion != JsonTypeInfo.As.PROPERTY)) {
            throw new ConfigurationException(type.getName() + " names its kind by " + inclusion
                    + ". Accepted: a property, @JsonTypeInfo(use = NAME, property = ...)");
        }
        ObjectNode properties = mapper.createObjectNode();
        properties
                .putObject(property)
                .put("const", discriminator.getTypeIdResolver().idFromValueAndType(null, type))
                .put("type", "string");
        ArrayNode required = mapper.createArrayNode().add(property);
        for (var own : definition.path("properties").properties()) {
            if (!own.getKey().equals(property)) {
                properties.set(own.getKey(), own.getValue());
            } else if (!existing) {
                throw new ConfigurationException(type.getName() + " has a component " + property
                        + ", which is what names its kind: rename it, or use @JsonTypeInfo with another property");
            }
        }
        for (var name : definition.path("required")) {
            if (!name.textValue().equals(property)) {
                required.add(name);
            }
        }
        definition.put("type", "object").set("properties", properties);
        definition.set("required", required);
        return definition;
    }
}
