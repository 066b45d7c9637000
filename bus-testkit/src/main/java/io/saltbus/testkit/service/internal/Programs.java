package io.saltbus.testkit.service.internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the programs of one service.
 *
 * @param kind what they belong to, for the error
 * @param folders searched in this order
 */
record Programs(ServiceKind kind, List<Path> folders) {
    /** Looks in folders of the service's own, then in those of PATH. */
    static Programs of(ServiceKind kind, List<Path> ownFolders) {
        var folders = new ArrayList<>(ownFolders);
        for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                folders.add(Path.of(entry));
            }
        }
        return new Programs(kind, List.copyOf(folders));
    }

    /** The {@code bin} folders below a folder that holds one folder a version, newest first. */
    static List<Path> versioned(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        var versions = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, "[0-9]*")) {
            entries.forEach(versions::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + parent, unreadable);
        }
        versions.sort(Comparator.comparingInt(Programs::leadingNumber).reversed());
        return versions.stream().map(version -> version.resolve("bin")).toList();
    }

    private static int leadingNumber(Path version) {
        return Integer.parseInt(version.getFileName().toString().replaceFirst("\\D.*", ""));
    }

    /** @throws io.saltbus.testkit.service.ServiceException.Missing where no folder has it */
    String path(String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> kind.missing(program))
                .toString();
    }
}
