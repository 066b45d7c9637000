package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static io.saltbus.core.schema.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitiveFieldTest {
    private static final String CARD =
            "'type': 'object', 'properties': {'holder': {'type': 'string'}, 'digits': {'type': 'array', 'items': {'maximum': 9}}}";

    @Test
    void pointerStopsAtTheSensitiveField() {
        assertThat(schema("{'properties': {'card': {'x-sensitive': true, " + CARD + "}}}")
                        .validate(value("{'card': {'holder': 1, 'digits': [4711]}}")))
                .containsExactly(
                        new Violation(
                                "/card", "type", "\"string\"", "breaks its schema (type); what it holds is not shown"),
                        new Violation(
                                "/card", "maximum", "9", "breaks its schema (maximum); what it holds is not shown"));
    }

    @Test
    void markInAReferencedSchemaCounts() {
        assertThat(schema("{'properties': {'cards': {'items': {'$ref': '#/$defs/Card'}}}, '$defs': {'Card': {"
                                + CARD.replace("{'type': 'string'}", "{'x-sensitive': true, 'type': 'string'}") + "}}}")
                        .validate(value("{'cards': [{'holder': 1, 'digits': [10]}]}")))
                .extracting(Violation::pointer, Violation::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "/cards/0/holder", "breaks its schema (type); what it holds is not shown"),
                        org.assertj.core.groups.Tuple.tuple("/cards/0/digits/0", "must be 9 or less"));
    }

    @Test
    void markInOnePartOfACompoundHidesWhatTheOthersFind() {
        assertThat(schema("{'properties': {'pin': {'allOf': [{'x-sensitive': true}, {'items': {'maximum': 9}}]}}}")
                        .validate(value("{'pin': [10]}")))
                .extracting(Violation::pointer)
                .containsExactly("/pin");
    }

    @Test
    void mapOfSensitiveValuesHidesThem() {
        assertThat(schema("{'additionalProperties': {'x-sensitive': true, 'items': {'maximum': 9}}}")
                        .validate(value("{'pin': [10]}")))
                .extracting(Violation::pointer)
                .containsExactly("/pin");
    }

    @Test
    void libraryHidesThemToo() {
        assertThat(schema("{'properties': {'card': {'x-sensitive': true, 'not': {'minProperties': 0}, " + CARD + "}}}")
                        .validate(value("{'card': {'holder': 'ok', 'digits': [4711]}}")))
                .allSatisfy(violation -> {
                    assertThat(violation.pointer()).isEqualTo("/card");
                    assertThat(violation.message()).endsWith("what it holds is not shown");
                })
                .extracting(Violation::keyword)
                .containsExactlyInAnyOrder("not", "maximum");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'properties': {'m': {'x-sensitive': true, 'additionalProperties': {'type': 'integer'}}}}   | {'m': {'hunter2': 'hunter2'}}
            {'properties': {'m': {'x-sensitive': true, 'additionalProperties': false}}}                 | {'m': {'hunter2': 1}}
            {'properties': {'m': {'x-sensitive': true, 'propertyNames': {'maxLength': 1}}}}             | {'m': {'hunter2': 1}}
            {'properties': {'m': {'x-sensitive': true, 'patternProperties': {'^h': false}}}}            | {'m': {'hunter2': 1}}
            {'properties': {'m': {'x-sensitive': true, 'unevaluatedProperties': false}}}                | {'m': {'hunter2': 1}}
            {'properties': {'m': {'x-sensitive': true, 'dependentRequired': {'hunter2': ['b']}}}}       | {'m': {'hunter2': 1}}
            {'properties': {'m': {'items': {'x-sensitive': true, 'enum': [1]}}}}                        | {'m': ['hunter2']}
            {'properties': {'m': {'items': {'properties': {'p': {'x-sensitive': true, 'uniqueItems': true}}}}}} | {'m': [{'p': ['hunter2', 'hunter2']}]}
            {'properties': {'m': {'oneOf': [{'x-sensitive': true, 'type': 'object', 'properties': {'k': {'const': 'a'}, 'v': {'maximum': 1}}}, {'type': 'null'}]}}} | {'m': {'k': 'a', 'v': 4711}}
            {'x-sensitive': true, 'oneOf': [{'properties': {'k': {'const': 'a'}, 'v': {'maximum': 1}}}]} | {'k': 'a', 'v': 4711}
            {'$ref': '#/$defs/A', '$defs': {'A': {'x-sensitive': true, 'maxProperties': 0}}}            | {'hunter2': 1}
            {'properties': {'m': {'prefixItems': [{}, {'x-sensitive': true, 'items': {'maximum': 1}}]}}} | {'m': [1, [4711]]}
            {'properties': {'m': {'if': {'x-sensitive': true}, 'additionalProperties': false}}}         | {'m': {'hunter2': 1}}
            """)
    void nothingOfWhatASensitiveFieldHoldsIsTold(String schema, String payload) {
        assertThat(schema(schema).validate(value(payload)))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.pointer() + violation.message())
                        .doesNotContain("hunter2", "4711", "was ")
                        .endsWith("what it holds is not shown"));
    }
}
