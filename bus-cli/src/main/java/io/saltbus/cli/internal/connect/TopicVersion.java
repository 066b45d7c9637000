package io.saltbus.cli.internal.connect;

import io.saltbus.core.event.Topic;
import io.saltbus.core.event.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A topic and one of its versions, as people write them: {@code order.created}, {@code order.created@v1.2}.
 *
 * @param topic its name
 * @param version null for the newest active one
 */
public record TopicVersion(String topic, @Nullable Version version) {
    /**
     * Reads both.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static TopicVersion parse(String word) {
        int at = word.lastIndexOf('@');
        String version = at < 0 ? "latest" : word.substring(at + 1);
        return new TopicVersion(
                Topic.check(at < 0 ? word : word.substring(0, at)),
                version.equals("latest") ? null : Version.parse(version));
    }

    /** With the version, or without. */
    @Override
    public String toString() {
        return version == null ? topic : topic + "@" + version;
    }

    /** Reads one that is given to a command. */
    public static final class Word implements ITypeConverter<TopicVersion> {
        @Override
        public TopicVersion convert(String word) {
            try {
                return parse(word);
            } catch (IllegalArgumentException refused) {
                throw new TypeConversionException(String.valueOf(refused.getMessage()));
            }
        }
    }
}
