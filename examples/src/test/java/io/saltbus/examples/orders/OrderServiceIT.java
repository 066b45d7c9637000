package io.saltbus.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithServices
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrderServiceIT {
    private final List<Process> processes = new ArrayList<>();

    private BufferedReader start(String broker, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(agents());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OrderService.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SALTBUS_BROKER_URL", broker);
        Process process = builder.start();
        processes.add(process);
        return process.inputReader();
    }

    // what watches this process, such as the one that counts covered lines, watches them as well
    private static List<String> agents() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .toList();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static String firstWith(String words, BufferedReader out) {
        return out.lines().filter(line -> line.contains(words)).findFirst().orElse("it ended without " + words);
    }

    @Test
    void anOrderGoesThroughFiveProcesses(BrokerService broker) throws Exception {
        var payment = start(broker.url(), "payment");
        var email = start(broker.url(), "email");
        var inventory = start(broker.url(), "inventory");
        var analytics = start(broker.url(), "analytics");
        for (BufferedReader out : List.of(payment, email, inventory, analytics)) {
            firstWith("running", out);
        }
        var orders = start(broker.url(), "orders");

        assertThat(firstWith("A-1 placed", orders)).isEqualTo("orders: A-1 placed");
        assertThat(firstWith("A-1 paid", payment)).isEqualTo("payment: A-1 paid, 349.90");
        assertThat(firstWith("receipt for A-1,", email)).isEqualTo("email: receipt for A-1, paid by card (tx-A-1)");
        assertThat(firstWith("reserved A-1,", inventory)).startsWith("inventory: reserved A-1, 5 pieces, at try ");
        assertThat(firstWith("order.paid {\"order_id\":\"A-1\"", analytics))
                .startsWith("analytics: order.paid {\"order_id\":\"A-1\",");
    }

    @Test
    void aServiceThatIsNotKnownEndsWithOneLine(BrokerService broker) throws Exception {
        assertThat(start(broker.url(), "cellar").lines())
                .containsExactly(
                        "cellar cannot run: a service is orders, payment, email, inventory or analytics, not \"cellar\"");
    }
}
