package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.service.PrivatePostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL, which refuses to run as root and is run as its package's own account there. */
public final class LocalPostgres extends LocalService implements PrivatePostgres {
    private static final String ACCOUNT = "postgres";
    private static final Duration MADE_WITHIN = Duration.ofSeconds(60);

    private final Programs programs;
    private final boolean asRoot;

    private LocalPostgres(Programs programs, Path folder, boolean asRoot) {
        super(ServiceKind.POSTGRES, folder);
        this.programs = programs;
        this.asRoot = asRoot;
    }

    /** See {@link PrivatePostgres#start()}. */
    public static LocalPostgres start() {
        Programs programs = Programs.of(ServiceKind.POSTGRES, Programs.versioned(Path.of("/usr/lib/postgresql")));
        programs.path("postgres");
        Path folder = newFolder(ServiceKind.POSTGRES);
        return started(new LocalPostgres(programs, folder, giveToAccountIfRoot(folder)));
    }

    private static boolean giveToAccountIfRoot(Path folder) {
        try {
            boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
            if (root) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
            }
            return root;
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot give " + folder + " to the account " + ACCOUNT, refused);
        }
    }

    @Override
    ServerProcess launch(Path log) {
        Path data = folder().resolve("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            ServerProcess.run(
                    command(
                            "initdb",
                            "-D",
                            data.toString(),
                            "-U",
                            ACCOUNT,
                            "-A",
                            "trust",
                            "--no-sync",
                            "--no-locale",
                            "-E",
                            "UTF8"),
                    folder().resolve("initdb.log"),
                    MADE_WITHIN);
        }
        // without fsync: what the kernel has outlives any kill of the process, and tests do not pull the plug of the
        // machine
        return ServerProcess.start(
                command(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port()),
                        "-h",
                        host(),
                        "-k",
                        "",
                        "-F"),
                log);
    }

    private ProcessBuilder command(String program, String... arguments) {
        var words = new ArrayList<String>();
        if (asRoot) {
            // not runuser: that stays as the parent, and would be the one to get the signals
            words.addAll(List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--init-groups"));
        }
        words.add(programs.path(program));
        words.addAll(List.of(arguments));
        var command = new ProcessBuilder(words).directory(folder().toFile());
        command.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return command;
    }

    /** A fast shutdown; TERM would wait for every client to leave. */
    @Override
    String stopSignal() {
        return "INT";
    }

    @Override
    public String url() {
        return "postgresql://" + ACCOUNT + "@" + host() + ":" + port() + "/postgres";
    }
}
