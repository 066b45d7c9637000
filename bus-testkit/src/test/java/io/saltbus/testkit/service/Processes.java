package io.saltbus.testkit.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What runs on this machine, as Linux tells it. */
final class Processes {
    private Processes() {}

    /** How many processes work in a folder. All that a service starts do, epmd and shells included. */
    static long usingFolder(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksBelow(process, folder))
                .count();
    }

    private static boolean worksBelow(ProcessHandle process, Path folder) {
        try {
            String workingFolder = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .toString();
            return workingFolder.startsWith(folder.toString()); // as text: of a removed folder it ends in " (deleted)"
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }
}
