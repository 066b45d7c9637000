package io.saltbus.benchmarks.rpc;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * RabbitMQ's own way, on the plain client: a connection for the caller and one for the responder, which acks each request.
 *
 * @see <a href="https://www.rabbitmq.com/docs/direct-reply-to">RabbitMQ: direct reply-to</a>
 */
final class DirectReplyTo implements CallPath {
    private static final String PSEUDO_QUEUE = "amq.rabbitmq.reply-to";
    private static final int PREFETCH = 256;

    private record Pending(int number, long start) {}

    private final Connection asking;
    private final Connection answering;
    private final Channel channel;
    private final String queue;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final byte[] request;
    private volatile Round round = new Round(0, 1);

    /** What is measured at a time. */
    private static final class Round {
        private final long[] nanos;
        private final Semaphore room;
        private final CountDownLatch left;

        private Round(int calls, int inFlight) {
            nanos = new long[calls];
            room = new Semaphore(inFlight);
            left = new CountDownLatch(calls);
        }
    }

    DirectReplyTo(String url, byte[] request, byte[] answer) throws Exception {
        this.request = request;
        var factory = new ConnectionFactory();
        factory.setUri(url);
        asking = factory.newConnection();
        answering = factory.newConnection();
        Channel responder = answering.createChannel();
        responder.basicQos(PREFETCH);
        queue = responder.queueDeclare().getQueue();
        responder.basicConsume(
                queue,
                false,
                (tag, delivery) -> {
                    AMQP.BasicProperties asked = delivery.getProperties();
                    var properties = new AMQP.BasicProperties.Builder()
                            .correlationId(asked.getCorrelationId())
                            .build();
                    responder.basicPublish("", asked.getReplyTo(), properties, answer);
                    responder.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                },
                tag -> {});
        channel = asking.createChannel();
        channel.basicConsume(
                PSEUDO_QUEUE,
                true,
                (tag, delivery) -> answered(delivery.getProperties().getCorrelationId()),
                tag -> {});
    }

    private void answered(String id) {
        Pending call = pending.remove(id);
        if (call != null) {
            Round now = round;
            now.nanos[call.number()] = System.nanoTime() - call.start();
            now.left.countDown();
            now.room.release();
        }
    }

    @Override
    public String name() {
        return "amqp-client, direct reply-to";
    }

    @Override
    public long[] call(int calls, int inFlight) throws IOException, InterruptedException {
        var now = new Round(calls, inFlight);
        round = now;
        for (int number = 0; number < calls; number++) {
            now.room.acquire();
            String id = Integer.toString(number);
            pending.put(id, new Pending(number, System.nanoTime()));
            channel.basicPublish(
                    "",
                    queue,
                    new AMQP.BasicProperties.Builder()
                            .correlationId(id)
                            .replyTo(PSEUDO_QUEUE)
                            .build(),
                    request);
        }
        now.left.await();
        return now.nanos;
    }

    @Override
    public void close() throws IOException {
        asking.close();
        answering.close();
    }
}
