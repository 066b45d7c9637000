package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String SCHEMA = "{\"type\": \"object\", \"properties\": {\"n\": {\"minimum\": 1}}}";

    private final Terminal terminal = Terminal.bare();

    @Test
    void whatFitsIsValid() {
        assertThat(terminal.run("check", SCHEMA, "{\"n\": 1}")).isEqualTo(ExitStatus.OK);
        assertThat(terminal.said()).isEqualToIgnoringNewLines("valid");
    }

    @Test
    void everyViolationIsTold() {
        assertThat(terminal.run("check", SCHEMA, "{\"n\": 0}")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said()).contains("invalid in 1 place").contains("/n must be 1 or more");
    }

    @Test
    void aProgramGetsThemAsJson() {
        assertThat(terminal.run("check", SCHEMA, "{\"n\": 0}", "--json")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said())
                .contains("\"valid\" : false", "\"pointer\" : \"/n\"", "\"keyword\" : \"minimum\"", "\"limit\" : 1");
    }

    @Test
    void aBatchTakesSchemasThatAreBooleansAndPayloadsThatAreNull() {
        terminal.typing("""
                {"schema": true, "payload": null}
                {"schema": false, "payload": 1}
                {"schema": {"type": "nonsense"}, "payload": 1}
                {"schema": {}}
                {"schema": {}, "payload": 1e99999999}
                """);
        assertThat(terminal.run("check", "--batch", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.said().lines())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("{\"valid\":true,\"violations\":[]}"),
                        second -> assertThat(second).startsWith("{\"valid\":false"),
                        third -> assertThat(third).contains("\"error\"", "\"line\":3"),
                        fourth -> assertThat(fourth).contains("no \\\"payload\\\"", "\"line\":4"),
                        fifth -> assertThat(fifth).contains("exponent", "\"line\":5"));
    }

    @Test
    void theDraftAndWhatAFormatMeansCanBeSaid() {
        String sibling = "{\"definitions\": {\"a\": {}}, \"$ref\": \"#/definitions/a\", \"type\": \"string\"}";
        assertThat(terminal.run("check", sibling, "{}")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.run("check", sibling, "{}", "--draft", "7")).isEqualTo(ExitStatus.OK);
        assertThat(terminal.run("check", sibling, "{}", "--draft", "3")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained()).contains("2020-12, 2019-09, 07, 06, 04");

        String day = "{\"properties\": {\"on\": {\"format\": \"date\"}}}";
        String today = "{\"on\": \"today\"}";
        assertThat(terminal.run("check", day, today)).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.run("check", day, today, "--formats-as-remarks")).isEqualTo(ExitStatus.OK);
    }

    @Test
    void theSchemaOfSchemasOfAnotherDraftCanBeReferredTo() {
        String schema = "{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}";
        assertThat(terminal.run("check", schema, "{\"type\": \"integer\"}")).isEqualTo(ExitStatus.OK);
        assertThat(terminal.run("check", schema, "{\"type\": 1}")).isEqualTo(ExitStatus.FINDING);
    }

    @Test
    void whatCannotBeUsedIsSaid(@TempDir Path folder) {
        assertThat(terminal.run("check", SCHEMA)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("check", "-", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("check", SCHEMA, "1", "--batch", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("check", SCHEMA, "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("check", folder.toString(), "{}")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained()).contains("(standard input) is empty").contains("it is a folder");
    }
}
