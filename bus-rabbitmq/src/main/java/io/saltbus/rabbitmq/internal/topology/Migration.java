package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.BrokerView.QueueView;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a queue anew with other arguments, and keeps its messages. After each step everything is either in the queue or in its {@link
 * Shelter}, and both a further migration and a declaration of the queue find out by themselves where to go on. Blocks.
 */
final class Migration {
    /** What is done, in this order. */
    enum Step {
        /** The shelter gets what is routed to the queue; for a moment both do. */
        SHELTER,
        /** The queue gets nothing more. */
        UNBIND,
        /** What is in the queue moves to the shelter. */
        EMPTY,
        /** The broker's count of unsettled messages catches up; it must be zero. */
        SETTLE,
        /** The empty queue goes. */
        DELETE,
        /** It comes back as it must be. */
        RECREATE,
        /** What is in the shelter moves back. */
        RETURN
    }

    private final ScratchChannel channel;
    private final QueueArguments arguments;
    private final Queue wanted;
    private final List<Binding> bindings;
    private final ManagementApi management;
    private final Shelter shelter;

    /**
     * @param wanted the queue as it must be
     * @param bindings its bindings
     */
    Migration(
            ScratchChannel channel,
            QueueArguments arguments,
            Queue wanted,
            List<Binding> bindings,
            ManagementApi management) {
        this.channel = channel;
        this.arguments = arguments;
        this.wanted = wanted;
        this.bindings = bindings;
        this.management = management;
        this.shelter = new Shelter(channel, wanted.name(), bindings);
    }

    /** @param before told before each step */
    void run(Consumer<Step> before) throws IOException {
        Channel lock = Shelter.lock(channel.connection(), wanted.name());
        if (lock == null) {
            throw refused("it is being migrated by somebody else: wait for that to end");
        }
        try {
            if (isInConflict()) {
                takeAway(before);
            }
            before.accept(Step.RECREATE);
            AmqpDeclarer.declare(channel, wanted);
            shelter.bindQueue();
            before.accept(Step.RETURN);
            if (channel.hasQueue(shelter.name())) {
                shelter.close();
            }
        } finally {
            lock.abort();
        }
    }

    private boolean isInConflict() throws IOException {
        if (!channel.hasQueue(wanted.name())) {
            return false;
        }
        try {
            AmqpDeclarer.compare(channel, wanted);
            return false;
        } catch (IOException refused) {
            if (Refusal.conflict(refused) == null) {
                throw refused;
            }
            return true;
        }
    }

    private void takeAway(Consumer<Step> before) throws IOException {
        requireUnused();
        requireKnownBindings();
        before.accept(Step.SHELTER);
        shelter.open(arguments);
        before.accept(Step.UNBIND);
        shelter.unbindQueue();
        before.accept(Step.EMPTY);
        empty();
        before.accept(Step.SETTLE);
        settleOrGoBack();
        before.accept(Step.DELETE);
        channel.call(open -> open.queueDelete(wanted.name()));
    }

    private void empty() throws IOException {
        new MessageMove(channel.connection(), Shelter.QUIET).run(wanted.name(), shelter.name());
    }

    // deleting a queue takes with it what a client holds and has not settled, and only the management API counts that
    private void settleOrGoBack() throws IOException {
        try {
            QueueView settled = management.settled(wanted.name());
            if (!settled.counted()) {
                throw refused("the broker has not counted its unsettled messages yet: try again in a minute");
            }
            long unsettled = settled.unsettled();
            if (unsettled != 0) {
                throw refused(unsettled + " messages are with a client that has not settled them: stop it");
            }
            empty(); // what was given back meanwhile
            requireUnused();
            if (ready().getMessageCount() != 0) {
                throw refused("messages keep arriving from a client that publishes to the queue directly: stop it");
            }
        } catch (ConfigurationException notNow) {
            shelter.bindQueue();
            shelter.close();
            throw notNow;
        }
    }

    private AMQP.Queue.DeclareOk ready() throws IOException {
        return channel.call(open -> open.queueDeclarePassive(wanted.name()));
    }

    private void requireUnused() throws IOException {
        int consumers = ready().getConsumerCount();
        if (consumers > 0) {
            throw refused("it has " + consumers + " consumers: stop the instances of this service first");
        }
    }

    private void requireKnownBindings() {
        List<Binding> foreign = management.view().bindingsTo(wanted.name()).stream()
                .filter(binding -> !bindings.contains(binding))
                .toList();
        if (!foreign.isEmpty()) {
            throw refused(
                    "it has bindings that would be lost: " + foreign
                            + ". Remove them by hand or with bus.topology().prune(), or add their patterns to the subscription");
        }
    }

    private ConfigurationException refused(String why) {
        return new ConfigurationException("queue " + wanted.name() + " of " + Refusal.where(channel.connection())
                + " cannot be migrated now: " + why);
    }
}
