package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.registry.store.StoredSchema;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeScriptSourceTest {
    @Test
    void allOfItPassesTheCompilerInItsStrictestMode(@TempDir Path folder) throws Exception {
        unpackCompiler(folder);
        var command = new ArrayList<>(List.of(
                "node",
                "lib/tsc.js",
                "--noEmit",
                "--strict",
                "--noUnusedLocals",
                "--target",
                "es2020",
                "--moduleDetection",
                "force"));
        for (StoredSchema stored : Corpus.everything()) {
            GeneratedSource source = TypeScriptSource.of(stored);
            String prefix = stored.topic().replace('.', '_') + "/";
            for (var file : source.files().entrySet()) {
                Path path = folder.resolve(prefix + file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
                command.add(prefix + file.getKey());
            }
        }

        assertThat(Command.run(folder, command)).isBlank();
    }

    private static void unpackCompiler(Path folder) throws IOException {
        Path jar = List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(":"))
                .stream()
                .filter(entry -> entry.matches(".*/typescript-[0-9.]+\\.jar"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
        Files.createDirectory(folder.resolve("lib"));
        try (FileSystem opened = FileSystems.newFileSystem(jar);
                var entries = Files.find(
                        opened.getPath("/META-INF"),
                        6,
                        (path, kind) ->
                                String.valueOf(path.getFileName()).matches("_?tsc\\.js|lib\\.[a-z0-9.]*d\\.ts"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Files.copy(
                        entry, folder.resolve("lib").resolve(entry.getFileName().toString()));
            }
        }
    }

    @Test
    void anEventBecomesAnInterface() {
        GeneratedSource source = TypeScriptSource.of(Stored.event(
                "order.paid",
                "{'title':'OrderPaid','description':'Somebody paid.','type':'object','properties':{'order_id':{'type':'string',"
                        + "'format':'uuid','description':'which order'},'method':{'enum':['card','cash']},"
                        + "'note':{'type':['string','null'],'default':null},'items':{'type':'array','items':{'type':['integer','null']}}},"
                        + "'required':['order_id','method','items']}"));

        assertThat(source.files()).containsOnlyKeys("order-paid.ts");
        assertThat(source.files().get("order-paid.ts")).isEqualTo("""
                        // Made by SaltBus from the schema of order.paid v1.

                        /** Somebody paid. */
                        export interface OrderPaid {
                          /**
                           * which order
                           *
                           * @format uuid
                           */
                          order_id: string;
                          method: Method;
                          note?: string | null;
                          items: (number | null)[];
                        }

                        export type Method = "card" | "cash";
                        """);
        assertThat(source.exact()).isTrue();
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> TypeScriptSource.of(Stored.event("odd", "{'type':'array'}")))
                .isInstanceOf(GenerateException.Unsuitable.class)
                .hasMessage("odd v1: the payload is no object, and an event is one");
    }
}
