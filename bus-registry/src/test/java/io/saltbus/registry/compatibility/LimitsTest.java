package io.saltbus.registry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no schema is refused with its reason; what is hard takes a bounded time. */
final class LimitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'text'}|the type \"text\". Accepted",
                "[]|where a schema is expected",
                "{'properties':{'a':3}}|where a schema is expected",
                "{'properties':[]}|has properties of [], which is no object",
                "{'required':'a'}|which is no array of names",
                "{'minLength':-1}|no whole number of 0 or more",
                "{'minimum':'1'}|which is no number",
                "{'multipleOf':0}|not above 0",
                "{'multipleOf':1e-9999}|exponent beyond 4096",
                "{'pattern':'('}|no regular expression",
                "{'pattern':3}|which is no text",
                "{'anyOf':[]}|no array of schemas",
                "{'enum':3}|an enum that is no array",
                "{'$ref':'#/$defs/a'}|leads nowhere",
                "{'$ref':'#nobody'}|leads nowhere",
                "{'$schema':'http://json-schema.org/draft-03/schema#'}|Accepted: that of draft 2020-12"
            })
    void whatIsNoSchemaIsRefused(String schema, String why) {
        assertThatThrownBy(() -> Compatibility.check(Pair.json("{}"), Pair.json(schema), CompatibilityMode.BACKWARD))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(why.contains("regular") ? "schema" : "newer");
    }

    @Test
    void theOlderSchemaIsNamedToo() {
        assertThatThrownBy(() -> Compatibility.check(Pair.json("3"), Pair.json("{}"), CompatibilityMode.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("older");
    }

    @Test
    void tooDeepAndTooLargeAreRefused() {
        ObjectNode deep = JsonNodeFactory.instance.objectNode();
        for (int depth = 0; depth < 300; depth++) {
            deep = JsonNodeFactory.instance.objectNode().set("items", deep);
        }
        ObjectNode large = JsonNodeFactory.instance.objectNode();
        for (int property = 0; property < 20_001; property++) {
            large.withObject("properties").put("p" + property, true);
        }
        JsonNode one = deep;

        assertThatThrownBy(() -> Compatibility.check(one, one, CompatibilityMode.FULL))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> Compatibility.check(large, large, CompatibilityMode.FULL))
                .hasMessageContaining("too large");
    }

    @Test
    void referencesThatMultiplyEndInTime() {
        ObjectNode laughs = JsonNodeFactory.instance.objectNode();
        laughs.putObject("$defs").putObject("d0").put("type", "string");
        for (int level = 1; level < 40; level++) {
            ObjectNode next = laughs.withObject("$defs").putObject("d" + level);
            next.putArray("anyOf").addObject().put("$ref", "#/$defs/d" + (level - 1));
            next.withArray("anyOf").addObject().put("maxLength", level).put("$ref", "#/$defs/d" + (level - 1));
        }
        laughs.put("$ref", "#/$defs/d39");

        CompatibilityReport report = Assertions.assertTimeoutPreemptively(
                PATIENCE, () -> Compatibility.check(laughs, Pair.json("{'type':'string'}"), CompatibilityMode.FULL));

        assertThat(report.verdict()).isIn(Verdict.COMPATIBLE, Verdict.CANNOT_PROVE);
    }

    @Test
    void choicesThatMultiplyEndInTime() {
        ObjectNode many = JsonNodeFactory.instance.objectNode();
        for (int choice = 0; choice < 60; choice++) {
            ObjectNode one = many.withArray("allOf").addObject();
            one.putArray("oneOf").addObject().putArray("required").add("a" + choice);
            one.withArray("oneOf").addObject().putArray("required").add("b" + choice);
        }
        ObjectNode other = many.deepCopy();
        other.put("maxProperties", 59);

        CompatibilityReport report = Assertions.assertTimeoutPreemptively(
                PATIENCE, () -> Compatibility.check(other, many, CompatibilityMode.FULL));

        assertThat(report.verdict()).isIn(Verdict.INCOMPATIBLE, Verdict.CANNOT_PROVE);
    }

    @Test
    void expressionsThatExplodeEndInTime() {
        JsonNode one = Pair.json("{'type':'string','pattern':'^(a+a+)+(b|[ab]{1,90}){1,30}$'}");
        JsonNode other = Pair.json("{'type':'string','pattern':'^(a|b|ab)*c?(?=x)y$'}");

        CompatibilityReport report = Assertions.assertTimeoutPreemptively(
                PATIENCE, () -> Compatibility.check(one, other, CompatibilityMode.FULL));

        assertThat(report.compatible()).isFalse();
    }

    @Test
    void whatCannotBeDecidedIsNeverCalledCompatible() {
        JsonNode one = Pair.json("{'type':'string','pattern':'^(?=[a-z]{3}q)(?!xxx).{9}$'}");
        JsonNode other = Pair.json("{'type':'string','pattern':'^(?=[a-z]{3}[q-r])(?!xxx).{9}$'}");

        CompatibilityReport report = Compatibility.check(one, other, CompatibilityMode.BACKWARD);

        assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_PROVE);
        assertThat(report.compatible()).isFalse();
        assertThat(report.differences())
                .filteredOn(difference -> difference.breaking(CompatibilityMode.BACKWARD))
                .extracting(Difference::kind)
                .contains("CANNOT_PROVE");
    }
}
