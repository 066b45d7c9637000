package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.testkit.service.PrivatePostgres;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands about schemas, on a registry in PostgreSQL that is really there. */
@WithServices
@Timeout(120)
class SharedRegistryIT {
    private static final String PACKAGE = "io.saltbus.cli.live";
    private static final String PARCEL = "{\"type\": \"object\", \"required\": [\"parcel_id\", \"street\"],"
            + " \"properties\": {\"parcel_id\": {\"type\": \"integer\"}, \"street\": {\"type\": \"string\"}%s}}";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private Terminal terminal(PrivatePostgres postgres) {
        return Terminal.live(vertx).with("SALTBUS_POSTGRES_URL", postgres.url());
    }

    private String answer(PrivatePostgres postgres, int status, String... words) {
        Terminal terminal = terminal(postgres);
        assertThat(terminal.run(words)).as(terminal.complained()).isEqualTo(status);
        return terminal.said() + terminal.complained();
    }

    private static String classes() throws Exception {
        return Path.of(SharedRegistryIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static String file(Path folder, String name, String more) throws Exception {
        return Files.writeString(folder.resolve(name), PARCEL.formatted(more)).toString();
    }

    @Test
    void schemasAreKeptComparedEndedAndMadeIntoSource(PrivatePostgres postgres, @TempDir Path folder) throws Exception {
        assertThat(answer(postgres, ExitStatus.UNUSABLE, "topics")).contains("saltbus migrate");
        assertThat(answer(postgres, ExitStatus.OK, "migrate")).contains("the tables are at");
        assertThat(answer(postgres, ExitStatus.OK, "migrate", "--json")).contains("\"applied\" : [ ]");
        assertThat(answer(postgres, ExitStatus.OK, "topics")).contains("no topic fits");

        keeps(postgres);
        compares(postgres, folder);
        ends(postgres);
        writes(postgres, folder);
    }

    private void keeps(PrivatePostgres postgres) throws Exception {
        String[] register = {"register", classes(), "--package", PACKAGE, "--service", "post"};
        Terminal first = terminal(postgres);
        first.run(register); // a handler among the test classes has no schema, which is a finding
        assertThat(first.said()).contains("new          parcel.sent v1", "no schema", "nothing was registered");
        Path folder = Path.of(classes(), PACKAGE.replace('.', '/'));
        assertThat(answer(postgres, ExitStatus.UNUSABLE, "register", folder.toString(), "--service", "post"))
                .contains("no class with @Event or @Subscribe is in", "where packages begin");
    }

    private void compares(PrivatePostgres postgres, Path folder) throws Exception {
        String same = file(folder, "parcel.sent.json", "");
        String more = file(
                folder, "parcel.sent@v1.1.json", ", \"note\": {\"type\": [\"string\", \"null\"], \"default\": null}");
        String other = Files.writeString(
                        folder.resolve("parcel.sent@v1.2.json"),
                        PARCEL.formatted("").replace("\"string\"", "\"integer\""))
                .toString();
        assertThat(answer(postgres, ExitStatus.OK, "register", same, "--service", "post"))
                .contains("registered    parcel.sent v1");
        assertThat(answer(postgres, ExitStatus.OK, "validate", same)).contains("identical    parcel.sent v1");
        assertThat(answer(postgres, ExitStatus.OK, "register", more, "--service", "post"))
                .contains("registered    parcel.sent v1.1");
        assertThat(answer(postgres, ExitStatus.FINDING, "validate", other))
                .contains("breaking     parcel.sent v1.2", "/properties/street", ". Publish it as v2")
                .doesNotContain("..");
        assertThat(answer(postgres, ExitStatus.OK, "schema", "diff", "parcel.sent", "v1", "v1.1"))
                .contains("compatible", "/properties/note");
        assertThat(answer(postgres, ExitStatus.OK, "topics", "--search", "street"))
                .containsPattern("parcel.sent +v1.1 +2 +BACKWARD +post");
        assertThat(answer(postgres, ExitStatus.UNUSABLE, "schema", "show", "parcel.snet"))
                .contains("Did you mean parcel.sent?");
    }

    private void ends(PrivatePostgres postgres) {
        answer(postgres, ExitStatus.OK, "schema", "mode", "parcel.sent", "full_transitive");
        answer(postgres, ExitStatus.OK, "schema", "deprecate", "parcel.sent@v1", "--reason", "take v1.1");
        answer(postgres, ExitStatus.OK, "schema", "retire", "parcel.sent@v1.1");
        assertThat(answer(postgres, ExitStatus.OK, "schema", "versions", "parcel.sent"))
                .containsPattern("v1 +deprecated .* take v1.1")
                .containsPattern("v1.1 +retired");
        answer(postgres, ExitStatus.OK, "schema", "restore", "parcel.sent@v1.1");
        assertThat(answer(postgres, ExitStatus.OK, "topics", "parcel.*")).contains("FULL_TRANSITIVE");
    }

    private void writes(PrivatePostgres postgres, Path folder) throws Exception {
        String out = folder.resolve("out").toString();
        assertThat(answer(postgres, ExitStatus.OK, "generate", "parcel.sent", "--package", "a.b", "--out", out))
                .contains("ParcelSent.java");
        assertThat(Files.readString(folder.resolve("out/a/b/ParcelSent.java")))
                .contains("version = \"v1.1\"", "long parcelId", "String street");
        assertThat(answer(postgres, ExitStatus.OK, "generate", "parcel.sent@v1", "--language", "pydantic"))
                .contains("class ParcelSent(BaseModel):", "parcel_id: int");
        assertThat(answer(postgres, ExitStatus.OK, "generate", "parcel.sent", "--language", "typescript", "--json"))
                .contains("parcel_id: number");
        String into = folder.resolve("imported").toString();
        assertThat(answer(postgres, ExitStatus.OK, "import", "--package", "a.c", "--out", into))
                .contains("2 of 2 converted, 2 of them exactly");
        assertThat(answer(postgres, ExitStatus.OK, "asyncapi", "parcel.#"))
                .contains("\"asyncapi\" : \"3.0.0\"", "\"address\" : \"parcel.sent\"");
    }
}
