package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.registry.store.StoredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CelerySaltImportTest {
    private static final String SIGNUP =
            "{\"title\":\"UserSignup\",\"type\":\"object\",\"properties\":{\"user_id\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"user_id\"]}";
    private static final JavaOptions OPTIONS = JavaOptions.ofPackage("com.acme.events");

    @TempDir
    private Path folder;

    private void file(String path, String text) throws IOException {
        Path place = folder.resolve(path);
        Files.createDirectories(place.getParent());
        Files.writeString(place, text);
    }

    @Test
    void aFolderOfSchemasBecomesAPackage() throws Exception {
        file("user.signup@v1.json", SIGNUP);
        file("user.signup@v1.1.json", SIGNUP.replace("user_id", "user_no"));
        file("sub/order.created.json", "{\"type\":\"object\",\"description\":\"An order.\"}");
        file(
                "rpc.add@v2.json",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}},\"required\":[\"a\"]}");
        file("rpc.add@v2.reply.json", "{\"title\":\"Sum\",\"type\":\"object\"}");
        file(
                "rpc.add@v2.error.json",
                "{\"type\":\"object\",\"properties\":{\"error_code\":{\"type\":\"string\"},"
                        + "\"error_message\":{\"type\":\"string\"}},\"required\":[\"error_code\",\"error_message\"]}");
        file(
                "rows.json",
                "[{\"topic\":\"row.one\",\"version\":\"v3\",\"schema\":" + SIGNUP + "},"
                        + "{\"topic\":\"rpc.row\",\"schema\":{\"type\":\"object\"},\"mode\":\"rpc\",\"reply\":{\"type\":\"object\"}}]");
        file(".hidden/x.json", "nonsense");
        file("readme.txt", "nonsense");

        List<StoredSchema> read = CelerySaltImport.readFolder(folder);
        Imported imported = CelerySaltImport.convert(read, OPTIONS);

        assertThat(read)
                .extracting(schema -> schema.topic() + " " + schema.version() + " " + schema.mode())
                .containsExactly(
                        "order.created v1 BROADCAST",
                        "row.one v3 BROADCAST",
                        "rpc.add v2 RPC",
                        "rpc.row v1 RPC",
                        "user.signup v1 BROADCAST",
                        "user.signup v1.1 BROADCAST");
        assertThat(imported.files().keySet().stream().map(path -> path.replace("com/acme/events/", "")))
                .containsExactlyInAnyOrder(
                        "OrderCreated.java",
                        "RpcAdd.java",
                        "RpcAddError.java",
                        "RpcRow.java",
                        "RpcRowReply.java",
                        "Sum.java",
                        "UserSignup.java",
                        "RowOne.java",
                        "UserSignupV1.java");
    }

    @Test
    void everythingCompilesTogether() throws Exception {
        List<StoredSchema> all = new ArrayList<>(Corpus.everything());
        for (StoredSchema stored : Corpus.everything()) {
            all.add(new StoredSchema(
                    stored.topic() + ".again",
                    stored.version(),
                    stored.mode(),
                    stored.documents(),
                    stored.publisher(),
                    stored.record()));
        }

        Imported imported = CelerySaltImport.convert(all, OPTIONS);

        assertThat(imported.converted()).isEqualTo(all.size());
        assertThat(imported.files()).hasSizeGreaterThanOrEqualTo(all.size());
        Compiled.of(imported.files());
    }

    @Test
    void whatCannotBeReadIsInTheReportAndKeepsNothingBack() throws Exception {
        file("good.json", SIGNUP);
        file("broken.json", "{\"type\":");
        file("list.json", "[1]");
        file("array@v1.json", "{\"type\":\"array\"}");
        file("bad topic.json", SIGNUP);
        file("late@v1.x.json", SIGNUP);
        file("alone@v1.reply.json", SIGNUP);
        file("twice.json", "[{\"topic\":\"good\",\"schema\":{\"type\":\"object\"}}]");

        Imported imported = CelerySaltImport.convertFolder(folder, OPTIONS);

        assertThat(imported.text())
                .contains("exact   good v1 -> com/acme/events/UserSignup.java\n")
                .contains("refused array v1: array v1: the payload is no object, and a record is one")
                .contains("refused broken.json: is no JSON: ")
                .contains("refused list.json [0]: holds no JSON Schema: an object is needed\n")
                .contains("refused bad topic.json: topic \"bad topic\" is refused: it has white space")
                .contains("refused alone@v1: there is an answer or an error, but no request beside it\n")
                .contains("refused twice.json [0]: contradicts another file of good v1\n")
                .endsWith("2 of 8 converted, 2 of them exactly\n");
        assertThat(imported.json().path("converted").asInt()).isEqualTo(2);
        assertThat(imported.json().path("refused").asInt()).isEqualTo(6);
        assertThat(imported.json().path("schemas").findValuesAsText("refused")).hasSize(6);
        assertThatThrownBy(() -> CelerySaltImport.readFolder(folder))
                .isInstanceOf(GenerateException.Unsuitable.class)
                .hasMessageContaining("broken.json: is no JSON");
        assertThatThrownBy(() -> CelerySaltImport.readFolder(folder.resolve("nowhere")))
                .isInstanceOf(GenerateException.Files.class);
    }

    @Test
    void whatARecordDoesNotSayIsInBothReports() {
        Imported imported = CelerySaltImport.convert(
                List.of(Stored.event("odd", "{'type':'object','not':{'required':['a']}}")), OPTIONS);

        assertThat(imported.text()).isEqualTo("""
                        changed odd v1 -> com/acme/events/Odd.java
                                payload the root: not: is left to the schema: the type does not say it
                        1 of 1 converted, 0 of them exactly
                        """);
        assertThat(imported.json().at("/schemas/0/notes/0/keyword").asText()).isEqualTo("not");
        assertThat(imported.entries().get(0).version()).hasToString("v1");
    }
}
