package io.saltbus.registry.http;

import static io.saltbus.registry.store.Shapes.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.http.RawHttp.Answer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry as a client without any code of this project sees it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemaRegistryVerticleTest {
    private static final String SCHEMA = "{'type':'object','properties':{'user_id':{'type':'integer'}}}";

    private RegistryServer server;
    private RawHttp http;

    @BeforeEach
    void start() {
        server = RegistryServer.start(options -> options.withMaxBodyBytes(64 << 10)
                .withHeartbeat(Duration.ofMillis(100))
                .withMaxStreams(2));
        http = new RawHttp(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer post(String path, String key, String body) {
        return http.ask("POST", path, key, body.replace('\'', '"'));
    }

    private Answer get(String path) {
        return http.ask("GET", path, RegistryServer.READER, null);
    }

    private static String registration(String topic, String version, String schema) {
        return "{'topic':'" + topic + "','version':'" + version + "','schema':" + schema + ",'publisher':'accounts'}";
    }

    private Answer register(String topic, String version, String schema) {
        return post("/schemas", RegistryServer.SERVICE, registration(topic, version, schema));
    }

    // ---- what celery-salt sends and expects

    @Test
    void aNewSchemaIsCreatedInTheWordsOfCelerySalt() {
        Answer answer = register("user.signup", "v1", SCHEMA);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json().path("created").booleanValue()).isTrue();
        assertThat(answer.json().path("existing_schema").isNull()).isTrue();
        assertThat(answer.json().path("status").textValue()).isEqualTo("registered");
        JsonNode stored = get("/schemas/user.signup?version=latest").json();
        assertThat(stored.path("schema")).isEqualTo(json(SCHEMA));
        assertThat(stored.path("publisher").textValue()).isEqualTo("accounts");
        assertThat(stored.path("created_by").textValue()).isEqualTo("orders-key");
        assertThat(stored.path("is_active").booleanValue()).isTrue();
    }

    @Test
    void whatMeansTheSameComesBackInTheAskersOwnWords() {
        register("user.signup", "v1", SCHEMA);
        String inOtherWords =
                "{'title':'Signup','properties':{'user_id':{'title':'User Id','type':'integer'}},'type':'object'}";

        Answer answer = register("user.signup", "v1", inOtherWords);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("created").booleanValue()).isFalse();
        assertThat(answer.json().path("existing_schema")).isEqualTo(json(inOtherWords));
        assertThat(answer.json().path("status").textValue()).isEqualTo("identical");
    }

    @Test
    void aConflictBringsTheSchemaThatIsThere() {
        register("user.signup", "v1", SCHEMA);

        Answer answer = register("user.signup", "v1", "{'type':'object','properties':{'user_id':{'type':'string'}}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("created").booleanValue()).isFalse();
        assertThat(answer.json().path("existing_schema")).isEqualTo(json(SCHEMA));
        assertThat(answer.json().path("status").textValue()).isEqualTo("conflict");
        assertThat(answer.json().path("detail").textValue()).contains("accounts", "/properties/user_id/type");
    }

    @Test
    void aBreakingMinorVersionIsNotCreated() {
        register("user.signup", "v1", SCHEMA);

        Answer answer =
                register("user.signup", "v1.1", "{'type':'object','properties':{'user_id':{'type':'boolean'}}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("created").booleanValue()).isFalse();
        assertThat(answer.json().path("existing_schema").isNull()).isTrue();
        assertThat(answer.json().path("status").textValue()).isEqualTo("incompatible");
    }

    @Test
    void requestsBringTheSchemasOfTheirAnswers() {
        post(
                "/schemas",
                RegistryServer.SERVICE,
                "{'topic':'rpc.sum','version':'v1','mode':'rpc','schema':" + SCHEMA
                        + ",'response_schema':{'type':'object'},'error_schema':{'type':'object'},'publisher_module':'m'}");

        JsonNode stored = get("/schemas/rpc.sum").json();

        assertThat(stored.path("mode").textValue()).isEqualTo("rpc");
        assertThat(stored.path("response_schema")).isEqualTo(json("{'type':'object'}"));
        assertThat(stored.path("error_schema")).isEqualTo(json("{'type':'object'}"));
        assertThat(stored.path("publisher").textValue()).isEqualTo("orders-key");
    }

    @Test
    void latestIsTheNewestThatHasNotEnded() {
        register("user.signup", "v1", SCHEMA);
        register("user.signup", "v2", "{'type':'object'}");
        assertThat(get("/schemas/user.signup?version=latest")
                        .json()
                        .path("version")
                        .textValue())
                .isEqualTo("v2");
        assertThat(get("/schemas/user.signup?version=v1").json().path("version").textValue())
                .isEqualTo("v1");

        assertThat(post("/schemas/user.signup/versions/v2/retire", RegistryServer.ADMIN, "")
                        .status())
                .isEqualTo(200);

        assertThat(get("/schemas/user.signup").json().path("version").textValue())
                .isEqualTo("v1");
        assertThat(get("/schemas/user.signup?version=v2")
                        .json()
                        .path("is_active")
                        .booleanValue())
                .isFalse();
        assertThat(get("/schemas/user.signup?version=v7").json().path("kind").textValue())
                .isEqualTo("unknown");
        assertThat(get("/schemas/nothing").status()).isEqualTo(404);
    }

    @Test
    void listsSayWhetherThereMayBeMore() {
        register("user.signup", "v1", SCHEMA);
        register("user.login", "v1", SCHEMA);

        assertThat(get("/schemas?limit=1").json().path("truncated").booleanValue())
                .isTrue();
        assertThat(get("/schemas").json().path("truncated").booleanValue()).isFalse();
        assertThat(get("/schemas?topic=user.*&text=LOGIN").json().path("schemas"))
                .hasSize(1);
        assertThat(get("/topics").json().path("topics")).hasSize(2);
        assertThat(get("/schemas?limit=0").status()).isEqualTo(400);
        assertThat(get("/schemas?limit=many").json().path("detail").textValue()).contains("limit");
        assertThat(get("/schemas?topic=a..b").status()).isEqualTo(400);
    }

    // ---- ETag

    @Test
    void whatIsKnownIsNotSentAgain() {
        register("user.signup", "v1", SCHEMA);
        Answer first = get("/schemas/user.signup?version=latest");
        String tag = first.header("etag");
        Map<String, String> known = Map.of("If-None-Match", "\"other\", " + tag);

        Answer again = http.ask("GET", "/schemas/user.signup?version=latest", RegistryServer.READER, null, known);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("etag")).isEqualTo(tag);

        register("user.signup", "v2", SCHEMA);
        Answer changed = http.ask("GET", "/schemas/user.signup?version=latest", RegistryServer.READER, null, known);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isNotEqualTo(tag);
        assertThat(http.ask("GET", "/schemas/user.signup", RegistryServer.READER, null, Map.of("If-None-Match", "*"))
                        .status())
                .isEqualTo(304);
        Answer head = http.ask("HEAD", "/schemas/user.signup", RegistryServer.READER, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("etag")).isEqualTo(changed.header("etag"));
    }

    // ---- keys

    @ParameterizedTest
    @CsvSource({
        "GET,/schemas,200,200,200",
        "GET,/topics,200,200,200",
        "GET,/schemas/a/publishers,200,200,200",
        "GET,/schemas/a/handlers,200,200,200",
        "GET,/schemas/a/versions,200,200,200",
        "POST,/schemas,403,400,400",
        "POST,/reports,403,400,400",
        "POST,/schemas/a/versions/v1/deprecate,403,403,400",
        "POST,/schemas/a/versions/v1/retire,403,403,404",
        "POST,/schemas/a/versions/v1/restore,403,403,404",
        "PUT,/schemas/a/compatibility,403,403,400"
    })
    void eachKeyMayDoWhatItsRightsSay(String method, String path, int reader, int service, int admin) {
        String body = method.equals("GET") ? null : "{}";
        assertThat(http.ask(method, path, RegistryServer.READER, body).status()).isEqualTo(reader);
        assertThat(http.ask(method, path, RegistryServer.SERVICE, body).status())
                .isEqualTo(service);
        assertThat(http.ask(method, path, RegistryServer.ADMIN, body).status()).isEqualTo(admin);
        assertThat(http.ask(method, path, RegistryServer.EXPIRED, body).status())
                .isEqualTo(401);
        assertThat(http.ask(method, path, "wrong-secret-0123456789", body).status())
                .isEqualTo(401);
        assertThat(http.ask(method, path, "", body).status()).isEqualTo(401);
    }

    @Test
    void aRefusalSaysWhyAndNeverTheKey() {
        Answer none = http.ask("GET", "/schemas", null, null);
        Answer wrong = http.ask("GET", "/schemas", "wrong-secret-0123456789", null);
        Answer expired = http.ask("GET", "/schemas", RegistryServer.EXPIRED, null);
        Answer weak = post("/schemas/a/versions/v1/restore", RegistryServer.READER, "");

        assertThat(none.json().path("kind").textValue()).isEqualTo("no_key");
        assertThat(none.header("www-authenticate")).startsWith("Bearer");
        assertThat(none.header("content-type")).isEqualTo("application/problem+json");
        assertThat(wrong.json().path("kind").textValue()).isEqualTo("wrong_key");
        assertThat(wrong.body()).doesNotContain("wrong-secret");
        assertThat(expired.json().path("detail").textValue()).contains("leaver", "2026-01-01");
        assertThat(weak.json().path("detail").textValue()).contains("dashboard", "admin");
    }

    @Test
    void keysAreComparedAsWholes() {
        assertThatThrownBy(() -> ApiKeys.of(Map.of("short", ApiKey.ofService("tiny"))))
                .hasMessageContaining("tiny")
                .hasMessageNotContaining("short");
        Future<Optional<ApiKey>> found = RegistryServer.keys().find(RegistryServer.ADMIN + "x");
        assertThat(found.result()).isEmpty();
        assertThatThrownBy(() -> ApiKey.ofService(" ")).hasMessageContaining("blank");
    }

    // ---- what is no good request

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "nonsense",
                "{'topic':1}",
                "{'topic':'a'}",
                "{'topic':'a','version':'one','schema':{}}",
                "{'topic':'a b','version':'v1','schema':{}}",
                "{'topic':'a','version':'v1','schema':[]}",
                "{'topic':'a','version':'v1','schema':{},'mode':'other'}",
                "{'topic':'a','topic':'a'}",
                "{'topic':'a','version':'v1','schema':{},'publisher':''}",
                "{'schemas':{}}",
                "{'schemas':[1]}"
            })
    void aBodyThatIsNoneIsRefused(String body) {
        Answer answer = post("/schemas", RegistryServer.SERVICE, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("kind").textValue()).isEqualTo("bad_request");
        assertThat(answer.json().path("detail").textValue()).isNotEmpty();
    }

    @Test
    void aSchemaThatIsNoneRefusesTheWholeRequest() {
        Answer answer = post(
                "/schemas",
                RegistryServer.SERVICE,
                "{'schemas':[" + registration("a", "v1", SCHEMA) + "," + registration("b", "v1", "{'type':'nonsense'}")
                        + "]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("detail").textValue()).contains("type");
        assertThat(get("/schemas").json().path("schemas")).isEmpty();
    }

    @Test
    void aSchemaThatIsTooDeepIsRefused() {
        String deep = "{'not':".repeat(300) + "{}" + "}".repeat(300);

        Answer answer = register("a", "v1", deep);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").textValue()).contains("200 levels");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndTheServerGoesOn() {
        Answer answer = post("/schemas", RegistryServer.SERVICE, "x".repeat(200 << 10));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("detail").textValue()).contains("65536");
        assertThat(get("/schemas").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatComesTooSlowlyIsRefused() throws Exception {
        try (var impatient = RegistryServer.start(options -> options.withRequestTimeout(Duration.ofMillis(300)))) {
            String answer = new RawHttp(impatient.port())
                    .exchange("POST /schemas HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + RegistryServer.SERVICE
                            + "\r\nContent-Length: 100\r\n\r\n{");

            assertThat(answer).startsWith("HTTP/1.1 408").contains("300 ms");
        }
    }

    @Test
    void whatIsAnnouncedIsAskedFor() throws Exception {
        String body = registration("a", "v1", SCHEMA).replace('\'', '"');
        String answer =
                http.exchange("POST /schemas HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + RegistryServer.SERVICE + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);

        assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/,404",
        "GET,/nothing,404",
        "GET,/schemas/a/b/c/d/e,404",
        "GET,/schemas/,400",
        "DELETE,/schemas/a,405",
        "PUT,/schemas,405",
        "GET,/schemas/..%2F..%2Fetc%2Fpasswd,400",
        "GET,/schemas/%,400",
        "GET,/schemas/%zz,400",
        "GET,/schemas/%ff,400",
        "GET,/schemas/a%00b,400",
        "GET,/schemas/a*,400",
        "GET,/../schemas,404",
        "GET,/schemas/%2e%2e/a,404",
        "GET,/schemas/a?version=x,400"
    })
    void aPathThatIsNoneIsRefused(String method, String path, int status) throws Exception {
        String answer = http.exchange(
                method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                        + RegistryServer.ADMIN + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aPathSaysWhichMethodsItTakes() {
        assertThat(http.ask("DELETE", "/schemas", RegistryServer.ADMIN, null).header("allow"))
                .isEqualTo("POST, GET");
    }

    // ---- changes

    @Test
    void changesAreStreamedAndLive() throws Exception {
        try (var stream = http.stream("/changes", RegistryServer.READER)) {
            assertThat(stream.next()).isEqualTo("event: ready");
            register("user.signup", "v1", SCHEMA);
            assertThat(stream.nextOtherThan(": alive", "data:", "")).isEqualTo("event: changed");
            assertThat(stream.next()).isEqualTo("data: \"user.signup\"");
            assertThat(stream.nextOtherThan("")).isEqualTo(": alive");
        }
    }

    @Test
    void moreStreamsThanAllowedAreRefused() throws Exception {
        try (var one = http.stream("/changes", RegistryServer.READER);
                var two = http.stream("/changes", RegistryServer.READER)) {
            assertThat(one.next()).isEqualTo("event: ready");
            assertThat(two.next()).isEqualTo("event: ready");

            Answer third = get("/changes");
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.header("retry-after")).isEqualTo("5");
        }
    }

    @Test
    void streamsOfAKeyThatIsTakenBackEnd() throws Exception {
        var valid = new AtomicBoolean(true);
        ApiKeys keys = presented ->
                Future.succeededFuture(valid.get() ? Optional.of(ApiKey.ofService("orders")) : Optional.empty());
        try (var other = RegistryServer.start(
                        options -> options.withHeartbeat(Duration.ofMillis(50)), store -> store, keys);
                var stream = new RawHttp(other.port()).stream("/changes", "any")) {
            assertThat(stream.next()).isEqualTo("event: ready");
            valid.set(false);
            assertThat(stream.end()).isTrue();
        }
    }

    @Test
    void theBatchFormAnswersEach() {
        ObjectNode body = json("{'schemas':[" + registration("a", "v1", SCHEMA) + ","
                + registration("a", "v1", "{'type':'string'}") + "]}");

        JsonNode results = http.ask("POST", "/schemas", RegistryServer.SERVICE, body.toString())
                .json()
                .path("results");

        assertThat(results.path(0).path("status").textValue()).isEqualTo("registered");
        assertThat(results.path(1).path("status").textValue()).isEqualTo("conflict");
    }

    @Test
    void optionsAreChecked() {
        var options = RegistryServerOptions.defaults();
        assertThatThrownBy(() -> options.withPort(70_000)).hasMessageContaining("70000");
        assertThatThrownBy(() -> options.withPath("api/")).hasMessageContaining("api/");
        assertThatThrownBy(() -> options.withMaxBodyBytes(1)).hasMessageContaining("1024");
        assertThatThrownBy(() -> options.withHeartbeat(Duration.ZERO)).hasMessageContaining("heartbeat");
        assertThatThrownBy(() -> options.withMaxStreams(0)).hasMessageContaining("maxStreams");
        assertThat(options.withHost("0.0.0.0").host()).isEqualTo("0.0.0.0");
        assertThatThrownBy(() -> new SchemaRegistryVerticle(server.store(), RegistryServer.keys(), options).port())
                .hasMessageContaining("deployment");
    }
}
