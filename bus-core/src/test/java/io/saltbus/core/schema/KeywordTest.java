package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static io.saltbus.core.schema.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The draft's text, keyword by keyword, in the corners where validators err. */
class KeywordTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                              | null        | true
            {'properties': {'a': true}}                     | {'a': 1}    | true
            {'properties': {'a': false}}                    | {'a': 1}    | false
            {'properties': {'a': false}}                    | {}          | true
            {'items': true}                                 | [1]         | true
            {'items': false}                                | []          | true
            {'allOf': [true, false]}                        | 1           | false
            {'anyOf': [true, false]}                        | 1           | true
            {'oneOf': [true, true]}                         | 1           | false
            {'oneOf': [true, false, false]}                 | 1           | true
            {'$ref': '#/$defs/A', '$defs': {'A': false}}    | 1           | false
            {'additionalProperties': false}                 | {'a': 1}    | false
            {'not': true}                                   | 1           | false
            {'type': 'integer'}                             | 1.0         | true
            {'type': 'integer'}                             | 1e2         | true
            {'type': 'integer'}                             | 1.1         | false
            {'type': 'integer'}                             | 123456789012345678901234567890 | true
            {'type': 'integer'}                             | '1'         | false
            {'type': 'number'}                              | true        | false
            {'type': ['string', 'integer']}                 | 1.0         | true
            {'type': ['string', 'null']}                    | null        | true
            {'type': 'object'}                              | []          | false
            {'enum': [[false]]}                             | [0]         | false
            {'enum': [[false]]}                             | [false]     | true
            {'enum': [0]}                                   | false       | false
            {'enum': [1]}                                   | true        | false
            {'enum': [0]}                                   | -0.0        | true
            {'enum': [1, null]}                             | null        | true
            {'enum': [{'a': 1, 'b': [1.0]}]}                | {'b': [1], 'a': 1.0} | true
            {'const': null}                                 | null        | true
            {'const': null}                                 | 0           | false
            {'const': {'a': false}}                         | {'a': 0}    | false
            {'const': [{'a': 1}]}                           | [{'a': 1, 'b': 2}] | false
            {'const': 9007199254740992}                     | 9007199254740993 | false
            {'const': 0.1}                                  | 0.10        | true
            {'const': ''}                                   | '\\u0000'   | false
            {'minimum': 1.1}                                | 1.1         | true
            {'maximum': 9007199254740992}                   | 9007199254740992.5 | false
            {'exclusiveMaximum': 3.0}                       | 3           | false
            {'exclusiveMinimum': -0.0}                      | 0           | false
            {'minimum': 5}                                  | '1'         | true
            {'multipleOf': 0.01}                            | 19.99       | true
            {'multipleOf': 0.0001}                          | 0.0075      | true
            {'multipleOf': 0.0001}                          | 0.00751     | false
            {'multipleOf': 1.5}                             | -4.5        | true
            {'multipleOf': 1e-8}                            | 12391239123 | true
            {'multipleOf': 0.123456789}                     | 1e308       | false
            {'multipleOf': 1e-400}                          | 1           | true
            {'maxLength': 2}                                | '😀😀'      | true
            {'minLength': 3}                                | '😀😀'      | false
            {'maxLength': 2.0}                              | 'abc'       | false
            {'minLength': 1}                                | 5           | true
            {'uniqueItems': true}                           | [1, true]   | true
            {'uniqueItems': true}                           | [0, false]  | true
            {'uniqueItems': true}                           | [1.0, 1, 1.00] | false
            {'uniqueItems': true}                           | [[1], [true]] | true
            {'uniqueItems': true}                           | [{'a': 1, 'b': 2}, {'b': 2, 'a': 1}] | false
            {'uniqueItems': true}                           | [{'a': false}, {'a': 0}] | true
            {'uniqueItems': true}                           | [null, null] | false
            {'uniqueItems': true}                           | {'a': 1}    | true
            {'required': ['toString', 'constructor', '__proto__', 'length']} | {}  | false
            {'properties': {'toString': {'type': 'string'}}} | {}         | true
            {'required': ['a']}                             | {'a': null} | true
            {'required': ['a']}                             | []          | true
            {'properties': {'a': {}}, 'patternProperties': {'^b': {}}, 'additionalProperties': false} | {'a': 1, 'bc': 2} | true
            {'properties': {'a': {}}, 'patternProperties': {'^b': {}}, 'additionalProperties': false} | {'a': 1, 'c': 2}  | false
            {'required': ['b'], 'properties': {'a': {}}, 'additionalProperties': false} | {'b': 1} | false
            {'allOf': [{'properties': {'a': {}}}], 'additionalProperties': false} | {'a': 1} | false
            {'prefixItems': [{'type': 'integer'}], 'items': {'type': 'string'}} | [1, 'a'] | true
            {'prefixItems': [{'type': 'integer'}], 'items': {'type': 'string'}} | [1, 2]   | false
            {'prefixItems': [{}], 'items': false}           | [1, 2]      | false
            {'$ref': '#/$defs/A', 'maximum': 3, '$defs': {'A': {'minimum': 1}}} | 2 | true
            {'$ref': '#/$defs/A', 'maximum': 3, '$defs': {'A': {'minimum': 1}}} | 4 | false
            {'$ref': '#/$defs/A', 'maximum': 3, '$defs': {'A': {'minimum': 1}}} | 0 | false
            {'$ref': '#/$defs/A', '$defs': {'A': {'$ref': '#/$defs/B'}, 'B': {'$ref': '#/$defs/C'}, 'C': {'type': 'null'}}} | 1 | false
            {'properties': {'$ref': {'type': 'string'}}}    | {'$ref': 1} | false
            {'properties': {'$ref': {'$ref': '#/$defs/A'}}, '$defs': {'A': {'type': 'string'}}} | {'$ref': 1} | false
            {'$ref': '#/$defs/a~1b', '$defs': {'a/b': {'type': 'integer'}}}   | 'x' | false
            {'$ref': '#/$defs/a~0b', '$defs': {'a~b': {'type': 'integer'}}}   | 'x' | false
            {'$ref': '#/$defs/a~01b', '$defs': {'a~1b': {'type': 'integer'}}} | 'x' | false
            {'$ref': '#/$defs/a%25b', '$defs': {'a%b': {'type': 'integer'}}}  | 'x' | false
            {'$ref': '#/$defs/a%22b', '$defs': {'a\\"b': {'type': 'integer'}}} | 'x' | false
            {'$ref': '#/properties/a', 'properties': {'a': {'type': 'object'}}} | {'a': 1} | false
            {'$ref': '#/allOf/0', 'allOf': [{'type': 'integer'}]} | 'x' | false
            {'$defs': {'A': {'type': 'integer'}}}           | 'x'         | true
            {'minItems': 1}                                 | ''          | true
            {'maxProperties': 0}                            | []          | true
            {'format': 'email'}                             | 5           | true
            {'pattern': '^a'}                               | 5           | true
            {'items': {'type': 'integer'}}                  | {'0': 'x'}  | true
            {'definitions': {'A': {'type': 'integer'}}, '$ref': '#/definitions/A'} | 'x' | false
            {'anyOf': [{'type': 'object', 'required': ['a']}, {'type': 'null'}]} | {} | false
            {'unevaluatedProperties': false, 'allOf': [{'properties': {'a': {}}}]} | {'a': 1} | true
            {'if': {'type': 'integer'}, 'then': {'minimum': 5}} | 1 | false
            {'dependentRequired': {'a': ['b']}}             | {'a': 1}    | false
            {'contains': {'const': 1}, 'minContains': 0}    | []          | true
            {'propertyNames': {'maxLength': 1}}             | {'ab': 1}   | false
            """)
    void validityIsThatOfTheDraft(String document, String payload, boolean valid) {
        assertThat(schema(document).validate(value(payload)).isEmpty()).isEqualTo(valid);
    }
}
