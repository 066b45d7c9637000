package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static io.saltbus.core.schema.Json.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.failure.ConfigurationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is too large is refused at once, and what explodes is given up in a bounded time. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemaBoundsTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static ObjectNode fanOut(String keyword, int levels) {
        ObjectNode document = JSON.objectNode().put("$ref", "#/$defs/a" + levels);
        ObjectNode definitions = document.putObject("$defs");
        definitions.putObject("a0").put("type", "integer");
        for (int level = 1; level <= levels; level++) {
            var forms = definitions.putObject("a" + level).putArray(keyword);
            forms.addObject().put("$ref", "#/$defs/a" + (level - 1)).put("minimum", level);
            forms.addObject().put("$ref", "#/$defs/a" + (level - 1)).put("maximum", -level);
        }
        return document;
    }

    @Test
    void referencesThatFanOutAreGivenUp() {
        Schema laughs = Schema.of(fanOut("anyOf", 60));

        assertThat(laughs.validate(value("'x'")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("takes too many steps"));
        assertThat(laughs.sameAs(Schema.of(fanOut("anyOf", 60)))).isTrue();
        assertThat(laughs.sameAs(Schema.of(fanOut("anyOf", 59)))).isFalse();
    }

    @Test
    void recursionUnderAChoiceIsGivenUp() {
        Schema expressions = schema("{'$ref': '#/$defs/E', '$defs': {'E': {'anyOf': ["
                + "{'properties': {'e': {'$ref': '#/$defs/E'}}, 'required': ['a']},"
                + "{'properties': {'e': {'$ref': '#/$defs/E'}}, 'required': ['b']}]}}}");
        ObjectNode payload = JSON.objectNode();
        ObjectNode inner = payload;
        for (int depth = 0; depth < 60; depth++) {
            inner = inner.putObject("e");
        }

        assertThat(expressions.validate(value("{'e': {'b': 1}, 'a': 1}"))).isEmpty();
        assertThat(expressions.validate(payload))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("takes too many steps"));
    }

    @Test
    void largeDocumentIsRefusedWithTheBound() {
        ObjectNode deep = JSON.objectNode();
        ObjectNode inner = deep;
        for (int depth = 0; depth < 20_000; depth++) {
            inner = inner.putObject("not");
        }
        ObjectNode wide = JSON.objectNode();
        for (int value = 0; value < 50_000; value++) {
            wide.withArray("enum").add(value);
        }
        ObjectNode long_ = JSON.objectNode().put("description", "x".repeat(1_000_001));

        assertThatThrownBy(() -> Schema.of(deep))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("more than 200 objects and arrays inside each other");
        assertThatThrownBy(() -> Schema.of(wide)).hasMessageContaining("more than 50000 values");
        assertThatThrownBy(() -> Schema.of(long_)).hasMessageContaining("more than 1000000 characters");
    }

    @Test
    void longChainOfReferencesIsRefused() {
        ObjectNode document = JSON.objectNode().put("$ref", "#/$defs/a0");
        ObjectNode definitions = document.putObject("$defs");
        for (int step = 0; step < 20_000; step++) {
            definitions.putObject("a" + step).put("$ref", "#/$defs/a" + (step + 1));
        }
        definitions.putObject("a20000");

        assertThatThrownBy(() -> Schema.of(document))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lead on and on");
    }
}
