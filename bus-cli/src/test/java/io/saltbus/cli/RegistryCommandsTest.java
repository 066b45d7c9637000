package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.sample.OrderCreated;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.schema.Schema;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandsTest {
    private static final ObjectNode TEXT =
            object("{\"type\": \"object\", \"properties\": {\"order_id\": {\"type\": \"string\"}}}");
    private static final ObjectNode ORDER = object("{\"type\": \"object\", \"required\": [\"order_id\", \"customer\"],"
            + " \"properties\": {\"order_id\": {\"type\": \"integer\"}, \"customer\": {\"type\": \"string\"}}}");

    private final ListedStore store = new ListedStore();
    private final Terminal terminal = new Terminal(null, store).with("SALTBUS_POSTGRES_URL", Terminal.REGISTRY);

    private static ObjectNode object(String text) {
        return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8), "test");
    }

    private static String classes() throws URISyntaxException {
        return Path.of(OrderCreated.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    @Test
    void topicsAreListed() {
        store.with("order.created", "v1", ORDER).with("rpc.add", "v1", EventMode.RPC, ORDER);
        assertThat(terminal.run("topics", "order.*")).isZero();
        assertThat(terminal.said().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("TOPIC          LATEST  VERSIONS"),
                        row -> assertThat(row).startsWith("order.created  v1      1         BACKWARD  shop"));
        assertThat(terminal.run("topics", "--json", "--search", "x")).isZero();
        assertThat(terminal.said()).contains("\"topic\" : \"rpc.add\"", "\"latest\" : \"v1\"");
        assertThat(terminal.run("topics", "nothing.like.it")).isZero();
        assertThat(terminal.complained()).contains("no topic fits");
    }

    @Test
    void withoutARegistryItSaysHowToNameOne() {
        terminal.environment.clear();
        assertThat(terminal.run("topics")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained()).contains("--registry").contains("SALTBUS_POSTGRES_URL");
    }

    @Test
    void aSchemaIsShownAloneAndANearTopicIsOffered() {
        store.with("order.created", "v1", ORDER).with("order.created", "v2", TEXT);
        assertThat(terminal.run("schema", "show", "order.created@v1")).isZero();
        assertThat(object(terminal.said())).isEqualTo(ORDER);
        assertThat(terminal.complained()).contains("order.created v1, active, registered by shop");
        assertThat(terminal.run("schema", "show", "order.created", "--json")).isZero();
        assertThat(terminal.said()).contains("\"version\" : \"v2\"");
        assertThat(terminal.run("schema", "show", "order.craeted")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("schema", "show", "order.created@v7")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("schema", "show", "order.created", "--reply")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("schema", "show", "order.created", "--reply", "--error"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("schema", "show", "order created")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("schema")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained())
                .contains("Did you mean order.created?")
                .contains("it has v1, v2")
                .contains("has no schema of answers")
                .contains("white space");
    }

    @Test
    void versionsAndTheirDifferencesAreShown() {
        store.with("order.created", "v2", TEXT).with("order.created", "v1", ORDER);
        assertThat(terminal.run("schema", "versions", "order.created")).isZero();
        assertThat(terminal.said().lines().map(line -> line.split(" ", -1)[0])).containsExactly("VERSION", "v1", "v2");
        assertThat(terminal.run("schema", "versions", "order.created", "--json"))
                .isZero();
        assertThat(terminal.run("schema", "diff", "order.created", "v1")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.run("schema", "diff", "order.created", "v1", "v2", "--json"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.run("schema", "diff", "order.created", "v1", "v1")).isZero();
        assertThat(terminal.said())
                .contains("order.created v1 to v2: ")
                .contains("\"to\" : \"v2\"")
                .contains("order.created v1 to v1: compatible");
    }

    @Test
    void versionsAreEndedOneByOne() {
        store.with("order.created", "v1", ORDER);
        store.runs("letters", null);
        assertThat(terminal.run("schema", "deprecate", "order.created@v1", "--reason", "use v2"))
                .isZero();
        assertThat(terminal.run("schema", "retire", "order.created@v1")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.run("schema", "retire", "order.created@v1", "--json"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.run("schema", "retire", "order.created@v1", "--force"))
                .isZero();
        assertThat(terminal.run("schema", "restore", "order.created@v1", "--json"))
                .isZero();
        assertThat(terminal.run("schema", "mode", "order.created", "full-transitive"))
                .isZero();
        assertThat(terminal.run("schema", "retire", "order.created")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.said())
                .contains("order.created@v1 is deprecated")
                .contains("\"handlers\" : [", "mail.letters")
                .contains("order.created@v1 is retired")
                .contains("\"done\" : true")
                .contains("order.created keeps FULL_TRANSITIVE");
        assertThat(terminal.complained())
                .contains("is still taken by mail.letters")
                .contains("name the version too");
    }

    @Test
    void classesAreComparedWithTheRegistry() throws Exception {
        assertThat(terminal.run("validate", classes(), "--package", "io.saltbus.cli.sample"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said())
                .contains("new          order.created v1  io.saltbus.cli.sample.OrderCreated")
                .contains("readable     postman.write (order.created)")
                .contains("no schema    stranger (nobody.knows)")
                .contains("1 new, 1 readable, 1 no schema");
    }

    @Test
    void aConflictAndAHandlerThatCannotReadAreFindings() throws Exception {
        store.with("order.created", "v1", TEXT);
        assertThat(terminal.run("validate", classes(), "--package", "io.saltbus.cli.sample", "--json", "--celery"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said())
                .contains("\"kind\" : \"CONFLICT\"", "\"kind\" : \"UNREADABLE\"", "\"good\" : false");
    }

    @Test
    void schemasInFilesAreRegisteredOnceNothingSpeaksAgainstThem(@TempDir Path folder) throws Exception {
        Path first = Files.writeString(folder.resolve("order.created@v1.json"), ORDER.toString());
        Path next = Files.writeString(folder.resolve("order.created@v1.1.json"), TEXT.toString());
        Path again = Files.writeString(folder.resolve("order.created.json"), ORDER.toString());
        assertThat(terminal.run("register", first.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("register", first.toString(), "--service", "shop"))
                .isZero();
        assertThat(terminal.run("register", again.toString(), "--service", "shop", "--json"))
                .isZero();
        assertThat(terminal.run("register", next.toString(), "--service", "shop"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said())
                .contains("registered    order.created v1")
                .contains("\"status\" : \"IDENTICAL\"")
                .contains("breaking     order.created v1.1")
                .contains("nothing was registered");
        assertThat(store.schemas).hasSize(1);
        store.deprecate("order.created", store.schemas.get(0).version(), "use v2", null)
                .result();
        assertThat(terminal.run("validate", first.toString())).isZero();
        assertThat(terminal.said()).contains("deprecated   order.created v1").contains("use v2");
    }

    @Test
    void pathsThatLeadNowhereAreSaid(@TempDir Path folder) throws Exception {
        Path unnamed = Files.writeString(folder.resolve("order created.json"), ORDER.toString());
        Path wrong = Files.writeString(folder.resolve("order.json"), "{\"type\": \"nonsense\"}");
        assertThat(terminal.run("validate")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("validate", "--classpath", "target/none.jar:")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("validate", unnamed.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("validate", wrong.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained())
                .contains("give the jars or folders")
                .contains("there is no target/none.jar")
                .contains("must be called TOPIC[@VERSION].json")
                .contains("order.json: ");
    }

    @Test
    void whoBreaksNamesTheHandlersAndWhy() {
        store.with("order.created", "v1", ORDER);
        store.runs("letters", Schema.of(ORDER));
        store.runs("counter", null);
        terminal.typing(TEXT.toString());
        assertThat(terminal.run("who-breaks", "order.created@v2", "-")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said())
                .contains("breaks           mail.letters  takes latest, 2 instances of 1.4")
                .contains("/order_id")
                .contains("reads any shape  mail.counter");
        terminal.typing("{\"order_id\": 1}\n{\"message_id\": \"7\", \"payload\": {\"order_id\": \"1\"}}\n");
        assertThat(terminal.run("who-breaks", "order.created@v2", TEXT.toString(), "--evidence", "-", "--json"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said()).contains("\"checked\" : 2", "\"invalid\" : 1");
        terminal.typing("no json\n");
        assertThat(terminal.run("who-breaks", "order.created@v2", TEXT.toString(), "--evidence", "-"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("who-breaks", "order.created", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("who-breaks", "order.created@v2", "-", "--evidence", "-"))
                .isEqualTo(ExitStatus.UNUSABLE);
    }

    @Test
    void onlyPostgresHasTables() {
        assertThat(terminal.run("migrate", "--registry", "https://localhost")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained()).contains("only a registry in PostgreSQL has tables");
    }
}
