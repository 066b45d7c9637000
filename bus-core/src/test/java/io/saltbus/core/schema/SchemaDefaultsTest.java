package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.object;
import static io.saltbus.core.schema.Json.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDefaultsTest {
    private static final String LIMITED = "'properties': {'limit': {'default': 50}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {%s}                                                                    | {}                    | {'limit': 50}
            {%s}                                                                    | {'limit': null}       | {'limit': 50}
            {%s}                                                                    | {'limit': 0}          | {'limit': 0}
            {'properties': {'a': {'default': null}}}                                | {}                    | {}
            {'properties': {'a': {%s}}}                                             | {'a': {}}             | {'a': {'limit': 50}}
            {'properties': {'a': {%s}}}                                             | {}                    | {}
            {'properties': {'a': {'default': {}, %s}}}                              | {}                    | {'a': {'limit': 50}}
            {'properties': {'a': {'items': {%s}}}}                                  | {'a': [{}, 7]}        | {'a': [{'limit': 50}, 7]}
            {'properties': {'b': {}}, 'additionalProperties': {%s}}                 | {'a': {}, 'b': {}}    | {'a': {'limit': 50}, 'b': {}}
            {'properties': {'a': {'$ref': '#/$defs/A'}}, '$defs': {'A': {%s}}}      | {'a': {}}             | {'a': {'limit': 50}}
            {'properties': {'a': {'$ref': '#/$defs/A'}}, '$defs': {'A': {'default': 1}}} | {}               | {'a': 1}
            {'properties': {'a': {'$ref': '#/$defs/A', 'default': 2}}, '$defs': {'A': {'default': 1}}} | {} | {'a': 2}
            {'properties': {'a': {'allOf': [{}, {'default': 1}]}}}                  | {}                    | {'a': 1}
            {'properties': {'a': {'allOf': [{%s}]}}}                                | {'a': {}}             | {'a': {'limit': 50}}
            {'properties': {'a': {'anyOf': [{'type': 'object', %s}, {'type': 'null'}]}}} | {'a': {}}        | {'a': {'limit': 50}}
            {'properties': {'a': {'anyOf': [{'type': 'object', %s}, {'type': 'null'}]}}} | {'a': null}      | {'a': null}
            {'properties': {'a': {'anyOf': [{%s}, {}]}}}                            | {'a': {}}             | {'a': {}}
            {'properties': {'a': {'$ref': '#'}, 'n': {'default': 1}}}               | {'a': {'a': {}}}      | {'n': 1, 'a': {'n': 1, 'a': {'n': 1}}}
            """)
    void absentOrNullTakesTheDefault(String schema, String payload, String filled) {
        ObjectNode given = object(payload);
        schema(schema.replace("%s", LIMITED)).applyDefaults(given);
        assertThat(given).isEqualTo(object(filled));
    }

    @Test
    void discriminatorTellsWhoseDefaultsAreFilledIn() {
        Schema shape = schema("""
                {'oneOf': [
                  {'properties': {'type': {'const': 'circle'}, 'radius': {'default': 1}}},
                  {'properties': {'type': {'const': 'square'}, 'side': {'default': 2}}}]}
                """);
        ObjectNode square = object("{'type': 'square'}");
        shape.applyDefaults(square);
        assertThat(square).isEqualTo(object("{'type': 'square', 'side': 2}"));
    }

    @Test
    void defaultIsCopiedIntoEachPayload() {
        Schema schema = schema("{'properties': {'tags': {'default': []}}}");
        ObjectNode first = object("{}");
        schema.applyDefaults(first);
        first.withArray("tags").add("mine");
        ObjectNode second = object("{}");
        schema.applyDefaults(second);
        assertThat(second).isEqualTo(object("{'tags': []}"));
    }
}
