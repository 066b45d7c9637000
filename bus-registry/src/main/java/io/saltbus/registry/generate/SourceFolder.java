package io.saltbus.registry.generate;

import io.saltbus.registry.internal.generate.FolderWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Files written together: all of them, or none. Blocks: not for an event loop. */
public final class SourceFolder {
    private SourceFolder() {}

    /**
     * Writes files below a folder, which is made where it is missing. Files that hold the same text already are left as they are.
     *
     * @param folder where the paths begin
     * @param files the text by path, as {@link GeneratedSource#files} has it
     * @param force whether files with other text are replaced
     * @return the files that were written, in the order of their paths
     * @throws IllegalArgumentException where a path leads out of the folder
     * @throws GenerateException.Exists where there is a file with other text, and it is not forced; nothing was written then
     * @throws GenerateException.Files where a file cannot be written; then none was, and what was there is there again
     */
    public static List<Path> write(Path folder, SortedMap<String, String> files, boolean force) {
        return FolderWriter.write(folder, files, force);
    }
}
