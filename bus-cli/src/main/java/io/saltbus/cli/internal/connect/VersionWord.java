package io.saltbus.cli.internal.connect;

import io.saltbus.core.event.Version;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a version such as {@code v1.2}. */
public final class VersionWord implements ITypeConverter<Version> {
    @Override
    public Version convert(String word) {
        try {
            return Version.parse(word);
        } catch (IllegalArgumentException refused) {
            throw new TypeConversionException(String.valueOf(refused.getMessage()));
        }
    }
}
