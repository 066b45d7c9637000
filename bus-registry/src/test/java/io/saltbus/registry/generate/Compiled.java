package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java source, compiled in memory with every warning an error, and loaded. */
final class Compiled extends ClassLoader {
    /** Where what generated source refers to comes from. */
    private static final List<String> LIBRARIES = List.of(
            "io.saltbus.core.event.Event",
            "io.saltbus.rpc.RpcRequest",
            "com.fasterxml.jackson.annotation.JsonProperty",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.JsonNode",
            "io.vertx.core.json.JsonObject",
            "io.vertx.codegen.annotations.DataObject",
            "io.vertx.codegen.json.annotations.JsonGen",
            "jakarta.validation.constraints.Min",
            "org.jspecify.annotations.Nullable");

    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private Compiled() {
        super(Compiled.class.getClassLoader());
    }

    /** Compiles files by path; what the compiler finds fails the test, with the source. */
    static Compiled of(Map<String, String> files) {
        var compiled = new Compiled();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        String classPath = LIBRARIES.stream().map(Compiled::origin).distinct().collect(Collectors.joining(":"));
        var options =
                List.of("--release", "17", "-Xlint:all", "-Werror", "-proc:none", "-cp", classPath, "-parameters");
        List<SimpleJavaFileObject> sources = files.entrySet().stream()
                .<SimpleJavaFileObject>map(file -> new Source(file.getKey(), file.getValue()))
                .toList();
        try (var manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            compiler.getTask(null, compiled.collecting(manager), found, options, null, sources)
                    .call();
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        }
        assertThat(found.getDiagnostics().stream().map(Compiled::told).limit(5)).isEmpty();
        return compiled;
    }

    private static String told(Diagnostic<? extends JavaFileObject> problem) {
        String source = problem.getSource() instanceof Source file ? file.getCharContent(true) : "";
        return problem + "\n" + (source.length() > 4_000 ? "" : source);
    }

    private static String origin(String library) {
        try {
            return Path.of(Class.forName(library)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ReflectiveOperationException | java.net.URISyntaxException missing) {
            throw new IllegalStateException(library + " is not on the class path of the test", missing);
        }
    }

    Class<?> type(String path) {
        return type0(path.substring(0, path.length() - ".java".length()).replace('/', '.'));
    }

    private Class<?> type0(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    Stream<Class<?>> types(Map<String, String> files) {
        return files.keySet().stream().map(this::type);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }

    private JavaFileManager collecting(JavaFileManager standard) {
        return new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        var bytes = new ByteArrayOutputStream();
                        classes.put(name, bytes);
                        return bytes;
                    }
                };
            }
        };
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(Path.of("/", path).toUri(), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
