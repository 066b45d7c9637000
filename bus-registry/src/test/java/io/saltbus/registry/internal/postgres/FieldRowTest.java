package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldRowTest {
    private static List<String> fields(String schema) {
        return FieldRow.of(PgBench.json(schema)).stream()
                .map(field -> field.name() + ": " + field.type() + (field.required() ? "!" : ""))
                .toList();
    }

    @Test
    void typesAreToldInWords() {
        assertThat(fields("{'properties':{'a':{'type':'integer'},'b':{'type':['string','null']},"
                        + "'c':{'type':'array','items':{'type':'number'}},'d':{'type':'array'},"
                        + "'e':{'type':'object','additionalProperties':{'type':'boolean'}},'f':{},'g':true,"
                        + "'h':{'anyOf':[{'type':'string'},{'type':'integer'},{'type':'null'}]},'i':{'enum':['x',null]},"
                        + "'j':{'const':1},'k':{'const':1.5},'l':{'const':{}},'m':{'enum':[[],false]},'n':{'type':'null'},"
                        + "'o':{'const':null},'p':{'type':'array','items':{'type':'array','items':{'$ref':'#/$defs/T'}}}},"
                        + "'required':['a','p'],'$defs':{'T':{'allOf':[{'type':'string'}]}}}"))
                .containsExactly(
                        "a: integer!",
                        "b: string",
                        "c: array[number]",
                        "d: array",
                        "e: map[boolean]",
                        "f: any",
                        "g: any",
                        "h: string|integer",
                        "i: string",
                        "j: integer",
                        "k: number",
                        "l: object",
                        "m: array|boolean",
                        "n: any",
                        "o: null",
                        "p: array[array[string]]!");
    }

    @Test
    void fieldsAtTheTopComeFirstAndKeepTheirNames() {
        assertThat(fields("{'properties':{'a':{'type':'object','properties':{'b':{'type':'integer'}}},"
                        + "'a.b':{'type':'string'}}}"))
                .containsExactly("a: object", "a.b: string");
    }

    @Test
    void whatRefersToItselfOrLeadsNowhereEnds() {
        assertThat(fields(
                        "{'properties':{'next':{'$ref':'#'},'lost':{'$ref':'#/nowhere'},'far':{'$ref':'other.json'}}}"))
                .hasSizeLessThan(30)
                .contains("next: any", "lost: any", "far: any", "next.next: any");
    }

    @Test
    void aHugeSchemaHasItsFirstFields() {
        ObjectNode wide = PgBench.json("{'properties':{}}");
        for (int at = 0; at < 2000; at++) {
            wide.withObject("/properties").putObject("f" + at).put("type", "string");
        }
        assertThat(FieldRow.of(wide)).hasSize(500);
        assertThat(fields(
                        "{'properties':{'" + "n".repeat(256) + "':{},'a\\u0000b':{},'ok':{'description':'\\u0000'}}}"))
                .containsExactly("ok: any");
    }
}
