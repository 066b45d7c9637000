package io.saltbus.rpc.internal.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@WithServices
class CeleryCommandsIT extends StoreBench {
    @Test
    void redisSeesWhatCelerysOwnBackendSends(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url());
        get(store.connect());
        try (var monitor = new Socket(redis.host(), redis.port())) {
            monitor.setSoTimeout(30_000);
            monitor.getOutputStream().write("MONITOR\r\n".getBytes(US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(monitor.getInputStream(), US_ASCII));
            assertThat(lines.readLine()).isEqualTo("+OK");

            get(store.deliver(ReplyAddress.ofTask("1"), Buffer.buffer("{}"), Duration.ofHours(24)));

            var seen = new ArrayList<String>();
            while (seen.size() < 4) {
                String line = String.valueOf(lines.readLine());
                String command = line.substring(line.indexOf("] ") + 2);
                if (!command.toLowerCase(Locale.ROOT).startsWith("\"ping")) {
                    seen.add(command);
                }
            }
            assertThat(seen)
                    .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                    .containsExactly(
                            "\"MULTI\"",
                            "\"SETEX\" \"celery-task-meta-1\" \"86400\" \"{}\"",
                            "\"PUBLISH\" \"celery-task-meta-1\" \"{}\"",
                            "\"EXEC\"");
        }
    }
}
