package io.saltbus.rabbitmq.internal.connection;

import static io.saltbus.rabbitmq.internal.connection.LoopBench.await;
import static io.saltbus.rabbitmq.internal.connection.LoopBench.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.impl.CredentialsProvider;
import io.saltbus.rabbitmq.RabbitOptions;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithServices
@Timeout(180)
class CredentialRefreshIT {
    /** A new user of the broker, whose first password is the provider's first. */
    private static RabbitOptions signedInBy(ChangingPassword provider, PrivateBroker broker) {
        broker.rabbitmqctl("add_user", "accounts", "password-0");
        broker.rabbitmqctl("set_permissions", "accounts", ".*", ".*", ".*");
        return RabbitOptions.of(new RabbitMQOptions()
                .setHost(broker.host())
                .setPort(broker.port())
                .setCredentialsProvider(provider));
    }

    @Test
    void renewedCredentialsAreToldToTheBrokerAndUsedByTheNextConnection(PrivateBroker broker) {
        var provider = new ChangingPassword(Duration.ofSeconds(30));
        RabbitOptions options = signedInBy(provider, broker);
        try (var bench = new LoopBench()) {
            LoopConnection connection = bench.opened(options);
            var tenant = new RecordingTenant();
            await(bench.onLoop(() -> connection.add(tenant)));
            assertThat(tenant.next()).isEqualTo("connected");

            broker.rabbitmqctl("change_password", "accounts", "password-1");
            provider.lifetime(Duration.ofHours(1));
            until("a refresh", Duration.ofSeconds(60), () -> provider.refreshes.get() == 1);
            // the password is told to the broker after the refresh: with a wrong one it would have closed the
            // connection
            assertThat(tenant.next(Duration.ofSeconds(2))).isEqualTo("nothing within 2000 ms");

            broker.rabbitmqctl("close_all_connections", "the test");
            assertThat(tenant.next()).isEqualTo("disconnected");
            assertThat(tenant.next()).isEqualTo("connected");
            bench.log().expectNone("password-");
        }
    }

    @Test
    void aPasswordThatChangedWithoutWarningIsUsedByTheNextConnection(PrivateBroker broker) {
        var provider = new ChangingPassword(Duration.ofHours(1));
        RabbitOptions options = signedInBy(provider, broker);
        try (var bench = new LoopBench()) {
            LoopConnection connection = bench.opened(options);
            var tenant = new RecordingTenant();
            await(bench.onLoop(() -> connection.add(tenant)));
            assertThat(tenant.next()).isEqualTo("connected");

            broker.rabbitmqctl("change_password", "accounts", "password-1");
            broker.rabbitmqctl("close_all_connections", "the test");
            assertThat(tenant.next()).isEqualTo("disconnected");
            until(
                    "a refusal",
                    Duration.ofSeconds(20),
                    () -> connection.troubles().toString().contains("correct user or password"));
            provider.refresh();

            assertThat(tenant.next()).isEqualTo("connected");
        }
    }

    /** Its password is password-N after N refreshes. */
    private static final class ChangingPassword implements CredentialsProvider {
        final AtomicInteger refreshes = new AtomicInteger();
        private volatile Duration lifetime;
        private volatile long expiresNanos;

        ChangingPassword(Duration lifetime) {
            this.lifetime = lifetime;
            this.expiresNanos = System.nanoTime() + lifetime.toNanos();
        }

        void lifetime(Duration next) {
            lifetime = next;
        }

        @Override
        public String getUsername() {
            return "accounts";
        }

        @Override
        public String getPassword() {
            return "password-" + refreshes.get();
        }

        @Override
        public Duration getTimeBeforeExpiration() {
            return Duration.ofNanos(expiresNanos - System.nanoTime());
        }

        @Override
        public void refresh() {
            refreshes.incrementAndGet();
            expiresNanos = System.nanoTime() + lifetime.toNanos();
        }
    }
}
