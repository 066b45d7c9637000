package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static io.saltbus.core.schema.Json.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.failure.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of older drafts, and those that are several documents in one. */
class SchemaDraftTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'items': [{'type': 'integer'}], 'additionalItems': false} | [1]         | true
            {'items': [{'type': 'integer'}], 'additionalItems': false} | [1, 2]      | false
            {'items': [{'type': 'integer'}]}                           | ['x']       | false
            {'dependencies': {'a': ['b'], 'c': {'required': ['d']}}}   | {'a': 1}    | false
            {'definitions': {'x': {'$id': '#s', 'type': 'string'}}, '$ref': '#s'} | {} | false
            {'definitions': {'x': {'$id': '#s', 'type': 'string'}}, '$ref': '#s'} | 'a' | true
            {'dependencies': {'a': ['b'], 'c': {'required': ['d']}}}   | {'c': 1}    | false
            {'dependencies': {'a': ['b'], 'c': {'required': ['d']}}}   | {'c': 1, 'd': 2} | true
            {'minimum': 3, 'exclusiveMinimum': true}                   | 3           | false
            {'minimum': 3, 'exclusiveMinimum': false}                  | 3           | true
            {'$schema': 'http://json-schema.org/draft-07/schema#', 'properties': {'a': {'$ref': '#/definitions/A', 'maximum': 1}}, 'definitions': {'A': {}}} | {'a': 2} | true
            {'$schema': 'http://json-schema.org/draft-07/schema', 'if': {'type': 'integer'}, 'then': {'minimum': 5}} | 1 | false
            {'$schema': 'http://json-schema.org/draft-06/schema#', 'if': {'type': 'integer'}, 'then': {'minimum': 5}} | 1 | true
            {'$schema': 'http://json-schema.org/draft-04/schema#', 'const': 1} | 2      | true
            {'$schema': 'http://json-schema.org/draft-04/schema#', 'id': 'urn:a', 'properties': {'a': {'$ref': 'urn:a'}}, 'type': 'object'} | {'a': 1} | false
            {'$schema': 'https://json-schema.org/draft/2019-09/schema', 'type': 'object', 'additionalProperties': {'$recursiveRef': '#'}} | {'a': 1} | false
            {'$id': 'https://x.example/a', '$ref': 'b#/$defs/C', '$defs': {'B': {'$id': 'b', '$defs': {'C': {'type': 'null'}}}}} | 1 | false
            {'$ref': '#c', '$defs': {'B': {'$anchor': 'c', 'type': 'null'}}} | 1 | false
            {'$ref': '#/odd/place', 'odd': {'place': {'type': 'null'}}} | 1           | false
            {'$ref': 'https://json-schema.org/draft/2020-12/schema'}   | {'type': 1} | false
            {'$ref': 'http://json-schema.org/draft-07/schema#'}        | {'type': 1} | false
            {'$ref': 'http://json-schema.org/draft-07/schema#'}        | {'type': 'null'} | true
            {'$ref': 'https://json-schema.org/draft/2020-12/schema'}   | {'type': 'null'} | true
            """)
    void validityIsThatOfTheDocumentsDraft(String document, String payload, boolean valid) {
        assertThat(schema(document).validate(value(payload)).isEmpty()).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'items': [{'type': 'integer'}], 'additionalItems': false} | {'prefixItems': [{'type': 'integer'}], 'maxItems': 1}
            {'minimum': 3, 'exclusiveMinimum': true}                   | {'exclusiveMinimum': 3}
            {'dependencies': {'a': ['b']}}                             | {'dependentRequired': {'a': ['b']}}
            {'$ref': '#c', '$defs': {'B': {'$anchor': 'c', 'type': 'null'}}} | {'type': 'null'}
            {'$schema': 'http://json-schema.org/draft-07/schema#', '$ref': '#/definitions/A', 'maximum': 1, 'definitions': {'A': {'minimum': 2}}} | {'minimum': 2}
            """)
    void olderDraftsMeanWhatTheyMeanInTheNewest(String old, String modern) {
        assertThat(schema(old).firstDifference(schema(modern))).isEmpty();
    }

    @Test
    void optionsSayTheDraftAndWhatFormatsAre() {
        var old = SchemaOptions.defaults().withDraft(SchemaDraft.DRAFT_07).withFormatsAsserted(false);
        Schema schema =
                Schema.of(value("{'if': {'format': 'email'}, 'then': {'contains': {}}, 'minContains': 0}"), old);

        assertThat(schema.draft()).isEqualTo(SchemaDraft.DRAFT_07);
        assertThat(schema.validate(value("[]"))).isNotEmpty();
        assertThat(Schema.of(value("false"), old).validate(value("1"))).isNotEmpty();
        assertThat(Schema.of(value("true"), old).validate(value("1"))).isEmpty();
        assertThat(Schema.of(value("{'format': 'ipv4'}"), old).validate(value("'x'")))
                .isEmpty();
        assertThatThrownBy(() -> Schema.of(value("[]"), old))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("this is array");
    }
}
