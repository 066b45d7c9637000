package io.saltbus.testkit.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;

/** One client's connection, and the one made for it to the service. Used on the proxy's loop only. */
final class ProxiedConnection {
    private final FaultProxy proxy;
    private final SocketChannel client;
    private final SocketChannel service;
    private final Flow toService;
    private final Flow toClient;

    private ProxiedConnection(FaultProxy proxy, SocketChannel client, SocketChannel service) {
        this.proxy = proxy;
        this.client = client;
        this.service = service;
        this.toService = new Flow(proxy, client, service, this::endSent);
        this.toClient = new Flow(proxy, service, client, this::endSent);
    }

    static void open(FaultProxy proxy, SocketChannel client) {
        ChannelFuture connecting = proxy.connectToService();
        var connection = new ProxiedConnection(proxy, client, (SocketChannel) connecting.channel());
        connection.client.pipeline().addLast(new Side(connection.toService, connection.toClient, connection));
        connection.service.pipeline().addLast(new Side(connection.toClient, connection.toService, connection));
        proxy.opened(connection);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connection.pump();
            } else {
                connection.reset();
            }
        });
    }

    Flow flow(Direction direction) {
        return direction == Direction.TO_SERVICE ? toService : toClient;
    }

    void pump() {
        toService.pump();
        toClient.pump();
    }

    void reset() {
        resetSide(client);
        resetSide(service);
        finish();
    }

    private static void resetSide(SocketChannel side) {
        if (side.isOpen()) {
            side.config().setOption(ChannelOption.SO_LINGER, 0); // to close is then to reset
            close(side);
        }
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // whether it was still open makes no difference: afterwards it is closed
    private static void close(Channel side) {
        side.close();
    }

    private void endSent() {
        if (toService.isEndSent() && toClient.isEndSent()) {
            close(client);
            close(service);
            finish();
        }
    }

    private void finish() {
        toService.release();
        toClient.release();
        proxy.closed(this);
    }

    private void lost(Flow fromLostSide) {
        if (!fromLostSide.isDropping() || (!client.isOpen() && !service.isOpen())) {
            reset();
        }
    }

    /** What happens on one of the two channels. */
    private static final class Side extends ChannelInboundHandlerAdapter {
        private final Flow from;
        private final Flow towards;
        private final ProxiedConnection connection;

        Side(Flow from, Flow towards, ProxiedConnection connection) {
            this.from = from;
            this.towards = towards;
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            from.arrived((ByteBuf) bytes);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                from.end();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            towards.pump();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
            close(context.channel());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connection.lost(from);
        }
    }
}
