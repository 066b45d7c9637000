package io.saltbus.rabbitmq.internal.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import io.saltbus.rabbitmq.internal.wire.Wire;
import java.nio.charset.StandardCharsets;

/**
 * Takes away from an arriving message the headers that the client would close the connection for, and leaves a mark in their place. The
 * broker lets them pass, and would send the message again on every next connection: one such message would stop a process for ever.
 */
final class HeaderGuard extends ChannelInboundHandlerAdapter {
    private static final int TYPE_CONTENT_HEADER = 2; // AMQP 0-9-1, 4.2.3
    private static final int AT_SIZE = 3;
    private static final int AT_PAYLOAD = 7;
    private static final int AT_FLAGS = AT_PAYLOAD + 12; // after class, weight and the size of the body
    private static final int AT_PROPERTIES = AT_FLAGS + 2;
    private static final int HAS_CONTENT_TYPE = 1 << 15;
    private static final int HAS_CONTENT_ENCODING = 1 << 14;
    private static final int HAS_HEADERS = 1 << 13;
    private static final int BYTES_OF_LENGTH = 4;

    private static final byte[] MARK = mark();

    /** Puts one between the decoder of frames and the client's own handler, which is the last. */
    static void watch(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.lastContext().name(), HeaderGuard.class.getName(), new HeaderGuard());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        context.fireChannelRead(read instanceof ByteBuf frame ? guarded(frame) : read);
    }

    static ByteBuf guarded(ByteBuf frame) {
        int start = frame.readerIndex();
        if (frame.readableBytes() <= AT_PROPERTIES || frame.getUnsignedByte(start) != TYPE_CONTENT_HEADER) {
            return frame;
        }
        int flags = frame.getUnsignedShort(start + AT_FLAGS);
        if ((flags & HAS_HEADERS) == 0) {
            return frame;
        }
        int table = start + AT_PROPERTIES;
        table += (flags & HAS_CONTENT_TYPE) == 0 ? 0 : 1 + frame.getUnsignedByte(table);
        table += (flags & HAS_CONTENT_ENCODING) == 0 ? 0 : 1 + frame.getUnsignedByte(table);
        int fields = table + BYTES_OF_LENGTH;
        int end = fields + frame.getInt(table);
        return FieldTable.readable(frame, fields, end) ? frame : marked(frame, table, end);
    }

    private static ByteBuf marked(ByteBuf frame, int table, int end) {
        int start = frame.readerIndex();
        ByteBuf marked = frame.alloc().buffer();
        try {
            marked.writeBytes(frame, start, table - start)
                    .writeInt(MARK.length)
                    .writeBytes(MARK)
                    .writeBytes(frame, end, frame.writerIndex() - end);
            marked.setInt(AT_SIZE, marked.readableBytes() - AT_PAYLOAD - 1); // without the byte that ends a frame
            return marked;
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    /** A field of a table: its name, its type, which is truth, and that it is true. */
    private static byte[] mark() {
        byte[] name = Wire.UNREADABLE_HEADERS.getBytes(StandardCharsets.US_ASCII);
        var field = new byte[name.length + 3];
        field[0] = (byte) name.length;
        System.arraycopy(name, 0, field, 1, name.length);
        field[name.length + 1] = 't';
        field[name.length + 2] = 1;
        return field;
    }
}
