package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
    @TempDir
    private Path folder;

    private static SortedMap<String, String> files(String... pathsAndTexts) {
        var files = new TreeMap<String, String>();
        for (int index = 0; index < pathsAndTexts.length; index += 2) {
            files.put(pathsAndTexts[index], pathsAndTexts[index + 1]);
        }
        return files;
    }

    private List<String> present() throws IOException {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void foldersAreMadeAndNothingElseIsLeft() throws Exception {
        var written =
                SourceFolder.write(folder.resolve("new/deep"), files("com/A.java", "a", "com/B.java", "ä"), false);

        assertThat(written).hasSize(2);
        assertThat(present()).containsExactly("new/deep/com/A.java", "new/deep/com/B.java");
        assertThat(folder.resolve("new/deep/com/B.java")).hasContent("ä");
    }

    @Test
    void otherTextIsNotOverwrittenUnlessForced() throws Exception {
        Files.writeString(folder.resolve("A.java"), "mine");
        var files = files("A.java", "made", "B.java", "made");

        assertThatThrownBy(() -> SourceFolder.write(folder, files, false))
                .isInstanceOf(GenerateException.Exists.class)
                .hasMessageContaining("1 of 2 files are there with other text: " + folder.resolve("A.java"));
        assertThat(present()).containsExactly("A.java");

        assertThat(SourceFolder.write(folder, files, true)).hasSize(2);
        assertThat(folder.resolve("A.java")).hasContent("made");
        assertThat(SourceFolder.write(folder, files, false)).isEmpty();
    }

    @Test
    void aFailureLeavesEverythingAsItWas() throws Exception {
        Files.writeString(folder.resolve("B"), "a file where a folder is needed");
        Files.writeString(folder.resolve("A.java"), "mine");

        assertThatThrownBy(() ->
                        SourceFolder.write(folder, files("A.java", "made", "B/C.java", "made", "D/E.java", "x"), true))
                .isInstanceOf(GenerateException.Files.class)
                .hasMessageContaining("C.java");

        assertThat(present()).containsExactly("A.java", "B");
        assertThat(folder.resolve("A.java")).hasContent("mine");
    }

    @Test
    void aFailureWhileFilesAreMovedPutsBackWhatWasThere() throws Exception {
        Files.writeString(folder.resolve("A.java"), "mine");
        Files.createDirectories(folder.resolve("Z.java/inner"));

        assertThatThrownBy(() -> SourceFolder.write(
                        folder, new TreeMap<>(Map.of("A.java", "made", "N/B.java", "made", "Z.java", "made")), true))
                .isInstanceOf(GenerateException.Files.class)
                .hasMessageContaining("Z.java");

        assertThat(present()).containsExactly("A.java");
        assertThat(folder.resolve("A.java")).hasContent("mine");
    }

    @Test
    void noPathLeadsOut() {
        for (String path : List.of("../A.java", "/etc/A.java", "a/../../A.java", "")) {
            assertThatThrownBy(() -> SourceFolder.write(folder, files(path, "made"), true))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
