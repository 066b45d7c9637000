package io.saltbus.rabbitmq.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.ValueReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.saltbus.rabbitmq.internal.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

// AMQP has no other type for its timestamps; whether it is the very same frame is what counts
@SuppressWarnings({"JavaUtilDate", "ReferenceEquality"})
class HeaderGuardTest {
    private static final int AT_PROPERTIES = 21; // type, channel, size, class, weight, size of the body, flags

    private static ByteBuf frame(AMQP.BasicProperties properties) throws IOException {
        Frame frame = properties.toFrame(7, 42);
        var bytes = new ByteArrayOutputStream();
        frame.writeTo(new DataOutputStream(bytes));
        return Unpooled.wrappedBuffer(bytes.toByteArray());
    }

    private static Object nested(int levels, boolean inLists) {
        Object value = "innermost";
        for (int level = 0; level < levels; level++) {
            value = inLists ? List.of(1, value) : new HashMap<>(Map.of("level", value));
        }
        return value;
    }

    private static boolean clientReads(ByteBuf frame) {
        var table = new byte[frame.readableBytes() - AT_PROPERTIES];
        frame.getBytes(AT_PROPERTIES, table);
        try {
            new ValueReader(new DataInputStream(new ByteArrayInputStream(table))).readTable();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Property(tries = 200)
    void nothingPassesThatTheClientCannotRead(@ForAll @IntRange(max = 60) int levels, @ForAll boolean inLists)
            throws IOException {
        Map<String, Object> headers = new HashMap<>(Map.of("before", "a", "deep", nested(levels, inLists), "zz", 1));
        ByteBuf frame =
                frame(new AMQP.BasicProperties.Builder().headers(headers).build());

        boolean readable = clientReads(frame);
        boolean passes = HeaderGuard.guarded(frame).readableBytes() == frame.readableBytes();

        assertThat(passes).isEqualTo(levels < FieldTable.DEEPEST);
        assertThat(readable || !passes).isTrue();
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // amqp-client speaks it
    void headersOfEveryTypePassUntouched() throws IOException {
        Map<String, Object> headers = new HashMap<>(Map.of(
                "text",
                "x".repeat(300),
                "bytes",
                new byte[300],
                "long",
                1L,
                "int",
                1,
                "short",
                (short) 1,
                "byte",
                (byte) 1,
                "decimal",
                new BigDecimal("1.5"),
                "time",
                new Date(0),
                "list",
                List.of(1.5, 2.5f, true)));
        headers.put("nothing", null);
        ByteBuf frame =
                frame(new AMQP.BasicProperties.Builder().headers(headers).build());

        assertThat(HeaderGuard.guarded(frame)).isSameAs(frame);
    }

    @Test
    void aMarkStandsInThePlaceOfUnreadableHeadersAndAllElseStays() throws IOException {
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .contentEncoding("utf-8")
                .priority(3)
                .messageId("m-1")
                .appId("shop");
        Map<String, Object> deep = new HashMap<>(Map.of("deep", nested(60, false)));

        ByteBuf guarded = HeaderGuard.guarded(frame(properties.headers(deep).build()));

        ByteBuf expected =
                frame(properties.headers(Map.of(Wire.UNREADABLE_HEADERS, true)).build());
        assertThat(guarded).isEqualTo(expected);
    }
}
