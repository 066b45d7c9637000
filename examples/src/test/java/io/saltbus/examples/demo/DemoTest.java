package io.saltbus.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {
    private static final Pattern LAST_LINE = Pattern.compile("published=(?<published>\\d+) handled=(?<handled>\\d+)"
            + " retried=(?<retried>\\d+) dead_lettered=(?<deadLettered>\\d+) lost=(?<lost>\\d+)"
            + " duplicates=(?<duplicates>\\d+)");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    private int run(Map<String, String> environment) {
        return demo(environment).run(asked);
    }

    private Demo demo(Map<String, String> environment) {
        return new Demo(
                environment,
                new Screen(new PrintStream(out, true, UTF_8), false, false),
                new PrintStream(err, true, UTF_8));
    }

    private List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }

    private Matcher lastLine() {
        String last = lines().get(lines().size() - 1);
        Matcher found = LAST_LINE.matcher(last);
        assertThat(found.matches()).as("the last line: %s", last).isTrue();
        return found;
    }

    private long last(String name) {
        return Long.parseLong(lastLine().group(name));
    }

    @Test
    void everyCallOfASecondIsAnswered() {
        assertThat(run(Map.of("DEMO_SECONDS", "1"))).isZero();

        assertThat(lines().get(lines().size() - 2))
                .matches("calls=([1-9]\\d*) answered=\\1 failed=0 p50=\\d+\\.\\d\\dms p99=\\d+\\.\\d\\dms");
    }

    @Test
    void everyEventOfTwoSecondsIsAccountedFor() {
        int exitCode = run(Map.of("DEMO_SECONDS", "2"));

        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(last("lost")).isZero();
        assertThat(last("duplicates")).isZero();
        assertThat(last("published")).isPositive();
        assertThat(last("retried")).as("tries that failed").isPositive();
        assertThat(last("deadLettered")).as("orders of what is sold out").isPositive();
        assertThat(last("handled") + last("deadLettered"))
                .as("an order has four handlers and its payment three, and each order is paid")
                .isEqualTo(last("published") / 2 * 7);
        assertThat(exitCode).isZero();
    }

    @Test
    void theLastLineIsWhatTheLedgerAddsUpTo() throws Exception {
        run(Map.of("DEMO_SECONDS", "1"));

        String first = lines().get(0);
        Path ledger = Path.of(first.substring(first.indexOf("the ledger is ") + "the ledger is ".length()));
        assertThat(lastLine().group()).isEqualTo(Tally.read(ledger).line());
    }

    @Test
    void aSwallowedDeliveryIsLost() {
        int exitCode = demo(Map.of("SALTBUS_BROKER_URL", "faulty://swallow"))
                .run(
                        DemoOptions.defaults()
                                .withRunFor(Duration.ofSeconds(1))
                                .withSettleWithin(Duration.ofSeconds(5)),
                        asked);

        assertThat(lastLine().group()).contains("lost=1 duplicates=0");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aDeliveryThatComesTwiceIsADuplicate() {
        int exitCode = run(Map.of("DEMO_SECONDS", "1", "SALTBUS_BROKER_URL", "faulty://twice"));

        assertThat(lastLine().group()).contains("lost=0 duplicates=1");
        assertThat(exitCode).isZero();
    }

    @Test
    void whoeverAsksEndsIt() {
        asked.complete(null);

        int exitCode = run(Map.of());

        assertThat(last("lost")).isZero();
        assertThat(exitCode).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SALTBUS_BROKER_URL | pigeon://roof | no transport on the class path knows addresses like pigeon://roof
            SALTBUS_BROKER_URL | amqpx://roof  | knows addresses like amqpx://roof. Accepted here: amqp://, amqps://, faulty://, memory:
            SALTBUS_BROKER_URL | not a url     | SALTBUS_BROKER_URL (environment) is
            DEMO_SECONDS       | soon          | DEMO_SECONDS is "soon". Accepted: a whole number of seconds
            DEMO_SECONDS       | 0             | DEMO_SECONDS is "0". Accepted: a whole number of seconds
            """)
    void aSettingThatCannotBeUsedEndsItWithOneLine(String variable, String value, String words) {
        int exitCode = run(Map.of(variable, value));

        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("the demo cannot run: ")
                .contains(words);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(exitCode).isEqualTo(1);
    }
}
