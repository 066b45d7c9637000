package io.saltbus.core.internal.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinitionProvider;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import io.saltbus.core.event.AnyOf;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Doc;
import io.saltbus.core.event.MultipleOf;
import io.saltbus.core.event.Sensitive;
import io.saltbus.core.failure.ConfigurationException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of one component of a record: its name, whether it is required, whether it may be null, its default. */
final class ComponentRules implements CustomPropertyDefinitionProvider<FieldScope> {
    private static final Set<Class<?>> MAY_BE_NULL = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Boolean.class,
            Character.class,
            Optional.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private final ObjectMapper mapper;
    private final ScalarDefinitions scalars;
    // asked for each component many times: introspecting anew took a record of 254 components 12 s
    private final Map<Class<?>, Map<String, Place>> introspected = new ConcurrentHashMap<>();

    ComponentRules(ObjectMapper mapper, ScalarDefinitions scalars) {
        this.mapper = mapper;
        this.scalars = scalars;
    }

    void applyTo(SchemaGeneratorConfigBuilder config) {
        config.forTypesInGeneral().withPropertySorter(Comparator.comparingInt(this::position));
        config.forFields()
                .withIgnoreCheck(field -> property(field).isEmpty())
                .withPropertyNameOverrideResolver(field ->
                        property(field).map(BeanPropertyDefinition::getName).orElse(null))
                .withTargetTypeOverridesResolver(ComponentRules::unwrapOptional)
                .withRequiredCheck(field -> isDemanded(field) || (!nullable(field) && !hasDefault(field)))
                .withCustomDefinitionProvider(this);
    }

    @Override
    public @Nullable CustomPropertyDefinition provideCustomSchemaDefinition(
            FieldScope field, SchemaGenerationContext context) {
        if (field.isFakeContainerItemScope()) {
            return null;
        }
        JakartaConstraints.refuseUnheard(field);
        ObjectNode standard = standard(field, context);
        ObjectNode definition = withAttributes(nullable(field) ? orNull(standard) : standard, attributes(field));
        return new CustomPropertyDefinition(definition, CustomPropertyDefinition.AttributeInclusion.NO);
    }

    private ObjectNode standard(FieldScope field, SchemaGenerationContext context) {
        AnyOf types = field.getRawMember().getAnnotation(AnyOf.class);
        if (types == null) {
            return context.createStandardDefinitionReference(field, this);
        }
        if (field.getRawMember().getType() != Object.class || types.value().length < 2) {
            throw new ConfigurationException(
                    field.getDeclaringType().getErasedType().getName() + "." + field.getDeclaredName()
                            + ": @AnyOf is for a component of type Object, and names two types or more");
        }
        ObjectNode either = mapper.createObjectNode();
        ArrayNode forms = either.putArray("anyOf");
        for (Class<?> type : types.value()) {
            forms.add(context.createDefinitionReference(context.getTypeContext().resolve(type)));
        }
        return either;
    }

    /** What must be there, even where it may be null. */
    private static boolean isDemanded(FieldScope field) {
        JsonProperty property = field.getRawMember().getAnnotation(JsonProperty.class);
        return property != null && property.required();
    }

    private static ObjectNode withAttributes(ObjectNode definition, ObjectNode attributes) {
        if (attributes.isEmpty() || definition.has("type") || definition.has("anyOf")) {
            return definition.setAll(attributes);
        }
        // a reference is filled in later, and what stands beside it is dropped; this form the library merges by itself
        ObjectNode both = definition.objectNode();
        both.putArray("allOf").add(definition).add(attributes);
        return both;
    }

    private ObjectNode attributes(FieldScope field) {
        ObjectNode attributes = mapper.createObjectNode();
        Default given = field.getRawMember().getAnnotation(Default.class);
        if (given != null) {
            attributes.set("default", parse(field, given.value()));
        } else if (nullable(field) && !isDemanded(field)) {
            attributes.putNull("default");
        }
        MultipleOf step = field.getRawMember().getAnnotation(MultipleOf.class);
        if (step != null) {
            attributes.put("multipleOf", BigDecimal.valueOf(step.value()));
        }
        Doc doc = field.getRawMember().getAnnotation(Doc.class);
        if (doc != null) {
            attributes.put("description", doc.value());
        }
        if (field.getRawMember().isAnnotationPresent(Sensitive.class)) {
            attributes.put("x-sensitive", true);
        }
        return attributes;
    }

    private Optional<BeanPropertyDefinition> property(MemberScope<?, ?> member) {
        return Optional.ofNullable(places(member).get(member.getDeclaredName())).map(Place::property);
    }

    private int position(MemberScope<?, ?> member) {
        Place place = places(member).get(member.getDeclaredName());
        return place == null ? -1 : place.position();
    }

    private Map<String, Place> places(MemberScope<?, ?> member) {
        return introspected.computeIfAbsent(member.getDeclaringType().getErasedType(), this::introspect);
    }

    private Map<String, Place> introspect(Class<?> declaring) {
        List<BeanPropertyDefinition> properties = mapper.getSerializationConfig()
                .introspect(mapper.constructType(declaring))
                .findProperties();
        var places = new HashMap<String, Place>();
        for (BeanPropertyDefinition property : properties) {
            places.putIfAbsent(property.getInternalName(), new Place(property, places.size()));
        }
        return places;
    }

    /** What Jackson says about a component, and which one of its record it is. */
    private record Place(BeanPropertyDefinition property, int position) {}

    private static @Nullable List<ResolvedType> unwrapOptional(FieldScope field) {
        boolean optional = !field.isFakeContainerItemScope()
                && field.getType() != null
                && field.getType().getErasedType() == Optional.class;
        return optional ? List.of(field.getTypeParameterFor(Optional.class, 0)) : null;
    }

    private static boolean hasDefault(FieldScope field) {
        return field.getRawMember().isAnnotationPresent(Default.class);
    }

    private static boolean nullable(FieldScope field) {
        Field raw = field.getRawMember();
        boolean marked = Stream.of(raw.getAnnotations(), raw.getAnnotatedType().getAnnotations())
                .flatMap(Arrays::stream)
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
        boolean ruledOut = raw.isAnnotationPresent(NotNull.class)
                || raw.isAnnotationPresent(NotBlank.class)
                || raw.isAnnotationPresent(NotEmpty.class);
        return marked || (MAY_BE_NULL.contains(raw.getType()) && !ruledOut);
    }

    private static ObjectNode orNull(ObjectNode standard) {
        if (!standard.path("type").isTextual()) {
            // a reference, which is filled in later and so must stay the object it is
            ObjectNode either = standard.objectNode();
            either.putArray("anyOf").add(standard).addObject().put("type", "null");
            return either;
        }
        String type = standard.get("type").textValue();
        standard.putArray("type").add(type).add("null");
        if (standard.get("enum") instanceof ArrayNode names) {
            names.addNull();
        }
        return standard;
    }

    private JsonNode parse(FieldScope field, String text) {
        try {
            JsonNode value =
                    scalars.isText(field.getType().getErasedType()) ? TextNode.valueOf(text) : mapper.readTree(text);
            mapper.treeToValue(value, mapper.constructType(field.getRawMember().getGenericType()));
            return value;
        } catch (JsonProcessingException refused) {
            throw new ConfigurationException(
                    field.getDeclaringType().getErasedType().getName() + "." + field.getDeclaredName() + ": @Default(\""
                            + text + "\") is no "
                            + field.getRawMember().getGenericType().getTypeName()
                            + ". Accepted: text as it is for a text, JSON for every other type",
                    refused);
        }
    }
}
