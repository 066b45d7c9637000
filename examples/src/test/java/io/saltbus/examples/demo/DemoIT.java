package io.saltbus.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The demo on a broker that keeps what earlier runs left. */
@WithServices
class DemoIT {
    private record Run(String lastLine, String errors, int exitCode) {
        long count(String name) {
            String after = lastLine.substring(lastLine.indexOf(name + "=") + name.length() + 1);
            return Long.parseLong(after.split(" ", 2)[0]);
        }
    }

    private static Run run(BrokerService broker, Duration runFor, Duration settleWithin) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var demo = new Demo(
                Map.of("SALTBUS_BROKER_URL", broker.url()),
                new Screen(new PrintStream(out, true, UTF_8), false, false),
                new PrintStream(err, true, UTF_8));
        int exitCode = demo.run(
                DemoOptions.defaults().withRunFor(runFor).withSettleWithin(settleWithin), new CompletableFuture<>());
        String last =
                out.toString(UTF_8).lines().reduce((earlier, later) -> later).orElse("");
        return new Run(last, err.toString(UTF_8), exitCode);
    }

    @Test
    void everyEventIsAccountedForThoughAnEarlierRunLeftSome(BrokerService broker) {
        // ends at once, with retries under way
        run(broker, Duration.ofSeconds(1), Duration.ZERO);

        Run second = run(broker, Duration.ofSeconds(3), Duration.ofSeconds(60));

        assertThat(second.errors()).isEmpty();
        assertThat(second.lastLine()).contains(" lost=0 ");
        assertThat(second.count("published")).isPositive();
        assertThat(second.count("retried")).isPositive();
        assertThat(second.count("handled") + second.count("dead_lettered"))
                .as("an order has four handlers, its payment three")
                .isBetween(3 * second.count("published"), 4 * second.count("published"));
        assertThat(second.exitCode()).isZero();
    }
}
