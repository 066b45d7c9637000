package io.saltbus.registry.internal.mirror;

import static io.saltbus.registry.internal.mirror.MirrorFixture.await;
import static io.saltbus.registry.internal.mirror.MirrorFixture.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.internal.mirror.SwitchedStore.Line;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheTest {
    @RegisterExtension
    final MirrorFixture fixture = new MirrorFixture();

    @TempDir
    Path folder;

    private RegistryOptions options() {
        return RegistryOptions.defaults().withCacheFile(file());
    }

    private Path file() {
        return folder.resolve("deeper").resolve("schemas.json");
    }

    private void fill() {
        fixture.store.put("order.paid", "v1", Schemas.with("id", "string"), SchemaStatus.DEPRECATED);
        MirroredRegistry mirror = fixture.mirror(options());
        fixture.register(mirror);
        await(mirror.subscribed(subscriber("reader", "order.*")));
        fixture.advance(Duration.ofSeconds(1));
        assertThat(file()).exists();
    }

    @Test
    void aStartWithoutTheStoreKnowsWhatWasKnown() {
        fill();
        fixture.store.line = Line.FAILS;

        MirroredRegistry mirror = fixture.mirror(options());
        fixture.registerInVain(mirror);
        await(mirror.subscribed(subscriber("reader", "order.*")));

        assertThat(fixture.find(mirror, "order.paid", "v1").sameAs(Schemas.with("id", "string")))
                .isTrue();
        assertThat(mirror.status("order.paid", Version.parse("v1"))).isEqualTo(SchemaStatus.DEPRECATED);
        assertThat(fixture.log("INFO cache_read")).singleElement().asString().endsWith("schemas=1");
    }

    @Test
    void whatTheStoreSaysLaterWins() {
        fill();
        fixture.store.line = Line.FAILS;
        MirroredRegistry mirror = fixture.mirror(options());
        fixture.registerInVain(mirror);
        await(mirror.subscribed(subscriber("reader", "order.*")));

        fixture.store.remove("order.paid", "v1");
        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(10));

        assertThat(fixture.knows(mirror, "order.paid", "v1")).isFalse();
    }

    @Test
    void aStartWithTheStoreDoesNotReadIt() throws IOException {
        fill();
        Files.writeString(file(), "broken");

        fixture.register(fixture.mirror(options()));

        assertThat(fixture.log("WARN cache")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "broken",
                "[]",
                "{\"format\": 2, \"schemas\": []}",
                "{\"format\": 1, \"schemas\": [{\"topic\": \"t\"}]}",
                "{\"format\": 1, \"schemas\": [{\"topic\": \"t\", \"version\": \"1\", \"schema\": {}}]}",
                "{\"format\": 1, \"schemas\": [{\"topic\": \"t\", \"version\": \"v1\", \"mode\": \"X\", \"schema\": {}}]}"
            })
    void whatCannotBeReadIsIgnoredWithOneLine(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        fixture.store.line = Line.FAILS;
        MirroredRegistry mirror = fixture.mirror(options());

        fixture.registerInVain(mirror);
        await(mirror.subscribed(subscriber("reader", "order.*")));

        assertThat(fixture.log("WARN cache_unusable")).hasSize(1);
        assertThat(mirror.versions("t")).isEmpty();
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path huge = folder.resolve("huge.json");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(CacheFile.MOST_BYTES + 1);
        }

        assertThatThrownBy(() -> new CacheFile(huge).read()).hasMessageContaining("at most");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidOnce() throws IOException {
        Files.writeString(folder.resolve("deeper"), "a file where a folder should be");
        fixture.store.put("order.paid", "v1", Schemas.of("{}"));
        MirroredRegistry mirror = fixture.mirror(options());
        fixture.register(mirror);
        await(mirror.subscribed(subscriber("reader", "order.*")));
        fixture.advance(Duration.ofSeconds(1));

        fixture.store.put("order.paid", "v2", Schemas.of("{}"));
        fixture.store.tell("#");
        fixture.advance(Duration.ofSeconds(1));

        assertThat(fixture.log("WARN cache_unwritten")).hasSize(1);
    }

    @Test
    void whatChangedLastIsWrittenByTheCloseAndNothingIsLeftBesideIt() throws IOException {
        MirroredRegistry mirror = fixture.mirror(options());
        fixture.register(mirror);
        await(mirror.subscribed(subscriber("reader", "order.*")));
        fixture.store.put("order.paid", "v1", Schemas.of("{}"));
        fixture.store.tell("order.paid");
        fixture.turns();

        await(mirror.close());

        assertThat(new CacheFile(file()).read()).hasSize(1);
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void noFileIsNoFault() throws IOException {
        assertThat(new CacheFile(folder.resolve("none.json")).read()).isEqualTo(List.of());
    }
}
