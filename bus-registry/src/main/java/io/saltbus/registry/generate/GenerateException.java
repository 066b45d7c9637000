package io.saltbus.registry.generate;

import io.saltbus.core.failure.BusException;
import org.jspecify.annotations.Nullable;

/** Why nothing was generated, or nothing written. Nothing is half done. */
public abstract sealed class GenerateException extends BusException {
    private GenerateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }

    /** A schema of which no type can be made: no object, no valid schema, larger than a class can be. */
    public static final class Unsuitable extends GenerateException {
        /** @param why which schema, where, and what would make it suitable */
        public Unsuitable(String why) {
            super(why, null);
        }
    }

    /** There are files already, and they were not to be overwritten. */
    public static final class Exists extends GenerateException {
        /** @param why which files, and the cure */
        public Exists(String why) {
            super(why, null);
        }
    }

    /** Files that cannot be read, or not be written. */
    public static final class Files extends GenerateException {
        /**
         * @param why which file, and what was seen
         * @param cause what was caught
         */
        public Files(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
