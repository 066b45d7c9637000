package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static io.saltbus.core.schema.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
