package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.service.TestService;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a service for tests is looked for.
 *
 * @param environment may name running services
 * @param containers starts one in a container; empty where no Docker engine answers
 */
public record ServiceSources(
        Map<String, String> environment, Function<ServiceKind, Optional<FoundService>> containers) {
    /** The environment of this process, and the Docker engine of this machine. */
    public static ServiceSources ofThisMachine() {
        return new ServiceSources(System.getenv(), ServiceSources::inContainer);
    }

    /**
     * The first that can be had: given, in a container, private.
     *
     * @param found what the type makes of one that somebody else runs
     * @param local starts a private one
     */
    public <S extends TestService> S first(
            ServiceKind kind, Function<FoundService, S> found, Supplier<? extends S> local) {
        String given = environment.getOrDefault(kind.variable(), "");
        if (!given.isBlank()) {
            return found.apply(FoundService.given(kind, given));
        }
        return containers.apply(kind).map(found).orElseGet(local);
    }

    private static Optional<FoundService> inContainer(ServiceKind kind) {
        return isOnClassPath("org.testcontainers.DockerClientFactory") && DockerContainers.engineAnswers()
                ? Optional.of(DockerContainers.start(kind))
                : Optional.empty();
    }

    /** Asked before {@link DockerContainers} is touched, which cannot be loaded without Testcontainers. */
    static boolean isOnClassPath(String type) {
        try {
            Class.forName(type, false, ServiceSources.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
