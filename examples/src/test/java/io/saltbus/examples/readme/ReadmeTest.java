package io.saltbus.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

    /** In the documents a test is named as {@code `Class.method`}, or {@code `Class.*`} for all of a class. */
    @Test
    void everyTestThatTheDocumentsNameExists() throws Exception {
        Pattern named = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+|\\*)`");
        List<String> known = testMethods();
        List<Path> documents = documents();
        documents.add(PROJECT.resolve("ARCHITECTURE.md"));
        for (Path document : documents) {
            named.matcher(Files.readString(document)).results().forEach(name -> {
                String wanted = name.group(2).equals("*") ? name.group(1) + "." : name.group(1) + "." + name.group(2);
                assertThat(known)
                        .as("%s names %s", document, name.group())
                        .anyMatch(test -> name.group(2).equals("*") ? test.startsWith(wanted) : test.equals(wanted));
            });
        }
        assertThat(known).contains("ReadmeTest.everyTestThatTheDocumentsNameExists");
    }

    private static List<String> testMethods() throws IOException {
        Pattern method = Pattern.compile("(?:void|<DynamicTest>) (\\w+)\\(");
        var found = new ArrayList<String>();
        for (String folder : List.of(
                "bus-core/src/test",
                "bus-testkit/src",
                "bus-rabbitmq/src/test",
                "bus-rpc/src/test",
                "bus-registry/src/test",
                "examples/src/test")) {
            for (Path file : Snippets.files(PROJECT.resolve(folder), ".java")) {
                String type = file.getFileName().toString().replace(".java", "");
                method.matcher(Files.readString(file)).results().forEach(name -> found.add(type + "." + name.group(1)));
            }
        }
        return found;
    }
}
