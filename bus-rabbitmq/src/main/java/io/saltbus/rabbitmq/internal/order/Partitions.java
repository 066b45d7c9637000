package io.saltbus.rabbitmq.internal.order;

import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.topology.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Into which queues a queue is divided, and by what. Part of what is agreed between processes: CRC-32 of the key in UTF-8, modulo the number
 * of partitions, as {@code zlib.crc32(key.encode()) % n} says it in Python.
 *
 * @param queue the whole
 */
record Partitions(QueueSpec queue) {
    /** The queue that holds the messages of this key. */
    String of(String key) {
        var sum = new CRC32();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        return name((int) (sum.getValue() % queue.partitions()));
    }

    String name(int partition) {
        return Names.partitionOf(queue.name(), partition);
    }

    /** The empty queue in which those that share are counted. */
    String roll() {
        return Names.rollOf(queue.name());
    }

    List<String> names() {
        return IntStream.range(0, queue.partitions()).mapToObj(this::name).toList();
    }
}
