package io.saltbus.cli.internal.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The JSON objects of a stream, one a line, read as they are asked for. Blank lines are passed over; one that is wrong ends it. */
public final class JsonLines implements Iterator<ObjectNode> {
    private final Lines lines;
    private final String name;
    private @Nullable ObjectNode next;

    /**
     * @param in not closed here
     * @param name of what is read, for the error
     */
    public JsonLines(InputStream in, String name) {
        this.lines = new Lines(in, Lines.MAX_BYTES);
        this.name = name;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    @Override
    public ObjectNode next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException(name + " has no further line");
        }
        ObjectNode read = next;
        next = null;
        return read;
    }

    private @Nullable ObjectNode read() {
        try {
            Lines.Line line = lines.next();
            while (line != null && line.blank()) {
                line = lines.next();
            }
            return line == null ? null : object(line, name + ", line " + line.number());
        } catch (IOException unreadable) {
            throw new UsageException("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    static ObjectNode object(Lines.Line line, String where) {
        Buffer text = line.text();
        if (text == null) {
            throw new UsageException(where + " has more than " + Lines.MAX_BYTES + " bytes");
        }
        if (Json.parse(text.getBytes(), where) instanceof ObjectNode object) {
            return object;
        }
        throw new UsageException(where + " is no JSON object");
    }
}
