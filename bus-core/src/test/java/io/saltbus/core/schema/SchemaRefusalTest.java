package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.object;
import static io.saltbus.core.schema.Json.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.failure.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'properties': {'a': {'type': 'strng'}}}                | /properties/a/type must be one of
            {'properties': {'a': {'minimum': '5'}}}                 | /properties/a/minimum must be number, was string
            {'required': 'a'}                                       | /required must be array, was string
            {'$schema': 'urn:other'}                                | $schema is "urn:other"
            {'items': {'$ref': '#/$defs/Missing'}}                  | "#/$defs/Missing" is refused: there is no schema
            {'items': {'$ref': '#nowhere'}}                         | "#nowhere" is refused: no schema here has this $anchor
            {'items': {'$ref': 'urn:other'}}                        | "urn:other" is refused: only references within
            {'items': {'$ref': 'http://x.example/'}}                | "http://x.example/" is refused: only references within
            {'items': {'multipleOf': 1e-999999999}}                 | /items has a multipleOf with an exponent beyond 4096
            {'items': {'pattern': '('}}                             | /items/pattern "(" is no regular expression
            {'patternProperties': {'[': {}}}                        | /patternProperties "[" is no regular expression
            {'$ref': '#'}                                           | leads back to itself without end
            {'allOf': [{'$ref': '#/$defs/A'}], '$defs': {'A': {'anyOf': [{'$ref': '#/$defs/A'}]}}} | leads back to itself without end
            """)
    void whatIsNoSchemaIsRefusedSayingWhere(String document, String said) {
        assertThatThrownBy(() -> schema(document))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
    }

    @Test
    void schemaKeepsItsOwnCopyOfTheDocument() {
        ObjectNode document = object("{'type': 'object'}");
        Schema schema = Schema.of(document);
        document.put("type", "string");
        schema.document().put("type", "string");
        assertThat(schema).hasToString("{\"type\":\"object\"}");
    }
}
