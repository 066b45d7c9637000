package io.saltbus.cli.internal.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * JSON that a person names on the command line: {@code -} for standard input, {@code @file}, the text itself where it begins like an object
 * or a list, or else a file.
 *
 * @param standardInput what {@code -} stands for
 */
public record JsonInput(InputStream standardInput) {
    /** Bytes that a document may have: more is a mistake. */
    public static final int MAX_BYTES = 64 << 20;

    /**
     * Reads a document.
     *
     * @param word as it was given
     * @param what what it shall be, for the errors, such as {@code the payload}
     * @throws UsageException saying what is wrong, where, and how to put it right
     */
    public JsonNode read(String word, String what) {
        String trimmed = word.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            return Json.parse(trimmed.getBytes(java.nio.charset.StandardCharsets.UTF_8), what);
        }
        String name = name(word);
        return Json.parse(bytes(word, what), what + " (" + name + ")");
    }

    /**
     * Reads a schema.
     *
     * @throws UsageException as {@link #read}, and where it is neither an object nor a boolean
     */
    public JsonNode schema(String word, String what) {
        JsonNode read = read(word, what);
        if (!read.isObject() && !read.isBoolean()) {
            throw new UsageException(
                    what + " (" + name(word) + ") is no JSON Schema: it must be an object, true or false");
        }
        return read;
    }

    /**
     * Reads an object.
     *
     * @throws UsageException as {@link #read}, and where it is none
     */
    public ObjectNode object(String word, String what) {
        if (read(word, what) instanceof ObjectNode object) {
            return object;
        }
        throw new UsageException(what + " (" + name(word) + ") must be a JSON object, such as {\"user_id\": 123}");
    }

    /**
     * Opens what holds one document a line.
     *
     * @throws UsageException where there is no such file
     */
    public InputStream open(String word) {
        try {
            return word.equals("-") ? standardInput : Files.newInputStream(path(word));
        } catch (IOException unreadable) {
            throw unreadable(word, unreadable);
        }
    }

    private byte[] bytes(String word, String what) {
        try (InputStream in = open(word)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UsageException(what + " (" + name(word) + ") has more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw unreadable(word, unreadable);
        }
    }

    private static UsageException unreadable(String word, IOException why) {
        String reason = why instanceof NoSuchFileException
                ? "there is no such file"
                : Files.isDirectory(path(word)) ? "it is a folder" : String.valueOf(why.getMessage());
        return new UsageException(
                "cannot read " + name(word) + ": " + reason + ". Accepted: a file, - for standard input, or JSON text",
                why);
    }

    private static Path path(String word) {
        try {
            return Path.of(word.startsWith("@") ? word.substring(1) : word);
        } catch (InvalidPathException noName) {
            throw new UsageException("\"" + word + "\" is no name of a file: " + noName.getReason(), noName);
        }
    }

    private static String name(String word) {
        return word.equals("-") ? "standard input" : word.startsWith("@") ? word.substring(1) : word;
    }
}
