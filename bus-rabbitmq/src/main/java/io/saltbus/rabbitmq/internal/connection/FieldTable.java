package io.saltbus.rabbitmq.internal.connection;

import io.netty.buffer.ByteBuf;

/**
 * Looks at a table of AMQP without reading it, and without recursion: whoever published it chose how deep it is.
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-errata#section_3">RabbitMQ: types of fields</a>
 */
final class FieldTable {
    /** The client closes its connection for what is nested deeper, and would again whenever the message came back. */
    static final int DEEPEST = 32;

    private static final int BYTES_OF_LENGTH = 4;

    /** A name of no letters, a type and a length are the least that a level takes; an array's has no name. */
    private static final int LEAST_BYTES_OF_LEVEL = 5;

    private static final int UNKNOWN = -1;

    private final ByteBuf bytes;
    private final int[] ends = new int[DEEPEST + 1];
    private final boolean[] named = new boolean[DEEPEST + 1];
    private int depth;
    private int at;

    private FieldTable(ByteBuf bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        open(end, true);
    }

    /** Whether the client can read the table between two places: it is whole, and not too deep. */
    static boolean readable(ByteBuf bytes, int start, int end) {
        return end - start < DEEPEST * LEAST_BYTES_OF_LEVEL || new FieldTable(bytes, start, end).walk();
    }

    private boolean walk() {
        while (depth > 0) {
            if (at >= ends[depth - 1]) {
                depth--;
            } else if (!field()) {
                return false;
            }
        }
        return true;
    }

    private boolean field() {
        if (named[depth - 1]) {
            at += 1 + bytes.getUnsignedByte(at);
        }
        int end = ends[depth - 1];
        if (at >= end) {
            return false;
        }
        char type = (char) bytes.getUnsignedByte(at++);
        int fixed = fixedBytes(type);
        if (fixed != UNKNOWN) {
            at += fixed;
            return at <= end;
        }
        if ("SxFA".indexOf(type) < 0 || at + BYTES_OF_LENGTH > end) {
            return false;
        }
        long length = bytes.getUnsignedInt(at);
        at += BYTES_OF_LENGTH;
        if (at + length > end) {
            return false;
        }
        if (type == 'S' || type == 'x') {
            at += (int) length;
            return true;
        }
        return open(at + (int) length, type == 'F');
    }

    private boolean open(int end, boolean table) {
        if (depth == DEEPEST) {
            return false;
        }
        ends[depth] = end;
        named[depth] = table;
        depth++;
        return true;
    }

    private static int fixedBytes(char type) {
        return switch (type) {
            case 'V' -> 0;
            case 't', 'b', 'B' -> 1;
            case 's', 'u' -> 2;
            case 'I', 'i', 'f' -> 4;
            case 'D' -> 5;
            case 'l', 'd', 'T' -> 8;
            default -> UNKNOWN;
        };
    }
}
