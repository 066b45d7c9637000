package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.BrokerView.QueueView;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what an inspection found to be orphaned. A queue is unbound first, and deleted when it then still is empty and without a consumer;
 * otherwise it is bound again. Blocks.
 *
 * @param channel what it is done with
 * @param management counts what is unsettled
 * @param inspection knows what is orphaned
 */
record Pruning(ScratchChannel channel, ManagementApi management, Inspection inspection) {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);

    void run() throws IOException {
        BrokerView before = management.view();
        for (Binding stale : inspection.orphanBindings(before)) {
            AmqpDeclarer.unbind(channel, stale);
            LOG.info("removed the binding {}", stale);
        }
        List<QueueView> idle = inspection.orphanQueues(before).stream()
                .filter(QueueView::seemsIdle)
                .toList();
        if (idle.isEmpty()) {
            return;
        }
        for (QueueView queue : idle) {
            for (Binding binding : before.bindingsTo(queue.name())) {
                AmqpDeclarer.unbind(channel, binding);
            }
        }
        Set<String> candidates = idle.stream().map(QueueView::name).collect(Collectors.toSet());
        for (QueueView queue : inspection.orphanQueues(management.counted(candidates))) {
            if (candidates.contains(queue.name())) {
                deleteOrBindAgain(queue, before.bindingsTo(queue.name()));
            }
        }
    }

    private void deleteOrBindAgain(QueueView queue, List<Binding> bindings) throws IOException {
        var now = channel.call(open -> open.queueDeclarePassive(queue.name()));
        if (queue.idle() && now.getMessageCount() == 0 && now.getConsumerCount() == 0) {
            channel.call(open -> open.queueDelete(queue.name()));
            LOG.info("removed the queue {}: it was empty and nobody needed it", queue.name());
            return;
        }
        for (Binding binding : bindings) {
            AmqpDeclarer.bind(channel, binding);
        }
    }
}
