package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    private static final String MANY = "x".repeat(5_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            b              | abc   | true
            ^b             | abc   | false
            b$             | abc   | false
            c$             | abc   | true
            ^abc$          | `abc\n` | false
            ^$             | `\n`  | false
            ^\\d+$         | 123   | true
            ^\\d+$         | ١٢٣   | false
            ^\\w+$         | ä     | false
            ^\\p{L}+$      | ä     | true
            ^.$            | 😀    | true
            (?<y>a)\\k<y>  | aa    | true
            ^[[]$          | [     | true
            ^[a&&b]+$      | a&b   | true
            ^[$]$          | $     | true
            ^\\$$          | $     | true
            ^a\\/b$        | a/b   | true
            """)
    void expressionsAreThoseOfJavaScript(String regex, String text, boolean found) {
        Schema schema = Schema.of(JsonNodeFactory.instance.objectNode().put("pattern", regex.replace("\\\\", "\\")));
        assertThat(schema.validate(TextNode.valueOf(text)).isEmpty()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties': {'a': {'pattern': '(x+x+)+y'}}}",
                "{'properties': {'a': {'not': {'pattern': '(x+x+)+y'}}}}",
                "{'properties': {'a': {'anyOf': [{'pattern': '(x+x+)+y'}, {'type': 'string'}]}}}",
                "{'patternProperties': {'(x+x+)+y': {}}}",
            })
    void patternThatTakesForEverIsGivenUp(String document) {
        ObjectNode payload =
                JsonNodeFactory.instance.objectNode().put("a", MANY).put(MANY, 1);

        assertThat(schema(document).validate(payload)).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEmpty();
            assertThat(violation.keyword()).isEqualTo("pattern");
            assertThat(violation.limit()).isEqualTo("\"(x+x+)+y\"");
            assertThat(violation.message()).contains("too many steps");
        });
    }

    @Test
    void patternThatRecursesTooDeepIsGivenUp() {
        JsonNode text = TextNode.valueOf("a".repeat(1_000_000));

        assertThat(schema("{'pattern': '^(a|b)*$'}").validate(text))
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("too many steps");
    }

    @Test
    void longTextIsNoHardText() {
        JsonNode text = TextNode.valueOf("a".repeat(1_000_000));

        assertThat(schema("{'pattern': '^[a-z]+$'}").validate(text)).isEmpty();
        assertThat(schema("{'pattern': 'b'}").validate(text))
                .extracting(Violation::keyword, Violation::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("pattern", "must match \"b\""));
    }
}
