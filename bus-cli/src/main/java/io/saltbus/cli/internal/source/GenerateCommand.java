package io.saltbus.cli.internal.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Lookup;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.registry.generate.GeneratedSource;
import io.saltbus.registry.generate.JavaOptions;
import io.saltbus.registry.generate.JavaSource;
import io.saltbus.registry.generate.Note;
import io.saltbus.registry.generate.PydanticSource;
import io.saltbus.registry.generate.SourceFolder;
import io.saltbus.registry.generate.TypeScriptSource;
import io.saltbus.registry.store.StoredSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Source text for an event that another code base publishes. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Makes a Java record, a Pydantic model or a TypeScript type of a registered event.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus generate order.created --package com.acme.orders --out src/main/java",
            "  saltbus generate order.created@v1.2 --language typescript",
            "  saltbus generate order.created --language pydantic --out models",
            "",
            "What the types do not say of the schema is told on standard error.",
            "Exit status: 1 where the types do not mean all of it."
        })
public final class GenerateCommand implements Callable<Integer> {
    /** What can be made. */
    enum Language {
        /** Records. */
        JAVA,
        /** Models of Pydantic 2. */
        PYDANTIC,
        /** Types. */
        TYPESCRIPT
    }

    @Parameters(paramLabel = "TOPIC[@VERSION]", converter = TopicVersion.Word.class, description = "The event.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TopicVersion wanted;

    @Option(
            names = "--language",
            paramLabel = "NAME",
            defaultValue = "JAVA",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Language language = Language.JAVA;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            defaultValue = "events",
            description = "The package of the Java records. Default: ${DEFAULT-VALUE}.")
    private String packageName = "events";

    @Option(names = "--type", paramLabel = "NAME", description = "The name of the event's Java record.")
    private @Nullable String typeName;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the files go. Default: standard output.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replaces files that hold other text.")
    private boolean force;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public GenerateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (typeName != null && language != Language.JAVA) {
            throw new UsageException("--type names a Java record: without --language " + language);
        }
        JavaOptions options = JavaOptions.ofPackage(packageName);
        JavaOptions named = typeName == null ? options : options.withTypeName(typeName);
        StoredSchema stored = registry.ask(around, store -> Lookup.one(store, wanted));
        GeneratedSource made = switch (language) {
            case JAVA -> JavaSource.of(stored, named);
            case PYDANTIC -> PydanticSource.of(stored);
            case TYPESCRIPT -> TypeScriptSource.of(stored);
        };
        List<Path> written = out == null ? List.of() : SourceFolder.write(out, made.files(), force);
        if (output.json()) {
            output.screen().json(json(made));
        } else if (out == null) {
            made.files().values().forEach(text -> output.screen().out().print(text));
        } else {
            made.files()
                    .keySet()
                    .forEach(path -> output.screen().line(out.resolve(path).toString()));
        }
        tell(made, written.size());
        return language == Language.JAVA && !made.exact() ? ExitStatus.FINDING : ExitStatus.OK;
    }

    private void tell(GeneratedSource made, int written) {
        Screen remarks = output.remarks();
        for (Note note : made.notes()) {
            remarks.line(remarks.tinted(Screen.Tone.WARNING, "note  ") + note);
        }
        if (out != null && written < made.files().size()) {
            remarks.line(made.files().size() - written + " of the files held this text already");
        }
    }

    private ObjectNode json(GeneratedSource made) {
        ObjectNode json = Json.object().put("exact", made.exact());
        ObjectNode files = json.putObject("files");
        made.files().forEach(files::put);
        ArrayNode notes = json.putArray("notes");
        made.notes()
                .forEach(note -> notes.addObject()
                        .put("document", note.document())
                        .put("pointer", note.pointer())
                        .put("keyword", note.keyword())
                        .put("message", note.message()));
        return json;
    }
}
