package io.saltbus.cli.internal.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.core.Declarations;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.subscribe.Subscribe.VersionMatch;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a service's declarations are: its jars and folders of classes, and files with JSON Schemas. */
final class Sources {
    private static final String SCHEMA_FILE = ".json";

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = {
                "Jars and folders of classes with @Event and @Subscribe;",
                "and JSON Schemas in files called TOPIC[@VERSION].json (v1 without)."
            })
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--classpath",
            paramLabel = "PATHS",
            description = "The same, as a class path; also what the classes need. May be given again.")
    private List<String> classPaths = new ArrayList<>();

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = {
                "Only events in this package and below are published, as with scan(\"...\").",
                "May be given again. Default: every @Event class that is found."
            })
    private List<String> packages = new ArrayList<>();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "The service that publishes them. Default: SALTBUS_SERVICE.")
    private @Nullable String service;

    @Option(
            names = "--celery",
            description = "Versions of handlers mean what they mean to celery-salt, as with celeryInterop().")
    private boolean celery;

    /** The service's name; null where none was given. */
    @Nullable
    String service(Surroundings around) {
        return service != null ? service : around.settings().service();
    }

    /**
     * Reads everything.
     *
     * @throws UsageException where there is nothing to read, or a path leads nowhere
     * @throws ConfigurationException naming what is declared wrongly
     */
    Declarations read(Surroundings around) {
        String publisher = Objects.requireNonNullElse(service(around), "saltbus-cli");
        List<Path> classes = new ArrayList<>();
        List<SchemaDeclaration> files = new ArrayList<>();
        for (Path path : existing()) {
            if (path.toString().endsWith(SCHEMA_FILE) && Files.isRegularFile(path)) {
                files.add(declaration(path, publisher, around));
            } else {
                classes.add(path);
            }
        }
        Declarations scanned = classes.isEmpty() ? new Declarations(List.of(), List.of()) : scan(classes, publisher);
        if (!classes.isEmpty()
                && scanned.events().isEmpty()
                && scanned.subscribers().isEmpty()) {
            throw new UsageException("no class with @Event or @Subscribe is in "
                    + String.join(", ", classes.stream().map(Path::toString).toList())
                    + ": name the jars, or the folders where packages begin, such as target/classes, or correct --package;"
                    + " schemas are given as files, such as schemas/*.json");
        }
        files.addAll(0, scanned.events());
        return new Declarations(files, scanned.subscribers());
    }

    private List<Path> existing() {
        var words = new ArrayList<>(paths);
        classPaths.forEach(several -> words.addAll(List.of(several.split(File.pathSeparator, -1))));
        List<Path> found =
                words.stream().filter(word -> !word.isBlank()).map(Path::of).toList();
        if (found.isEmpty()) {
            throw new UsageException("give the jars or folders of classes to read, such as target/classes");
        }
        for (Path path : found) {
            if (!Files.exists(path)) {
                throw new UsageException("there is no " + path + ": build the service first, or correct the path");
            }
        }
        return found;
    }

    private static SchemaDeclaration declaration(Path file, String publisher, Surroundings around) {
        String name = file.toFile().getName();
        try {
            TopicVersion named = TopicVersion.parse(name.substring(0, name.length() - SCHEMA_FILE.length()));
            ObjectNode document = around.input().object(file.toString(), "the schema");
            return new SchemaDeclaration(
                    named.topic(),
                    Objects.requireNonNullElse(named.version(), Version.parse("v1")),
                    EventMode.BROADCAST,
                    EventSchemas.of(Schema.of(document)),
                    publisher,
                    file.toString());
        } catch (IllegalArgumentException noName) {
            throw new UsageException(file + " must be called TOPIC[@VERSION].json: " + noName.getMessage(), noName);
        } catch (ConfigurationException noSchema) {
            throw new UsageException(file + ": " + noSchema.getMessage(), noSchema);
        }
    }

    private Declarations scan(List<Path> classes, String publisher) {
        URL[] urls = classes.stream().map(Sources::url).toArray(URL[]::new);
        try (var loader = new URLClassLoader(urls, Sources.class.getClassLoader())) {
            return Declarations.scan(
                    loader, publisher, packages, celery ? VersionMatch.AT_LEAST : VersionMatch.DEFAULT);
        } catch (LinkageError missing) {
            throw new UsageException(
                    "a class needs another that is in none of the paths (" + missing.getMessage()
                            + "): add its jar with --classpath",
                    missing);
        } catch (IOException notClosed) {
            throw new UsageException("the jars cannot be closed: " + notClosed.getMessage(), notClosed);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UsageException(path + " cannot be read from: " + impossible.getMessage(), impossible);
        }
    }
}
