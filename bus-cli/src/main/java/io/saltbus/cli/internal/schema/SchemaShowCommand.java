package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Lookup;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.StoredSchema;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One schema. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the schema of a version; alone on standard output, so that it can be kept in a file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus schema show order.created > order.schema.json",
            "  saltbus schema show order.created@v1.2 --json",
            "  saltbus schema show rpc.documents.list --reply"
        })
final class SchemaShowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TOPIC[@VERSION]",
            converter = TopicVersion.Word.class,
            description = "Without a version: the newest active one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TopicVersion wanted;

    @Option(names = "--reply", description = "The schema of a call's answers.")
    private boolean reply;

    @Option(names = "--error", description = "The schema of a call's failures.")
    private boolean error;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    SchemaShowCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (reply && error) {
            throw new UsageException("give --reply or --error, not both");
        }
        StoredSchema stored = registry.ask(around, store -> Lookup.one(store, wanted));
        if (output.json()) {
            output.screen().json(StoredJson.of(stored));
            return ExitStatus.OK;
        }
        output.screen().json(document(stored));
        Screen remarks = output.remarks();
        remarks.line(remarks.tinted(Screen.Tone.FAINT, summary(stored)));
        return ExitStatus.OK;
    }

    private ObjectNode document(StoredSchema stored) {
        @Nullable
        ObjectNode document = reply
                ? stored.documents().reply()
                : error ? stored.documents().error() : stored.documents().payload();
        if (document == null) {
            throw new UsageException(stored.topic() + " " + stored.version() + " has no schema of "
                    + (reply ? "answers" : "failures") + ": it is "
                    + (stored.mode() == io.saltbus.core.event.EventMode.RPC ? "not known" : "no call"));
        }
        return document;
    }

    private static String summary(StoredSchema stored) {
        String reason = stored.record().deprecatedReason();
        return stored.topic() + " " + stored.version() + ", "
                + stored.status().name().toLowerCase(java.util.Locale.ROOT)
                + (stored.status() == SchemaStatus.ACTIVE || reason == null ? "" : " (" + reason + ")")
                + ", registered by " + stored.publisher() + " at "
                + stored.record().createdAt();
    }
}
