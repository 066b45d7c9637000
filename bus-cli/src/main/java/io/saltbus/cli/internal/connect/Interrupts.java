package io.saltbus.cli.internal.connect;

/** Tells of Ctrl-C, and of other gentle wishes that the command should end. */
@FunctionalInterface
public interface Interrupts {
    /** Those of this process: it ends with 0 when what was asked for is done. */
    Interrupts OF_PROCESS = end -> {
        var ending = new Thread(
                () -> {
                    end.run();
                    // an exit code of one's own has no other way out of a JVM that was told to end
                    Runtime.getRuntime().halt(0);
                },
                "saltbus-interrupted");
        Runtime.getRuntime().addShutdownHook(ending);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(ending);
            } catch (IllegalStateException alreadyEnding) {
                // the wish came: what is told to end now needs nothing taken back
            }
        };
    };

    /**
     * Asks to be told, once.
     *
     * @param end ends what runs, and returns when it has ended
     * @return takes the wish back
     */
    Watch on(Runnable end);

    /** A wish to be told. */
    @FunctionalInterface
    interface Watch {
        /** Takes it back. */
        void stop();
    }
}
