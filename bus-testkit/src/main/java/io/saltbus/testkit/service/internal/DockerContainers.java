package io.saltbus.testkit.service.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Services in containers. Needs the optional Testcontainers and a Docker engine. */
final class DockerContainers {
    private static final int ENGINE_ANSWERS_WITHIN_SECONDS = 2;
    private static final CompletableFuture<Boolean> ENGINE = CompletableFuture.supplyAsync(
                    () -> DockerClientFactory.instance().isDockerAvailable())
            .completeOnTimeout(false, ENGINE_ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)
            .exceptionally(unusable -> false);

    private DockerContainers() {}

    /** Asked once a process. */
    static boolean engineAnswers() {
        return ENGINE.join();
    }

    static FoundService start(ServiceKind kind) {
        return switch (kind) {
            case BROKER -> start(kind, "rabbitmq:4", ".*Server startup complete.*", 1, "amqp://guest:guest@");
            case REDIS -> start(kind, "redis:7", ".*Ready to accept connections.*", 1, "redis://");
            // twice: the image's first start only makes the data folder
            case POSTGRES -> start(kind, "postgres:15", ".*ready to accept connections.*", 2, "postgresql://postgres@");
        };
    }

    @SuppressWarnings("resource") // closed by the service that is handed out
    private static FoundService start(ServiceKind kind, String image, String readyLine, int times, String urlStart) {
        var container = new GenericContainer<>(image)
                .withExposedPorts(kind.usualPort())
                .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                .waitingFor(Wait.forLogMessage(readyLine + "\\s*", times));
        container.start();
        String host = container.getHost();
        int port = container.getMappedPort(kind.usualPort());
        String database = kind == ServiceKind.POSTGRES ? "/postgres" : "";
        return new FoundService(urlStart + host + ":" + port + database, host, port, container::stop);
    }
}
