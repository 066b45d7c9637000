package io.saltbus.cli.internal.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.BrokerAddress;
import io.saltbus.cli.internal.connect.DurationWord;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.connect.VersionWord;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.schema.PayloadException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes one event. */
@Command(
        name = "publish",
        description = "Publishes one event, checked by the registry's schema, and waits for the broker's confirm.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus publish order.created '{\"order_id\": 7}'",
            "  saltbus publish order.created --version v1.1 @order.json --delay 10m",
            "  jq .order dump.json | saltbus publish order.created - --unchecked --json",
            "",
            "Exit status: 0 the broker has it, 1 the payload breaks its schema or nobody subscribes",
            "(with --require-subscriber), 2 it could not be sent."
        })
public final class PublishCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TOPIC[@VERSION]",
            converter = TopicVersion.Word.class,
            description = "What happened.")
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
            names = "--delay",
            paramLabel = "DURATION",
            converter = DurationWord.class,
            description = "How long subscribers wait for it, as in 90s or 2h.")
    private @Nullable Duration delay;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            converter = DurationWord.class,
            description = "How long a queue keeps it.")
    private @Nullable Duration expires;

    @Option(names = "--priority", paramLabel = "0..9", description = "Higher first, where a queue has priorities.")
    private int priority;

    @Option(names = "--key", paramLabel = "TEXT", description = "Keeps events of the same key in order.")
    private @Nullable String key;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "Ties it to a conversation.")
    private @Nullable String correlationId;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Travels with it. May be given again.")
    private Map<String, String> headers = Map.of();

    @Option(names = "--require-subscriber", description = "Fails where nobody subscribes.")
    private boolean subscriberRequired;

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
    public PublishCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        PublishOptions options = options();
        TopicVersion wanted = version == null ? topic : new TopicVersion(topic.topic(), version);
        Duration timeout = checked.registry().timeout();
        broker.url(around, timeout); // what is missing is told before anything is done
        ObjectNode event = around.input().object(payload, "the payload");
        Checked.Chosen chosen = checked.choose(around, wanted, EventMode.BROADCAST, true, output);
        String name = chosen.version().toString();
        try {
            chosen.check(topic.topic(), event);
            SaltBus bus = Session.builder(around, broker, timeout)
                    .event(topic.topic(), name, new JsonObject(Json.map(chosen.document())))
                    .build();
            Confirmed confirmed = Session.run(
                    bus,
                    timeout,
                    started -> started.publish(topic.topic(), name, new JsonObject(Json.map(event)), options));
            show(confirmed, name);
            return ExitStatus.OK;
        } catch (PayloadException.Invalid | PublishException.Unroutable refused) {
            output.refuse(refused);
            return ExitStatus.FINDING;
        }
    }

    private PublishOptions options() {
        return new PublishOptions(
                delay, null, expires, priority, headers, correlationId, key, null, subscriberRequired);
    }

    private void show(Confirmed confirmed, String name) {
        Screen screen = output.screen();
        if (output.json()) {
            screen.json(Json.object()
                    .put("message_id", confirmed.messageId())
                    .put("topic", topic.topic())
                    .put("version", name)
                    .put("routed", confirmed.routed()));
            return;
        }
        screen.line("published " + topic.topic() + " " + name + "  " + confirmed.messageId());
        if (!confirmed.routed()) {
            screen.line(screen.tinted(Screen.Tone.WARNING, "nobody subscribes: no queue has it"));
        }
    }
}
