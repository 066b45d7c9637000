package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static io.saltbus.core.schema.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValidationTest {
    private static final Schema ORDER = schema("""
            {'type': 'object', 'required': ['order_id', 'items'], 'additionalProperties': false,
             'properties': {
               'order_id': {'type': 'integer', 'minimum': 1},
               'email': {'type': 'string', 'format': 'email'},
               'items': {'type': 'array', 'minItems': 1, 'items': {'$ref': '#/$defs/Item'}}},
             '$defs': {'Item': {'type': 'object', 'required': ['sku'],
               'properties': {'sku': {'type': 'string', 'minLength': 3}, 'qty': {'type': 'integer', 'minimum': 1}}}}}
            """);

    @Test
    void validPayloadHasNoViolations() {
        assertThat(ORDER.validate(value("{'order_id': 7, 'items': [{'sku': 'abc', 'qty': 2}]}")))
                .isEmpty();
    }

    @Test
    void allViolationsAreFoundAtOnce() {
        assertThat(ORDER.validate(
                        value("{'order_id': 0, 'email': 'nobody', 'items': [{'sku': 'abc'}, {'qty': 0}], 'more': 1}")))
                .containsExactlyInAnyOrder(
                        new Violation("/order_id", "minimum", "1", "must be 1 or more"),
                        new Violation("/email", "format", "\"email\"", "must be a valid email"),
                        new Violation("/items/1/sku", "required", "[\"sku\"]", "is required"),
                        new Violation("/items/1/qty", "minimum", "1", "must be 1 or more"),
                        new Violation("/more", "additionalProperties", "false", "is not allowed here"));
    }

    @Test
    void pointerEscapesSlashAndTilde() {
        assertThat(schema("{'properties': {'a/b~c': {'type': 'integer'}}}").validate(value("{'a/b~c': 'x'}")))
                .extracting(Violation::pointer)
                .containsExactly("/a~1b~0c");
    }

    @Test
    void sameFaultFoundTwiceIsToldOnce() {
        assertThat(schema("{'allOf': [{'type': 'object'}, {'type': 'object'}]}").validate(value("[]")))
                .containsExactly(new Violation("", "type", "\"object\"", "must be object, was array"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': ['integer', 'null']}                    | 'x'           | must be integer or null, was string
            {'type': 'integer'}                              | 1.5           | must be integer, was number
            {'type': 'string'}                               | true          | must be string, was boolean
            {'type': 'string'}                               | {}            | must be string, was object
            {'type': 'string'}                               | 1             | must be string, was integer
            {'type': 'string'}                               | null          | must be string, was null
            {'const': 5}                                     | 6             | must be 5
            {'enum': ['a', 1]}                               | 'b'           | must be one of ["a",1]
            {'enum': ['a', 1]}                               | 2             | must be one of ["a",1]
            {'maximum': 2.5}                                 | 3             | must be 2.5 or less
            {'exclusiveMinimum': 2}                          | 2.0           | must be more than 2
            {'exclusiveMaximum': 2}                          | 2             | must be less than 2
            {'multipleOf': 0.01}                             | 0.001         | must be a multiple of 0.01
            {'multipleOf': 0.01}                             | 1e999999999   | must be a multiple of 0.01
            {'minLength': 2}                                 | '😀'          | must have 2 characters or more
            {'maxLength': 1}                                 | 'ab'          | must have 1 characters or less
            {'pattern': '^[a-z]+$'}                          | 'abc\\n'      | must match "^[a-z]+$"
            {'maxItems': 1}                                  | [1, 2]        | must have 1 items or less
            {'minItems': 1}                                  | []            | must have 1 items or more
            {'minProperties': 1}                             | {}            | must have 1 properties or more
            {'maxProperties': 0}                             | {'a': 1}      | must have 0 properties or less
            {'uniqueItems': true}                            | [1, 1.0]      | must not have the same item twice
            {'items': false}                                 | [1]           | must not have more items
            {'anyOf': [{'type':'string'}, {'type':'null'}]}  | 5             | must be valid as any of string, null
            {'oneOf': [{}, {'minimum': 1}]}                  | 5             | must be exactly one of the 2 forms that the schema gives
            {'not': {}}                                      | 5             | must not fit what the schema excludes
            """)
    void messageSaysWhatIsAskedFor(String schema, String payload, String message) {
        assertThat(Json.schema(schema).validate(Json.value(payload)))
                .extracting(Violation::message)
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'integer'}                                             | 1.0
            {'type': 'number'}                                              | 12345678901234567890
            {'minimum': 1e20}                                               | 100000000000000000001
            {'maximum': 5}                                                  | 'text'
            {'multipleOf': 3}                                               | 0
            {'enum': [1, {'a': [1.0]}]}                                     | {'a': [1]}
            {'const': {'a': 1, 'b': 2}}                                     | {'b': 2, 'a': 1}
            {'maxLength': 1}                                                | '😀'
            {'pattern': '[[&&]$'}                                           | 'a&'
            {'uniqueItems': true}                                           | [1, '1', {'a': 1}, {'a': 2}, [0], [1]]
            {'uniqueItems': false}                                          | [1, 1]
            {'format': 'unheard-of'}                                        | 'x'
            {'additionalProperties': {'type': 'integer'}}                   | {'a': 1, 'b': 2}
            {'properties': {'a': {}}, 'additionalProperties': false}        | {'a': 1}
            {'oneOf': [{'type': 'integer'}, {'type': 'string'}]}            | 'x'
            {'$ref': '#/$defs/a%20b', '$defs': {'a b': {'type': 'string'}}} | 'x'
            {'$ref': '#/$defs/L<I>', '$defs': {'L<I>': {'type':'string'}}}  | 'x'
            {'$ref': '#here', '$defs': {'A': {'$anchor': 'here'}}}          | 'x'
            {'$ref': '#/x-own/A', 'x-own': {'A': {'type': 'string'}}}       | 'x'
            """)
    void validByTheLetterOfTheDraft(String schema, String payload) {
        assertThat(Json.schema(schema).validate(Json.value(payload))).isEmpty();
    }

    @Test
    void recursiveSchemaFollowsThePayload() {
        Schema tree = schema("{'type': 'object', 'properties': {'children': {'items': {'$ref': '#'}}}}");
        assertThat(tree.validate(value("{'children': [{}, {'children': [5]}]}")))
                .extracting(Violation::pointer)
                .containsExactly("/children/1/children/0");
    }

    @Test
    void discriminatorTellsWhichFormIsExplained() {
        Schema payment = schema("""
                {'oneOf': [{'$ref': '#/$defs/Card'}, {'$ref': '#/$defs/Cash'}], '$defs': {
                  'Card': {'type': 'object', 'required': ['type', 'number'],
                           'properties': {'type': {'const': 'card'}, 'number': {'type': 'string'}}},
                  'Cash': {'type': 'object', 'required': ['type'], 'properties': {'type': {'const': 'cash'}}}}}
                """);
        assertThat(payment.validate(value("{'type': 'card', 'number': 5}")))
                .containsExactly(new Violation("/number", "type", "\"string\"", "must be string, was integer"));
        assertThat(payment.validate(value("{'type': 'gold'}")))
                .containsExactly(
                        new Violation("", "oneOf", "2", "must be exactly one of the 2 forms that the schema gives"));
        assertThat(payment.validate(value("{'type': 'cash'}"))).isEmpty();
    }

    @Test
    void whatThePlanDoesNotKnowGoesToTheLibrary() {
        Schema schema = schema(
                "{'properties': {'a': {'not': {'type': 'string'}}, 'ip': {'format': 'ipv4'}}, 'required': ['b']}");
        assertThat(schema.validate(value("{'a': 'secret', 'ip': '300.1.1.1'}")))
                .containsExactlyInAnyOrder(
                        new Violation("/a", "not", "{\"type\":\"string\"}", "must not fit what the schema excludes"),
                        new Violation("/ip", "format", "\"ipv4\"", "must be a valid ipv4"),
                        new Violation("/b", "required", "[\"b\"]", "is required"));
        assertThat(schema.validate(value("{'a': 1, 'b': 2}"))).isEmpty();
    }
}
