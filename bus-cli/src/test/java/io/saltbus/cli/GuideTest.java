package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What the guide says the command answers is what it answers. */
class GuideTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- checked: ([a-z-]+) -->\n```\n\\$ saltbus (.*)\n((?:< .*\n)*)((?:.*\n)*?)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static String guide() throws Exception {
        Path guide = Path.of("docs", "guide", "cli.md");
        return Files.readString(Files.exists(guide) ? guide : Path.of("..").resolve(guide));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleAnswersAsTheGuideSays() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(guide());
        while (example.find()) {
            String words = example.group(2);
            String typed =
                    example.group(3).lines().map(line -> line.substring(2)).collect(Collectors.joining("\n"));
            String expected = example.group(4);
            tests.add(DynamicTest.dynamicTest(example.group(1), () -> {
                Terminal terminal = Terminal.bare().typing(typed);
                terminal.run(words(words));
                assertThat(terminal.said()).isEqualTo(expected);
            }));
        }
        assertThat(tests).hasSize(4);
        return tests.stream();
    }

    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .toArray(String[]::new);
    }

    @Test
    void everyCommandIsInTheGuideAndHasExamples() throws Exception {
        String guide = guide();
        SaltBusCommand.commandLine().getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                assertThat(guide).contains("saltbus " + name);
                assertThat(commands(command))
                        .allSatisfy(one -> assertThat(String.join(
                                        "\n",
                                        one.getCommandSpec().usageMessage().footer()))
                                .contains("saltbus " + name));
            }
        });
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(GuideTest::commands));
    }
}
