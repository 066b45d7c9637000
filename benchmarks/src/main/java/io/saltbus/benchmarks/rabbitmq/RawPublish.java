package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.concurrent.Semaphore;

/** The client as its tutorial uses it: blocking sockets, published from a thread of the user, confirms on the client's thread. */
final class RawPublish implements Lane {
    private final Connection connection;
    private final Channel channel;
    private final Semaphore window = new Semaphore(Place.WINDOW);
    private final byte[] body = Place.body();

    private RawPublish(Connection connection) throws Exception {
        this.connection = connection;
        channel = connection.createChannel();
        channel.confirmSelect();
        var confirms = new Confirms();
        channel.addConfirmListener(
                (tag, multiple) -> window.release(confirms.count(tag, multiple)),
                (tag, multiple) -> window.release(confirms.count(tag, multiple)));
    }

    static Lane open(Place place) throws Exception {
        return new RawPublish(place.factory().newConnection());
    }

    /** The same on the client's Netty transport, with an event loop of the client's own. */
    static Lane openOnNetty(Place place) throws Exception {
        ConnectionFactory factory = place.factory();
        factory.netty();
        return new RawPublish(factory.newConnection());
    }

    @Override
    public void move(int messages) throws Exception {
        for (int sent = 0; sent < messages; sent++) {
            window.acquire();
            channel.basicPublish(Place.EXCHANGE, Place.ROUTING_KEY, true, Place.PROPERTIES, body);
        }
        window.acquire(Place.WINDOW);
        window.release(Place.WINDOW);
    }

    @Override
    public void end() throws Exception {
        connection.close();
    }
}
