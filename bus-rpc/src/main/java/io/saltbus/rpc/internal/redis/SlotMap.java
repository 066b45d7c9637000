package io.saltbus.rpc.internal.redis;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which master of a cluster has which of its 16,384 slots. Immutable. */
final class SlotMap {
    private static final int SLOTS = 16_384;
    private static final int MASTER = 2;
    /** CRC-16/XMODEM, of the cluster's specification. */
    private static final int POLYNOMIAL = 0x1021;

    private final @Nullable Endpoint[] masters;

    private SlotMap(@Nullable Endpoint[] masters) {
        this.masters = masters;
    }

    /**
     * Reads the answer to {@code CLUSTER SLOTS}: first and last slot, then the master, then replicas.
     *
     * @param asked who answered, for nodes that do not know how they are called from outside
     */
    static SlotMap read(Response answer, Endpoint asked) {
        var masters = new @Nullable Endpoint[SLOTS];
        for (Response range : answer) {
            Response master = range.get(MASTER);
            Response name = master.get(0);
            String host = name == null || name.toString().isEmpty() ? asked.host() : name.toString();
            Arrays.fill(
                    masters,
                    range.get(0).toInteger(),
                    range.get(1).toInteger() + 1,
                    new Endpoint(host, master.get(1).toInteger()));
        }
        return new SlotMap(masters);
    }

    /** Where a key belongs, or null where its slot is nobody's now. */
    @Nullable
    Endpoint masterOf(String key) {
        return masters[slotOf(key)];
    }

    /** The slot of a key: a CRC of what is in its first braces, or of all of it. */
    static int slotOf(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        String hashed = close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte each : hashed.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (each & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
        }
        return crc & (SLOTS - 1);
    }

    /** All masters that have slots. */
    Set<Endpoint> masters() {
        var all = new LinkedHashSet<Endpoint>();
        for (Endpoint each : masters) {
            if (each != null) {
                all.add(each);
            }
        }
        return all;
    }
}
