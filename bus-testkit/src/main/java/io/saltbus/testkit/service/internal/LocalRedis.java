package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.internal.FreePorts;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Redis with its append-only file, so that what it answered survives a kill. */
public final class LocalRedis extends LocalService implements PrivateRedis {
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

    private final Programs programs;
    private final RedisOptions options;
    private final int tlsPort = FreePorts.next();
    private final int clusterPort = FreePorts.next();
    private final AtomicInteger commands = new AtomicInteger();

    private LocalRedis(Programs programs, Path folder, RedisOptions options) {
        super(ServiceKind.REDIS, folder);
        this.programs = programs;
        this.options = options;
    }

    /** See {@link PrivateRedis#start(RedisOptions)}. */
    public static LocalRedis start(RedisOptions options) {
        Programs programs = Programs.of(ServiceKind.REDIS, List.of());
        programs.path("redis-server");
        return started(new LocalRedis(programs, newFolder(ServiceKind.REDIS), options));
    }

    @Override
    ServerProcess launch(Path log) {
        var command = new ProcessBuilder(
                programs.path("redis-server"), configuration().toString());
        if (options.role() == RedisOptions.Role.SENTINEL) {
            command.command().add("--sentinel");
        }
        return ServerProcess.start(command.directory(folder().toFile()), log);
    }

    /** Written once: a sentinel keeps what it has learnt in it. */
    private Path configuration() {
        Path file = folder().resolve("redis.conf");
        try {
            if (!Files.exists(file)) {
                Files.write(file, lines());
            }
            return file;
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the configuration of Redis", refused);
        }
    }

    private List<String> lines() {
        var lines = new ArrayList<>(List.of("port " + port(), "bind " + host(), "dir " + folder(), "daemonize no"));
        if (options.role() != RedisOptions.Role.SENTINEL) {
            lines.addAll(List.of("appendonly yes", "save \"\""));
        }
        if (options.role() == RedisOptions.Role.CLUSTER_NODE) {
            lines.addAll(List.of("cluster-enabled yes", "cluster-port " + clusterPort));
        }
        if (hasTls()) {
            lines.add("tls-port " + tlsPort);
        }
        lines.addAll(options.settings());
        return lines;
    }

    private boolean hasTls() {
        return options.settings().stream().anyMatch(line -> line.startsWith("tls-cert-file "));
    }

    @Override
    public int tlsPort() {
        if (!hasTls()) {
            throw new IllegalStateException("this Redis was started without RedisOptions.withTls(...)");
        }
        return tlsPort;
    }

    @Override
    public String redisCli(String... arguments) {
        var command =
                new ProcessBuilder(programs.path("redis-cli"), "-h", host(), "-p", Integer.toString(port()), "-e");
        command.command().addAll(List.of(arguments));
        return ServerProcess.run(
                command.directory(folder().toFile()),
                folder().resolve("redis-cli-" + commands.incrementAndGet() + ".log"),
                COMMAND_LIMIT);
    }

    @Override
    public String url() {
        return "redis://" + host() + ":" + port();
    }
}
