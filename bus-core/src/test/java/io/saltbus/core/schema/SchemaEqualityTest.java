package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaEqualityTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'object', 'minProperties': 1}      | {'minProperties': 1, 'type': 'object'}
            {'title': 'A', 'description': 'b', 'examples': [1], '$comment': 'c', '$id': 'urn:a'} | {}
            {'required': ['a', 'b']}                    | {'required': ['b', 'a']}
            {'required': [], 'properties': {}, 'uniqueItems': false} | {'additionalProperties': true}
            {'enum': [1, 'x']}                          | {'enum': ['x', 1.0]}
            {'enum': ['x'], 'type': 'string'}           | {'const': 'x'}
            {'type': ['null', 'string']}                | {'type': ['string', 'null']}
            {'anyOf': [{'type': 'integer', 'minimum': 1}, {'type': 'null'}], 'default': null} | {'type': ['integer', 'null'], 'minimum': 1}
            {'oneOf': [{'type': 'null'}, {'enum': ['a']}]} | {'enum': ['a', null]}
            {'anyOf': [{'minimum': 1}, {'maximum': 0}]} | {'anyOf': [{'maximum': 0}, {'minimum': 1}]}
            {'properties': {'a': {'$ref': '#/$defs/A'}}, '$defs': {'A': {'type': 'string'}}} | {'properties': {'a': {'type': 'string'}}}
            {'properties': {'a': {'$ref': '#/$defs/A', 'default': 'x'}}, '$defs': {'A': {'type': 'string'}}} | {'properties': {'a': {'type': 'string', 'default': 'x'}}}
            {'properties': {'a': {'allOf': [{'type': 'string'}], 'default': 'x'}}} | {'properties': {'a': {'type': 'string', 'default': 'x'}}}
            {'$ref': '#/$defs/A', 'minLength': 2, '$defs': {'A': {'minLength': 1}}} | {'minLength': 2.0, 'allOf': [{'minLength': 1}]}
            {'properties': {'next': {'$ref': '#'}}}     | {'title': 'Node', 'properties': {'next': {'$ref': '#'}}}
            {'minimum': 10}                             | {'minimum': 1e1}
            {'prefixItems': [{'title': 'x'}, true]}     | {'prefixItems': [{}, {}]}
            """)
    void meansTheSame(String one, String other) {
        assertThat(schema(one).firstDifference(schema(other))).isEmpty();
        assertThat(schema(other).sameAs(schema(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'string'}                          | {'type': 'integer'}                     | /type
            {'properties': {'a/b': {'minimum': 1}}}     | {'properties': {'a/b': {'minimum': 2}}} | /properties/a~1b/minimum
            {'properties': {'a': {'type': 'string'}}}   | {'properties': {}}                      | /properties
            {'required': ['a']}                         | {'required': ['a', 'b']}                | /required
            {'additionalProperties': false}             | {}                                      | /additionalProperties
            {'items': false}                            | {'items': {}}                           | /maxItems
            {'default': 1}                              | {'default': null}                       | /default
            {'anyOf': [{'type': 'string', 'enum': ['a']}, {'type': 'null'}]} | {'enum': ['a']}    | /enum
            {'anyOf': [{'not': {}, 'type': 'string'}, {'type': 'null'}]} | {'not': {}, 'type': ['string', 'null']} | /anyOf
            {'prefixItems': [{}, false]}                | {'prefixItems': [false, {}]}            | /prefixItems
            """)
    void firstDifferenceIsNamed(String one, String other, String pointer) {
        assertThat(schema(one).firstDifference(schema(other))).contains(pointer);
        assertThat(schema(one).sameAs(schema(other))).isFalse();
    }
}
