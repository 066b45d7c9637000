package io.saltbus.cli.internal.schema;

import io.saltbus.registry.compatibility.CompatibilityMode;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a mode of compatibility, and offers them all for completion. */
final class ModeWord implements ITypeConverter<CompatibilityMode>, Iterable<String> {
    @Override
    public CompatibilityMode convert(String word) {
        try {
            return CompatibilityMode.parse(word);
        } catch (IllegalArgumentException refused) {
            throw new TypeConversionException(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(CompatibilityMode.values()).map(Enum::name).iterator();
    }
}
