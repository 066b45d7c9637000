package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Publishes with confirm, and fails what was unconfirmed when the connection goes. On the loop. */
final class TestSender implements Sender, Tenant {
    private final TestConnection connection;
    private final TreeMap<Long, Promise<Boolean>> unconfirmed = new TreeMap<>();
    private final Map<Long, String> ids = new TreeMap<>();
    private final Set<String> returned = new HashSet<>();
    private @Nullable Channel channel;

    TestSender(TestConnection connection) {
        this.connection = connection;
    }

    @Override
    public Future<Void> connected(Connection established) {
        return connection
                .call(() -> {
                    Channel opened = established.createChannel();
                    opened.confirmSelect();
                    opened.addReturnListener(
                            message -> returned.add(message.getProperties().getMessageId()));
                    opened.addConfirmListener(this::confirmed, this::confirmed);
                    return opened;
                })
                .map(opened -> {
                    channel = opened;
                    return null;
                });
    }

    private void confirmed(long tag, boolean multiple) {
        var told = multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
        Map<Long, Promise<Boolean>> done = Map.copyOf(told);
        told.clear();
        done.forEach((number, promise) -> promise.complete(!returned.remove(ids.remove(number))));
    }

    @Override
    public Future<Boolean> send(Parcel parcel) {
        Channel open = channel;
        if (open == null) {
            return Future.failedFuture(new ConnectionException.Lost("no connection", null));
        }
        Promise<Boolean> confirm = Promise.promise();
        long number = open.getNextPublishSeqNo();
        unconfirmed.put(number, confirm);
        ids.put(number, parcel.properties().getMessageId());
        try {
            open.basicPublish(parcel.exchange(), parcel.routingKey(), true, parcel.properties(), parcel.body());
        } catch (IOException | RuntimeException refused) {
            unconfirmed.remove(number);
            return Future.failedFuture(refused);
        }
        return confirm.future();
    }

    @Override
    public void disconnected(Throwable why) {
        channel = null;
        Map<Long, Promise<Boolean>> lost = Map.copyOf(unconfirmed);
        unconfirmed.clear();
        lost.values().forEach(promise -> promise.fail(why));
    }
}
