package io.saltbus.core.internal.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.saltbus.core.event.Doc;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives the JSON Schema of an event's class: what the codec writes for an object of the class fits its schema, and what fits the
 * schema can be read as the class.
 *
 * <p>Not fast, meant for the start; safe for use from any thread.
 */
public final class SchemaDeriver {
    private final SchemaGenerator generator;

    /** @param codec tells how classes look on the wire */
    public SchemaDeriver(PayloadCodec codec) {
        var scalars = new ScalarDefinitions(codec.mapper());
        var config = new SchemaGeneratorConfigBuilder(
                        codec.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.PLAIN_DEFINITION_KEYS)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(scalars)
                .withCustomDefinitionProvider(new MapDefinitions(codec.mapper()))
                .withCustomDefinitionProvider(new OptionalDefinitions())
                .withCustomDefinitionProvider(new TupleDefinitions(codec.mapper()))
                .withCustomDefinitionProvider(new PolymorphicDefinitions(codec.mapper()))
                .withDescriptionResolver(SchemaDeriver::description)
                .withAdditionalPropertiesResolver((scope, context) -> isClosed(scope) ? BooleanNode.FALSE : null)
                .withArrayUniqueItemsResolver(SchemaDeriver::unique);
        new ComponentRules(codec.mapper(), scalars).applyTo(config);
        config.with(new JakartaConstraints())
                .with(new JacksonModule(JacksonOption.SKIP_SUBTYPE_LOOKUP, JacksonOption.IGNORE_TYPE_INFO_TRANSFORM));
        this.generator = new SchemaGenerator(config.build());
    }

    /**
     * Derives the schema of one class.
     *
     * @param type a record, or a sealed type of records
     * @throws ConfigurationException naming the class, the component and what is wrong with it
     */
    public synchronized Schema derive(Class<?> type) {
        refuseClosed(type);
        ObjectNode document;
        try {
            document = generator.generateSchema(type);
            LaterReference.resolve(document);
        } catch (ConfigurationException refused) {
            String message = String.valueOf(refused.getMessage());
            // what a nested type has no schema for says nothing of the event yet
            throw message.startsWith(type.getName())
                    ? refused
                    : new ConfigurationException(type.getName() + ": " + message, refused);
        }
        document.put("title", type.getSimpleName());
        checkDefaults(type, type.getSimpleName(), document, document);
        document.path("$defs")
                .properties()
                .forEach(named -> checkDefaults(type, named.getKey(), named.getValue(), document));
        return Schema.of(document);
    }

    // found at start: what Jackson says of a closed package comes with the first event, and does not name the cure
    private static void refuseClosed(Class<?> type) {
        Module own = type.getModule();
        Module reader = ObjectMapper.class.getModule();
        String name = type.getPackageName();
        boolean visible = Modifier.isPublic(type.getModifiers()) && own.isExported(name, reader);
        if (!visible && !own.isOpen(name, reader)) {
            throw new ConfigurationException(type.getName() + " is in module " + own.getName()
                    + ", which keeps it closed: add \"opens " + name
                    + " to com.fasterxml.jackson.databind;\" to its module-info");
        }
    }

    // with the finished schema, so that the constraints count
    private static void checkDefaults(Class<?> type, String owner, JsonNode definition, ObjectNode document) {
        for (var property : definition.path("properties").properties()) {
            JsonNode value = property.getValue().path("default");
            if (!value.isMissingNode() && !value.isNull()) {
                ObjectNode single = document.objectNode();
                single.putObject("properties").set(property.getKey(), property.getValue());
                if (document.has("$defs")) {
                    single.set("$defs", document.get("$defs"));
                }
                List<Violation> violations =
                        Schema.of(single).validate(document.objectNode().set(property.getKey(), value));
                if (!violations.isEmpty()) {
                    throw new ConfigurationException(type.getName() + ": the default of " + property.getKey() + " in "
                            + owner + " is " + value + ", but " + violations.get(0));
                }
            }
        }
    }

    private static @Nullable String description(TypeScope scope) {
        Doc doc = scope.getType().getErasedType().getAnnotation(Doc.class);
        return doc == null ? null : doc.value();
    }

    // Jackson's own way to say that nothing else may come
    private static boolean isClosed(TypeScope scope) {
        Class<?> type = scope.getType() == null ? Object.class : scope.getType().getErasedType();
        JsonIgnoreProperties told = type.getAnnotation(JsonIgnoreProperties.class);
        return told != null && !told.ignoreUnknown() && told.value().length == 0;
    }

    private static @Nullable Boolean unique(TypeScope scope) {
        return scope.getType().isInstanceOf(Set.class) ? true : null;
    }
}
