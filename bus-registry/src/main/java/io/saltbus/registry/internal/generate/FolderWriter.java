package io.saltbus.registry.internal.generate;

import io.saltbus.registry.generate.GenerateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes to temporary files beside their places, and moves them there when all are complete. */
public final class FolderWriter {
    private final List<Planned> planned = new ArrayList<>();
    private final List<Path> temporary = new ArrayList<>();
    private final Map<Path, byte[]> replaced = new LinkedHashMap<>();
    private final List<Path> made = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    private FolderWriter() {}

    private record Planned(Path place, String text, boolean replaces) {}

    /** See {@link io.saltbus.registry.generate.SourceFolder#write}. */
    public static List<Path> write(Path folder, SortedMap<String, String> files, boolean force) {
        var writer = new FolderWriter();
        Path at = folder;
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                at = inside(folder, file.getKey());
                writer.plan(at, file.getValue());
            }
        } catch (IOException unreadable) {
            throw new GenerateException.Files(told(at, "cannot be read", unreadable), unreadable);
        }
        List<Planned> others = writer.planned.stream().filter(Planned::replaces).toList();
        if (!others.isEmpty() && !force) {
            throw new GenerateException.Exists(
                    others.size() + " of " + files.size() + " files are there with other text: "
                            + others.stream()
                                    .limit(5)
                                    .map(other -> other.place().toString())
                                    .collect(Collectors.joining(", "))
                            + (others.size() > 5 ? ", ..." : "") + ". Nothing was written; force it to replace them");
        }
        writer.writeAll();
        return writer.planned.stream().map(Planned::place).toList();
    }

    private static Path inside(Path folder, String path) {
        Path place = folder.resolve(path).normalize();
        if (path.isEmpty() || Path.of(path).isAbsolute() || !place.startsWith(folder.normalize())) {
            throw new IllegalArgumentException("the path \"" + path + "\" leads out of the folder");
        }
        return place;
    }

    private void plan(Path place, String text) throws IOException {
        boolean there = Files.exists(place);
        if (!there || !Arrays.equals(Files.readAllBytes(place), text.getBytes(StandardCharsets.UTF_8))) {
            planned.add(new Planned(place, text, there));
        }
    }

    private void writeAll() {
        Path at = null;
        try {
            for (Planned file : planned) {
                at = file.place();
                Path parent = file.place().toAbsolutePath().getParent();
                makeFolders(parent);
                Path beside = Files.createTempFile(parent, ".saltbus", ".tmp");
                temporary.add(beside);
                Files.writeString(beside, file.text());
            }
            for (int index = 0; index < planned.size(); index++) {
                at = planned.get(index).place();
                move(temporary.get(index), planned.get(index));
            }
        } catch (IOException refused) {
            undo(refused);
            throw new GenerateException.Files(told(at, "cannot be written, so nothing was", refused), refused);
        }
    }

    private void makeFolders(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.exists(folder)) {
            makeFolders(folder.getParent());
            Files.createDirectory(folder);
            folders.add(folder);
        }
    }

    private void move(Path from, Planned file) throws IOException {
        if (file.replaces()) {
            replaced.put(file.place(), Files.readAllBytes(file.place()));
        }
        Files.move(from, file.place(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        made.add(file.place());
    }

    private void undo(IOException cause) {
        for (Path place : made) {
            byte[] before = replaced.get(place);
            attempt(cause, () -> {
                if (before == null) {
                    Files.deleteIfExists(place);
                } else {
                    Files.write(place, before);
                }
            });
        }
        temporary.forEach(file -> attempt(cause, () -> Files.deleteIfExists(file)));
        for (int index = folders.size() - 1; index >= 0; index--) {
            Path folder = folders.get(index);
            attempt(cause, () -> Files.deleteIfExists(folder));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(IOException cause, Step step) {
        try {
            step.run();
        } catch (IOException also) {
            cause.addSuppressed(also);
        }
    }

    private static String told(@Nullable Path place, String what, IOException seen) {
        return place + " " + what + ": " + seen.getClass().getSimpleName() + " " + seen.getMessage();
    }
}
