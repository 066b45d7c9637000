package io.saltbus.registry.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final String STREAM =
            "event: ready\ndata:\n\n: alive\r\n\r\nevent:changed\r\ndata: \"ü.日本\"\r\n\r\nevent: changed\rdata: a\rdata: b\r\rid\n\n";

    private static List<String> read(String text, int step) {
        var heard = new ArrayList<String>();
        var stream = new EventStream((type, data) -> heard.add(type + "=" + data));
        Buffer bytes = Buffer.buffer(text);
        for (int at = 0; at < bytes.length(); at += step) {
            stream.read(bytes.getBuffer(at, Math.min(bytes.length(), at + step)));
        }
        return heard;
    }

    @Property(tries = 50)
    void eventsAreTheSameHoweverTheyAreCut(@ForAll @IntRange(min = 1, max = 120) int step) {
        assertThat(read(STREAM, step))
                .containsExactly("ready=", "message=", "changed=\"ü.日本\"", "changed=a\nb", "message=");
    }

    @Test
    void aLineWithoutEndIsNotKept() {
        assertThatThrownBy(() -> read("data: " + "x".repeat(70_000), 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }
}
