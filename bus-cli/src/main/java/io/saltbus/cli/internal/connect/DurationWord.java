package io.saltbus.cli.internal.connect;

import io.saltbus.core.time.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as {@code 500ms} or {@code 10s}. */
public final class DurationWord implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String word) {
        try {
            Duration read = DurationText.parse(word, "duration");
            if (read.isZero()) {
                throw new TypeConversionException("it must be above zero");
            }
            return read;
        } catch (IllegalArgumentException refused) {
            throw new TypeConversionException(String.valueOf(refused.getMessage()));
        }
    }
}
