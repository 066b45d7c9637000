package io.saltbus.testkit.fault;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.saltbus.testkit.internal.FreePorts;
import io.saltbus.testkit.service.TestService;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback that breaks, on command, what goes through it. Without a fault it changes, loses and reorders nothing, and passes
 * back-pressure on. Faults take effect before the method that orders them returns.
 *
 * <p>Safe for use from any thread that may block. The proxy works on one thread of its own, which never does.
 */
public final class FaultProxy implements AutoCloseable {
    private static final ThreadFactory THREADS = new DefaultThreadFactory("fault-proxy", true);

    private static final Duration LISTENER_GONE_WITHIN = Duration.ofSeconds(5);

    private final String host;
    private final int targetPort;
    private final int port = FreePorts.next();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, THREADS, NioIoHandler.newFactory());
    /** Guarded by this: a refusing proxy has none. */
    private @Nullable Channel listener;

    // used on the loop only
    private final Set<ProxiedConnection> connections = new LinkedHashSet<>();
    private boolean stalled;
    private long delayNanos;

    private FaultProxy(String host, int targetPort) {
        this.host = host;
        this.targetPort = targetPort;
    }

    /**
     * Starts a proxy. The service need not be there yet: as long as it is not, clients are accepted and reset.
     *
     * @param host where the service is
     * @param port its port
     */
    public static FaultProxy to(String host, int port) {
        var proxy = new FaultProxy(host, port);
        proxy.refuse(false);
        return proxy;
    }

    /** Starts a proxy before a service of the test. */
    public static FaultProxy to(TestService service) {
        return to(service.host(), service.port());
    }

    /** Where the proxy listens, on 127.0.0.1. It stays the same until {@link #close()}. */
    public int port() {
        return port;
    }

    /**
     * The way to the service through this proxy.
     *
     * @param url an address of the service
     * @return the same with host and port of the proxy
     */
    public String through(String url) {
        URI direct = URI.create(url);
        if (direct.getHost() == null) {
            throw new IllegalArgumentException("not an address with scheme and host"); // it may hold a password
        }
        return direct.getScheme() + "://" + orEmpty("", direct.getRawUserInfo(), "@") + "127.0.0.1:" + port
                + direct.getRawPath() + orEmpty("?", direct.getRawQuery(), "");
    }

    private static String orEmpty(String before, @Nullable String part, String after) {
        return part == null ? "" : before + part + after;
    }

    /** How many connections are open through the proxy; one of which only a side is left counts. */
    public int connections() {
        return onLoop(connections::size);
    }

    /** Resets every connection, both sides. What is under way is lost. New connections are welcome. */
    public void cut() {
        forEach(ProxiedConnection::reset);
    }

    /**
     * Takes no new connections, or takes them again. A client is refused as by a machine where nothing listens; connections that are open
     * stay.
     *
     * @param refusing true to refuse
     */
    public synchronized void refuse(boolean refusing) {
        if (refusing && listener != null) {
            listener.close().syncUninterruptibly();
            listener = null;
            awaitFreePort();
        } else if (!refusing && listener == null) {
            listener = listen();
        }
    }

    /** A NIO channel that is closed stays open to the kernel until its selector looks again. */
    private void awaitFreePort() {
        long start = System.nanoTime();
        while (!FreePorts.isFree(port)) {
            if (System.nanoTime() - start > LISTENER_GONE_WITHIN.toNanos()) {
                throw new IllegalStateException("port " + port + " still listens " + LISTENER_GONE_WITHIN.toSeconds()
                        + " s after its listener was closed");
            }
            onLoop(() -> null);
        }
    }

    /** Holds all bytes and ends, both ways, also of new connections, until {@link #resume()}. Nothing is lost: senders are slowed down. */
    public void stall() {
        setStalled(true);
    }

    /** Lets go of what {@link #stall()} held, in order. */
    public void resume() {
        setStalled(false);
    }

    private void setStalled(boolean held) {
        onLoop(() -> stalled = held);
        forEach(ProxiedConnection::pump);
    }

    /**
     * Makes every byte and end take longer, both ways, also of new connections. Order is kept: what came before a change of the delay
     * still leaves first. At most 1 MiB is under way a direction; then the sender is slowed down.
     *
     * @param delay zero or more, each direction; zero ends the fault
     */
    public void delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be zero or more, was " + delay);
        }
        onLoop(() -> delayNanos = delay.toNanos());
    }

    /**
     * Ends one direction of every open connection, as if its sender had closed its half: the receiver reads what was sent before, then the
     * end. What its sender writes afterwards is thrown away. The other direction goes on.
     */
    public void halfClose(Direction direction) {
        forEach(connection -> connection.flow(direction).end());
    }

    /**
     * Makes every open connection half-open: in this direction bytes, ends and resets vanish silently from now on, what is held
     * included, as behind a router that lost its table. Lasts as long as the connection; new ones are whole.
     */
    public void drop(Direction direction) {
        forEach(connection -> connection.flow(direction).drop());
    }

    /** Cuts every connection and stops listening. Safe to call again. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        refuse(true);
        cut();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Channel listen() {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        ProxiedConnection.open(FaultProxy.this, client);
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    // what follows is called on the loop

    ChannelFuture connectToService() {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter()) // the connection adds its own, which needs this channel
                .connect(host, targetPort);
    }

    void opened(ProxiedConnection connection) {
        connections.add(connection);
    }

    void closed(ProxiedConnection connection) {
        connections.remove(connection);
    }

    boolean isStalled() {
        return stalled;
    }

    long delayNanos() {
        return delayNanos;
    }

    private void forEach(Consumer<ProxiedConnection> fault) {
        onLoop(() -> {
            List.copyOf(connections).forEach(fault); // a fault may end connections
            return null;
        });
    }

    private <T> T onLoop(Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }
}
