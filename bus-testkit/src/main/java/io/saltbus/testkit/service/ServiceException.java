package io.saltbus.testkit.service;

import org.jspecify.annotations.Nullable;

/** Why a test cannot have its service. */
public abstract sealed class ServiceException extends RuntimeException {
    private ServiceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It is not on this machine. Its message holds the command that installs it. */
    public static final class Missing extends ServiceException {
        /**
         * @param program what was looked for
         * @param debianPackage what holds it
         * @param variable the environment variable that would name a running one
         */
        public Missing(String program, String debianPackage, String variable) {
            super(
                    "this test needs " + program + ", which is not installed here: apt-get install " + debianPackage
                            + ". Tests that do not break their service also take the one named by " + variable
                            + ", or a container where a Docker engine answers",
                    null);
        }
    }

    /** It is there, but did not do what it was asked, or not in time. */
    public static final class Failed extends ServiceException {
        /**
         * @param message what failed, after how long, with the end of the log
         * @param cause what was caught, or null
         */
        public Failed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
