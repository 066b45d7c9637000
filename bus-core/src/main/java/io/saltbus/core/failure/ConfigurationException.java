package io.saltbus.core.failure;

/** A setting, an annotation or a declaration that the bus cannot work with. Start stops on it; waiting does not help. */
public final class ConfigurationException extends BusException {
    /** @param message which setting, what it holds, and which form is accepted */
    public ConfigurationException(String message) {
        super(message, null);
    }

    /**
     * @param message which setting, what it holds, and which form is accepted
     * @param cause what was caught
     */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
