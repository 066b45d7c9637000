package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import java.util.List;

/**
 * What the management API shows of a virtual host.
 *
 * @param queues all queues
 * @param bindings all bindings but those of the default exchange
 */
record BrokerView(List<QueueView> queues, List<Binding> bindings) {
    /**
     * One queue.
     *
     * @param name what it is called
     * @param exclusive whether it belongs to one connection
     * @param ready messages that wait; -1 where the broker does not count
     * @param unsettled messages that are with consumers; -1 where the broker does not count
     * @param consumers how many there are; -1 where the broker does not count
     */
    record QueueView(String name, boolean exclusive, long ready, long unsettled, long consumers) {
        boolean counted() {
            return ready >= 0 && unsettled >= 0 && consumers >= 0;
        }

        boolean idle() {
            return ready == 0 && unsettled == 0 && consumers == 0;
        }

        /** Whether it is idle as far as was counted yet. */
        boolean seemsIdle() {
            return ready <= 0 && unsettled <= 0 && consumers <= 0;
        }

        @Override
        public String toString() {
            return ready + " messages ready, " + unsettled + " unsettled, " + consumers + " consumers";
        }
    }

    List<Binding> bindingsTo(String queue) {
        return bindings.stream()
                .filter(binding -> binding.target() == Target.QUEUE
                        && binding.destination().equals(queue))
                .toList();
    }
}
