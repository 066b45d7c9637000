package io.saltbus.cli.internal.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.BrokerAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.connect.VersionWord;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcReply;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one call. */
@Command(
        name = "call",
        description = "Sends a request to a service that answers it, and shows the answer.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus call rpc.documents.list '{\"user_id\": 123}'",
            "  saltbus call rpc.documents.list @request.json --timeout 30s --json",
            "",
            "Exit status: 0 answered, 1 the responder failed, nobody answered in time, or the request breaks its schema,",
            "2 it could not be sent."
        })
public final class CallCommand implements Callable<Integer> {
    private static final String ANY_BROKER = "memory:";

    @Parameters(
            index = "0",
            paramLabel = "TOPIC[@VERSION]",
            converter = TopicVersion.Word.class,
            description = "What is asked.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TopicVersion topic;

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "-",
            paramLabel = "PAYLOAD",
            description = "JSON text, @FILE, or - for standard input. Default: ${DEFAULT-VALUE}.")
    private String payload = "-";

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            converter = VersionWord.class,
            description = "Default: the newest active one; v1 where no registry is asked.")
    private @Nullable Version version;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Where the answer comes through, such as redis://host. Default: SALTBUS_REDIS_URL.")
    private @Nullable String redis;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Mixin
    private final Checked checked = new Checked();

    @Mixin
    private final BrokerAddress broker = new BrokerAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public CallCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        TopicVersion wanted = version == null ? topic : new TopicVersion(topic.topic(), version);
        Duration timeout = checked.registry().timeout();
        SaltBusBuilder builder = builder(timeout);
        ObjectNode request = around.input().object(payload, "the payload");
        Checked.Chosen chosen = checked.choose(around, wanted, EventMode.RPC, false, output);
        try {
            chosen.check(topic.topic(), request);
            SaltBus bus = builder.build();
            RpcReply<JsonObject> reply = Session.run(
                    bus,
                    timeout,
                    started -> Rpc.of(started)
                            .call(
                                    topic.topic(),
                                    chosen.version().toString(),
                                    new JsonObject(Json.map(request)),
                                    CallOptions.timeout(timeout)));
            return reply.fold(this::answered, this::failed);
        } catch (PayloadException.Invalid
                | CallException.NoResponder
                | CallException.DeadlineExceeded
                | CallException.MalformedReply refused) {
            output.refuse(refused);
            return ExitStatus.FINDING;
        }
    }

    private SaltBusBuilder builder(Duration timeout) {
        String replies = redis != null ? redis : around.settings().redisUrl();
        if (replies == null && !broker.url(around, timeout).startsWith(ANY_BROKER)) {
            throw new UsageException("answers come through Redis, and none was named: give --redis redis://host, or set"
                    + " SALTBUS_REDIS_URL");
        }
        SaltBusBuilder builder = Session.builder(around, broker, timeout);
        return replies == null ? builder : builder.redis(replies);
    }

    private int answered(JsonObject answer) {
        JsonNode json = json(answer);
        output.screen().json(output.json() ? Json.object().put("answered", true).set("reply", json) : json);
        return ExitStatus.OK;
    }

    private int failed(RpcReply.Failure<?> failure) {
        JsonObject details = failure.details();
        if (output.json()) {
            ObjectNode json = Json.object()
                    .put("answered", true)
                    .put("error_code", failure.code())
                    .put("error_message", failure.message());
            output.screen().json(details == null ? json : json.set("details", json(details)));
        } else {
            Screen screen = output.screen();
            screen.line(screen.tinted(Screen.Tone.BAD, failure.code()) + "  " + failure.message());
            if (details != null) {
                screen.json(json(details));
            }
        }
        return ExitStatus.FINDING;
    }

    private static JsonNode json(JsonObject object) {
        return Json.parse(object.encode().getBytes(StandardCharsets.UTF_8), "the answer");
    }
}
