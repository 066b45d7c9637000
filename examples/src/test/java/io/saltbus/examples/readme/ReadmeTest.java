package io.saltbus.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReadmeTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path EXAMPLES = Path.of("src/main/java");

    private static List<Path> documents() throws Exception {
        List<Path> documents = new ArrayList<>(List.of(PROJECT.resolve("README.md")));
        documents.addAll(Snippets.files(PROJECT.resolve("docs/guide"), ".md"));
        return documents;
    }

    @TestFactory
    Stream<DynamicTest> everySnippetIsAProgramThatRuns() throws Exception {
        Snippets snippets = Snippets.in(EXAMPLES);
        return documents().stream()
                .map(document -> DynamicTest.dynamicTest(
                        document.toString(),
                        () -> assertThat(snippets.faults(document)).isEmpty()));
    }

    @Test
    void theReadmeShowsTheFirstProgram() {
        assertThat(PROJECT.resolve("README.md")).content().contains("<!-- snippet: first-program -->");
    }
}
