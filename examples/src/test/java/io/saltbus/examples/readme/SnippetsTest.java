package io.saltbus.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeSource() throws IOException {
        Files.writeString(folder.resolve("Source.java"), """
                class Source {
                    // tag::greeting[]
                    void greet() {
                        say("hello");
                    }
                    // end::greeting[]
                }
                """);
    }

    private List<String> faults(String document) throws IOException {
        return Snippets.in(folder).faults(Files.writeString(folder.resolve("page.md"), document));
    }

    @Test
    void theSameLinesWithOtherIndentationAreTheSame() throws Exception {
        assertThat(faults("""
                        <!-- snippet: greeting -->

                        ```java
                        void greet() {
                            say("hello");
                        }
                        ```
                        """)).isEmpty();
    }

    @Test
    void anotherWordIsAFault() throws Exception {
        assertThat(faults("""
                        <!-- snippet: greeting -->
                        ```java
                        void greet() {
                            say("good evening");
                        }
                        ```
                        """))
                .singleElement()
                .asString()
                .startsWith("page.md:1 snippet greeting: it should show\nvoid greet() {\n    say(\"hello\");");
    }

    @Test
    void aSnippetThatNoSourceHasIsAFault() throws Exception {
        assertThat(faults("<!-- snippet: farewell -->\n```java\nvoid leave() {}\n```\n"))
                .containsExactly("page.md:1 snippet farewell: no source has a region of this name");
    }

    @Test
    void aMarkWithoutABlockIsAFault() throws Exception {
        assertThat(faults("words\n<!-- snippet: greeting -->\nmore words\n"))
                .containsExactly("page.md:2 snippet greeting: no ```java block follows");
        assertThat(faults("<!-- snippet: greeting -->")).hasSize(1);
        assertThat(faults("<!-- snippet: greeting -->\n```java\nvoid greet() {"))
                .hasSize(1);
    }

    @Test
    void aRegionIsThereOnceAndEnds() throws Exception {
        Path again = Files.writeString(folder.resolve("Again.java"), "// tag::greeting[]\n// end::greeting[]\n");
        assertThatThrownBy(() -> Snippets.in(folder)).hasMessageContaining("the region greeting is there twice");

        Files.writeString(again, "// tag::open[]\n");
        assertThatThrownBy(() -> Snippets.in(folder)).hasMessageContaining("begins the region open and never ends it");
    }
}
