package io.saltbus.rpc.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.rpc.RpcException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeleryReplyFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DONE = Instant.parse("2026-11-21T19:44:48.485080Z");
    private static final Reply.Origin ADDER = new Reply.Origin("rpc.calculator.add", "validated_handler", "calculator");

    private static Vertx vertx;
    private static Payloads payloads;

    private final CeleryReplyFormat format = new CeleryReplyFormat(payloads, new VirtualScheduler(DONE));

    @BeforeAll
    static void borrow() {
        vertx = Vertx.vertx();
        payloads = BorrowedServices.of(vertx).payloads();
    }

    @AfterAll
    static void giveBack() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String captured(String name) throws IOException {
        try (InputStream source = CeleryReplyFormatTest.class.getResourceAsStream(name + ".json")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Answer read(String name) throws IOException {
        Reply reply = format.read(Buffer.buffer(captured(name)));
        assertThat(reply.callId()).isEqualTo("task-1");
        return reply.answer();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private String written(Answer answer) {
        return format.write(new Reply("task-1", answer), ADDER).toString();
    }

    // the same names and values in the same order; Python puts a space behind commas and colons
    private static String withoutSpaces(String json) throws IOException {
        return JSON.readTree(json).toString();
    }

    @Test
    void aResultIsWrittenAsItWasCaptured() throws IOException {
        ObjectNode sum = object().put("result", new BigDecimal("15.0")).put("operation", "add");

        String json = format.write(new Reply("0b7bb5a2-8a5c-4f4e-9d0a-2f6f7d1c5a10", new Answer.Result(sum)), ADDER)
                .toString();

        assertThat(json).isEqualTo(withoutSpaces(captured("completed")));
    }

    @Test
    void aTypedErrorIsWrittenAsItWasCaptured() throws IOException {
        var refusal = new Answer.Refusal("NO_ACCESS", "folder 456 is not yours", object().put("folder_id", 456));

        String json = format.write(
                        new Reply("task-1", refusal),
                        new Reply.Origin("rpc.documents.list", "list_documents", "documents"))
                .toString();

        assertThat(json).isEqualTo(withoutSpaces(captured("typed-error")));
        assertThat(written(new Answer.Refusal("GONE", "", null)))
                .contains("\"result\":{\"error_code\":\"GONE\",\"error_message\":\"\",\"details\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RpcException.INTERNAL,
                RpcException.INVALID_REQUEST,
                RpcException.INVALID_REPLY,
                RpcException.VERSION_UNSUPPORTED,
                RpcException.TIME_LIMIT_EXCEEDED,
                RpcException.HANDLER_ERROR
            })
    void whatTheBusRefusesWithIsAnErrorInPythonAndKeepsItsCodeBetweenBuses(String code) {
        String json = written(new Answer.Refusal(code, "a: b", object().put("more", 1)));

        assertThat(json)
                .contains("\"results\":[{\"handler\":\"validated_handler\",\"status\":\"error\",\"error\":\"" + code
                        + ": a: b\"}]")
                .startsWith("{\"status\":\"SUCCESS\",\"result\":{\"status\":\"completed\",");
        assertThat(format.read(Buffer.buffer(json)).answer()).isEqualTo(new Answer.Refusal(code, "a: b", null));
    }

    @Test
    void thatNobodyHandlesItIsWrittenAsItWasCaptured() throws IOException {
        String json = format.write(
                        new Reply("task-1", new Answer.NoHandlers()),
                        new Reply.Origin("rpc.calculator.root", "none", "calculator"))
                .toString();

        assertThat(json).isEqualTo(withoutSpaces(captured("no-handlers")));
    }

    @Test
    void theTimeHasMicrosecondsAlsoWhereTheyAreZero() {
        var whole = new CeleryReplyFormat(payloads, new VirtualScheduler(Instant.parse("2026-11-21T19:44:48Z")));

        assertThat(whole.write(new Reply("t", new Answer.Result(object())), ADDER)
                        .toString())
                .contains("\"date_done\":\"2026-11-21T19:44:48.000000+00:00\"");
    }

    @Test
    void whatIsTooLargeIsNotWritten() {
        var large = new Answer.Result(object().put("text", "x".repeat(1 << 20)));

        assertThatThrownBy(() -> written(large)).isInstanceOf(PayloadException.class);
    }

    @Test
    void onlyEndsAreWritten() {
        assertThatThrownBy(() -> written(new Answer.Pending())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstOfSeveralHandlersCounts() throws IOException {
        assertThat(read("several-handlers")).isEqualTo(new Answer.Result(object().put("sum", 1)));
    }

    @Test
    void aResultKeepsItsDigits() throws IOException {
        Reply reply = format.read(Buffer.buffer(captured("completed")));

        assertThat(reply.callId()).isEqualTo("0b7bb5a2-8a5c-4f4e-9d0a-2f6f7d1c5a10");
        assertThat(reply.answer())
                .isInstanceOfSatisfying(
                        Answer.Result.class,
                        result -> assertThat(result.value().toString())
                                .isEqualTo("{\"result\":15.0,\"operation\":\"add\"}"));
    }

    @Test
    void errorsOfPythonAreRefusals() throws IOException {
        assertThat(read("typed-error"))
                .isEqualTo(new Answer.Refusal("NO_ACCESS", "folder 456 is not yours", object().put("folder_id", 456)));
        assertThat(read("handler-error"))
                .isEqualTo(new Answer.Refusal(RpcException.HANDLER_ERROR, "division by zero", null));
        assertThat(read("failure"))
                .isEqualTo(new Answer.Refusal(
                        RpcException.HANDLER_ERROR,
                        "ValueError: no JSON, 7",
                        object().put("exc_type", "ValueError").put("exc_module", "builtins")));
        assertThat(read("revoked"))
                .isEqualTo(new Answer.Refusal(
                        RpcException.HANDLER_ERROR,
                        "TaskRevokedError: expired",
                        object().put("exc_type", "TaskRevokedError").put("exc_module", "celery.exceptions")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"error_code": "A"}                                              | A             | ``
                    {"error_message": "no"}                                          | HANDLER_ERROR | no
                    {"error_code": 404, "error_message": ["x", 1], "details": [1]}   | 404           | x, 1
                    """)
    void aTypedErrorIsKnownByEitherOfItsFields(String result, String code, String message) {
        assertThat(entry("{\"status\": \"success\", \"result\": " + result + "}"))
                .isEqualTo(new Answer.Refusal(code, message, null));
    }

    @Test
    void aResultMayHaveFieldsForAnErrorThatDidNotHappen() {
        assertThat(entry("{\"status\": \"success\", \"result\": {\"ok\": true, \"error_code\": null}}"))
                .isInstanceOf(Answer.Result.class);
    }

    private Answer entry(String entry) {
        return format.read(Buffer.buffer("{\"status\": \"SUCCESS\", \"task_id\": \"t\","
                        + " \"result\": {\"status\": \"completed\", \"results\": [" + entry + "]}}"))
                .answer();
    }

    @Test
    void whatIsNoEndIsToldApart() throws IOException {
        assertThat(read("no-handlers")).isEqualTo(new Answer.NoHandlers());
        assertThat(read("started")).isEqualTo(new Answer.Pending());
        assertThat(read("retry")).isEqualTo(new Answer.Pending());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"status": "SUCCESS", "task_id": "t", "result": null}                                                | its result is no object
                    {"status": "WEIRD", "task_id": "t"}                                                                  | its status is none of Celery's
                    {"status": 1, "task_id": "t"}                                                                        | its status is none of Celery's
                    {"status": "SUCCESS", "task_id": "t", "result": {"status": "secret"}}                                | the status in its result is neither completed nor no_handlers
                    {"status": "SUCCESS", "task_id": "t", "result": {"status": "completed", "results": []}}              | it has no entry of a handler in result.results
                    {"status": "SUCCESS", "task_id": "t", "result": {"status": "completed", "results": [{"status":7}]}}  | the status of its handler is neither success nor error
                    {"status": "SUCCESS", "task_id": "t", "result": {"status": "completed", "results": [{"status":"success","result":5}]}} | what its handler returned is no object
                    {"status": "FAILURE", "task_id": "t", "result": "secret"}                                            | it failed, and does not say with which exc_type
                    """)
    void whatCannotBeUsedSaysWhyAndWhoseItIs(String json, String why) {
        MalformedReplyException malformed =
                catchThrowableOfType(MalformedReplyException.class, () -> format.read(Buffer.buffer(json)));

        assertThat(malformed).hasMessage(why).hasMessageNotContaining("secret");
        assertThat(malformed.callId()).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"status\": \"SUCCESS\"}", "{\"task_id\": 1}", "{\"task_id\": \"t\"", "\u0000"})
    void whatBelongsToNobodyIsMalformed(String json) {
        MalformedReplyException malformed =
                catchThrowableOfType(MalformedReplyException.class, () -> format.read(Buffer.buffer(json)));

        assertThat(malformed.getMessage()).isNotBlank();
        assertThat(malformed.callId()).isNull();
    }
}
