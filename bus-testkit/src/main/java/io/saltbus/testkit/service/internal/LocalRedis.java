package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.service.PrivateRedis;
import java.nio.file.Path;
import java.util.List;

/** Redis with its append-only file, so that what it answered survives a kill. */
public final class LocalRedis extends LocalService implements PrivateRedis {
    private final String program;

    private LocalRedis(String program, Path folder) {
        super(ServiceKind.REDIS, folder);
        this.program = program;
    }

    /** See {@link PrivateRedis#start()}. */
    public static LocalRedis start() {
        String program = Programs.of(ServiceKind.REDIS, List.of()).path("redis-server");
        return started(new LocalRedis(program, newFolder(ServiceKind.REDIS)));
    }

    @Override
    ServerProcess launch(Path log) {
        var command = new ProcessBuilder(
                program, "--port", Integer.toString(port()), "--bind", host(), "--dir", folder().toString());
        command.command().addAll(List.of("--appendonly", "yes", "--save", "", "--daemonize", "no"));
        return ServerProcess.start(command.directory(folder().toFile()), log);
    }

    @Override
    public String url() {
        return "redis://" + host() + ":" + port();
    }
}
