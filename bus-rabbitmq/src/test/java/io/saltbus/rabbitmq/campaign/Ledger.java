package io.saltbus.rabbitmq.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes down, as it happens, what was confirmed and what was handled. A line is with the kernel before {@link #note} returns, so that a
 * process that is killed afterwards has not forgotten it. Safe for use from any thread.
 */
final class Ledger implements AutoCloseable {
    /** What a line tells. */
    enum Kind {
        /** The broker confirmed a message, and routed it; the second word is its topic. */
        CONFIRMED,
        /** A handler was done with a message; the second word is the handler. */
        HANDLED,
        /** A try failed and another was ordered; the second word is the handler. */
        RETRIED
    }

    private final OutputStream file;

    private Ledger(OutputStream file) {
        this.file = file;
    }

    /** Begins a ledger in a file that is not there yet. */
    static Ledger create(Path path) {
        try {
            return new Ledger(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW));
        } catch (IOException refused) {
            throw new UncheckedIOException("no ledger in " + path, refused);
        }
    }

    synchronized void note(Kind kind, String messageId, String what) {
        try {
            file.write((kind + " " + messageId + " " + what + "\n").getBytes(UTF_8));
        } catch (IOException refused) {
            throw new UncheckedIOException("a line of the ledger is lost", refused);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException refused) {
            throw new UncheckedIOException("the ledger could not be closed", refused);
        }
    }
}
