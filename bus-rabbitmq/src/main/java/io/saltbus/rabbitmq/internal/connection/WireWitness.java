package io.saltbus.rabbitmq.internal.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** Sees how an attempt begins on the wire: the client's own exception often tells only that it ended. */
final class WireWitness {
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private volatile boolean tlsRecord;
    private volatile @Nullable Throwable handshakeFailure;

    /** Begins to watch a channel. Called on its loop, before anything was read. */
    void watch(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.pipeline().addFirst(new FirstByte());
        } else {
            tls.handshakeFuture().addListener(done -> handshakeFailure = done.cause());
        }
    }

    /** Whether TLS came back where none was asked for. */
    boolean sawTlsRecord() {
        return tlsRecord;
    }

    /** Why the TLS handshake failed; null where it did not. */
    @Nullable
    Throwable handshakeFailure() {
        return handshakeFailure;
    }

    private final class FirstByte extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (read instanceof ByteBuf bytes && bytes.isReadable()) {
                int first = bytes.getUnsignedByte(bytes.readerIndex());
                tlsRecord = first == TLS_ALERT || first == TLS_HANDSHAKE;
                context.pipeline().remove(this);
            }
            context.fireChannelRead(read);
        }
    }
}
