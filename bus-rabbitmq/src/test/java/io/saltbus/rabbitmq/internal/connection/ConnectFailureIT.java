package io.saltbus.rabbitmq.internal.connection;

import static io.saltbus.rabbitmq.internal.connection.LoopBench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rabbitmq.RabbitOptions;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerOptions;
import io.saltbus.testkit.service.Certificates;
import io.saltbus.testkit.service.PrivateBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a broker cannot be connected to. No error and no log line ever holds the password. */
@Timeout(60)
class ConnectFailureIT {
    private static final String CANARY = "canary-5up3r";

    @TempDir
    static Path folder;

    private static PrivateBroker broker;
    private static Certificates own;
    private static Certificates strange;

    private final LoopBench bench = new LoopBench();

    @BeforeAll
    static void startWithTls() throws Exception {
        own = new Certificates(made("own")).issue("server", "dns:localhost").issue("accounts", "");
        strange = new Certificates(made("strange")).issue("accounts", "");
        broker = PrivateBroker.start(BrokerOptions.defaults()
                .withPlugin("rabbitmq_auth_mechanism_ssl")
                .withSetting("auth_mechanisms.1", "PLAIN")
                .withSetting("auth_mechanisms.2", "EXTERNAL")
                .withSetting("ssl_cert_login_from", "common_name")
                .withTls(own.authority(), own.certificate("server"), own.key("server")));
        broker.rabbitmqctl("add_user", "accounts", CANARY);
        broker.rabbitmqctl("set_permissions", "accounts", ".*", ".*", ".*");
    }

    private static Path made(String name) throws Exception {
        return Files.createDirectory(folder.resolve(name));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void noPasswordWasLogged() {
        bench.close();
        bench.log().expectNone(CANARY);
    }

    @Test
    void theRightPasswordIsTaken() {
        bench.opened(plain("", ""));
    }

    @Test
    void aWrongPassword() {
        refused(RabbitOptions.parse("amqp://accounts:wrong-" + CANARY + "@127.0.0.1:" + broker.port()))
                .hasMessageContainingAll("127.0.0.1:" + broker.port(), "user \"accounts\"", "correct user or password");
    }

    @Test
    void aMissingVirtualHost() {
        refused(plain("/missing", "")).hasMessageContainingAll("virtual host \"missing\"", "add_vhost");
    }

    @Test
    void aHostThatNobodyKnows() {
        unreachable(RabbitOptions.parse("amqp://a:" + CANARY + "@no-such-host.invalid?start_timeout=800ms"))
                .hasMessageContainingAll("no-such-host.invalid:5672", "no host of this name");
    }

    @Test
    void aPortThatNobodyListensAt() {
        try (FaultProxy proxy = FaultProxy.to(broker)) {
            proxy.refuse(true);
            unreachable(RabbitOptions.parse(proxy.through(plainUrl()) + "?start_timeout=2500ms"))
                    .hasMessageContainingAll("nothing listens there", "Tried for 2500 ms");
        }
        assertThat(bench.log().lines(Level.WARN)).hasSizeBetween(2, 3).allMatch(line -> line.contains("attempt"));
    }

    @Test
    void aBrokerThatDoesNotAnswer() {
        try (FaultProxy proxy = FaultProxy.to(broker)) {
            proxy.stall();
            unreachable(RabbitOptions.parse(proxy.through(plainUrl()) + "?start_timeout=1500ms&connect_timeout=500ms"))
                    .hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void aHostThatSwallowsPackets() {
        // 192.0.2.0/24 is set aside for documentation (RFC 5737): a network drops it or says that there is no way to it
        unreachable(RabbitOptions.parse("amqp://a:" + CANARY + "@192.0.2.1?start_timeout=900ms&connect_timeout=300ms"));
    }

    @Test
    void tlsWithTheRightAuthorityIsTaken() {
        bench.opened(tls("localhost", "cacerts=" + own.authority()));
    }

    @Test
    void aCertificateOfAnAuthorityThatIsNotTrusted() {
        refused(tls("localhost", "cacerts=" + strange.authority()))
                .hasMessageContainingAll("nobody who is trusted here", "cacerts");
        refused(tls("localhost", "prefix=x")).hasMessageContaining("nobody who is trusted here");
    }

    @Test
    void aCertificateOfAnotherHost() {
        refused(tls("127.0.0.1", "cacerts=" + own.authority()))
                .hasMessageContainingAll("not for this host name", "127.0.0.1");
    }

    @Test
    void certificatesThatCannotBeRead() {
        refused(tls("localhost", "cacerts=/no/such/file.pem"))
                .hasMessageContaining("there is no file /no/such/file.pem");
    }

    @Test
    void tlsToAPortWithoutIt() {
        refused(RabbitOptions.parse("amqps://accounts:" + CANARY + "@localhost:" + broker.port()))
                .hasMessageContainingAll("does not speak TLS", "amqp://");
    }

    @Test
    void plainTextToAPortWithTls() {
        refused(RabbitOptions.parse("amqp://accounts:" + CANARY + "@localhost:" + broker.tlsPort()))
                .hasMessageContainingAll("it speaks TLS", "amqps://");
    }

    @Test
    void aClientCertificateSignsIn() {
        bench.opened(tls("localhost", external(own)));
    }

    @Test
    void aClientCertificateThatTheBrokerDoesNotTrust() {
        refused(tls("localhost", external(strange))).hasMessageContaining("a certificate that it trusts");
    }

    @Test
    void aWayOfSigningInThatTheBrokerDoesNotOffer() {
        try (PrivateBroker without = PrivateBroker.start(
                BrokerOptions.defaults().withTls(own.authority(), own.certificate("server"), own.key("server")))) {
            refused(RabbitOptions.parse("amqps://localhost:" + without.tlsPort() + "?" + external(own)))
                    .hasMessageContainingAll("PLAIN", "rabbitmq_auth_mechanism_ssl");
        }
    }

    @Test
    void oneHostOfSeveralIsEnough() {
        bench.opened(RabbitOptions.parse("amqp://accounts:" + CANARY + "@no-such-host.invalid,127.0.0.1:"
                + broker.port() + "?start_timeout=5s"));
    }

    private static String external(Certificates of) {
        return "sasl=external&cacerts=" + own.authority() + "&cert=" + of.certificate("accounts") + "&key="
                + of.key("accounts");
    }

    private static String plainUrl() {
        return "amqp://accounts:" + CANARY + "@127.0.0.1:" + broker.port();
    }

    private static RabbitOptions plain(String vhost, String query) {
        return RabbitOptions.parse(plainUrl() + vhost + query);
    }

    private static RabbitOptions tls(String host, String query) {
        return RabbitOptions.parse("amqps://accounts:" + CANARY + "@" + host + ":" + broker.tlsPort() + "?" + query);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(RabbitOptions options) {
        long start = System.nanoTime();
        var assertion = failure(options).isInstanceOf(ConnectionException.Refused.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        return assertion;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> unreachable(RabbitOptions options) {
        return failure(options).isInstanceOf(ConnectionException.Unreachable.class);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> failure(RabbitOptions options) {
        LoopConnection connection = bench.connection(options);
        BusException failed = catchThrowableOfType(BusException.class, () -> await(bench.onLoop(connection::open)));
        var text = new StringWriter();
        failed.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain(CANARY);
        assertThat(connection.troubles().toString()).doesNotContain(CANARY);
        return assertThat(failed);
    }
}
