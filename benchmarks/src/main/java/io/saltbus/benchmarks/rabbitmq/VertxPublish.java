package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.RabbitMQPublisher;
import io.vertx.rabbitmq.RabbitMQPublisherOptions;

/** The Vert.x RabbitMQ Client. It has no mandatory flag, so what it does here is a little less than the others do. */
final class VertxPublish implements Lane {
    private final VertxSession session;
    private final Pump pump;

    private VertxPublish(VertxSession session, Pump pump) {
        this.session = session;
        this.pump = pump;
    }

    /** {@code basicPublish}, confirms from the stream of its confirm listener. */
    static Lane openBasic(Place place) throws Exception {
        VertxSession session = VertxSession.start(place);
        Buffer body = Buffer.buffer(Place.body());
        Pump pump = new Pump(
                session.context(),
                sending -> session.client()
                        .basicPublish(Place.EXCHANGE, Place.ROUTING_KEY, Place.PROPERTIES, body)
                        .onFailure(sending::fail));
        var confirms = new Confirms();
        session.await(() -> session.client()
                .addConfirmListener(Integer.MAX_VALUE)
                .onSuccess(stream -> stream.handler(confirmed ->
                        pump.confirmed(confirms.count(confirmed.getDeliveryTag(), confirmed.isMultiple())))));
        return new VertxPublish(session, pump);
    }

    /** {@code RabbitMQPublisher.publishConfirm}, a future for each message. */
    static Lane openPublisher(Place place) throws Exception {
        VertxSession session = VertxSession.start(place);
        Buffer body = Buffer.buffer(Place.body());
        RabbitMQPublisher publisher = session.await(() -> {
            var created = RabbitMQPublisher.create(place.vertx(), session.client(), new RabbitMQPublisherOptions());
            return created.start().map(created);
        });
        Pump pump = new Pump(
                session.context(),
                sending -> publisher
                        .publishConfirm(Place.EXCHANGE, Place.ROUTING_KEY, Place.PROPERTIES, body)
                        .onSuccess(tag -> sending.confirmed(1))
                        .onFailure(sending::fail));
        return new VertxPublish(session, pump);
    }

    @Override
    public void move(int messages) throws Exception {
        pump.move(messages);
    }

    @Override
    public EventLoop loop() {
        return session.context().nettyEventLoop();
    }

    @Override
    public void end() throws Exception {
        session.stop();
    }
}
