package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.transport.WireFormat;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No request leaves before its answer would be heard. */
class ListeningOrderTest {
    @RegisterExtension
    final CallFixture fixture = new CallFixture();

    @BeforeEach
    void start() {
        fixture.bus(RpcOptions.defaults());
    }

    private ScriptedCaller scripted(WireFormat format) {
        return new ScriptedCaller(fixture.services(), RpcOptions.defaults(), format);
    }

    @Test
    void allCallsShareOneChannelThatIsListenedToFirst() {
        ScriptedCaller scripted = scripted(WireFormat.NATIVE);

        String handle =
                scripted.caller.start(Sum.of(1, 2), CallOptions.defaults()).handle();
        scripted.caller.start(Sum.of(1, 2), CallOptions.defaults()).cancel();

        String callerId = Handle.parse(handle).callerId();
        assertThat(scripted.store.events)
                .containsExactly(
                        "listen saltbus:{" + callerId + "}:replies",
                        "send call-0 to " + callerId,
                        "send call-1 to " + callerId);
    }

    @Test
    void aCallInCelerysFormatListensAndLooksAndSendsAndLeaves() {
        ScriptedCaller scripted = scripted(WireFormat.CELERY);
        RpcCall<Sum.Result> call = scripted.caller.start(Sum.of(1, 2), CallOptions.defaults());
        List<String> before =
                List.of("listen celery-task-meta-call-0", "find celery-task-meta-call-0", "send call-0 to celery");
        assertThat(scripted.store.events).isEqualTo(before);
        assertThat(call.handle()).isEqualTo("celery/call-0");

        scripted.advance(Duration.ofMinutes(1));

        assertThat(call.reply().cause()).isInstanceOf(CallException.DeadlineExceeded.class);
        assertThat(scripted.store.events.subList(3, 5))
                .containsExactly("find celery-task-meta-call-0", "leave celery-task-meta-call-0");
        assertThat(scripted.store.listeners).isEmpty();
    }

    @Test
    void whatIsKeptIsLookedForBetweenListeningAndSending() {
        ScriptedCaller scripted = scripted(WireFormat.NATIVE);

        RpcCall<Sum.Result> call =
                scripted.caller.start(Sum.of(1, 2), CallOptions.defaults().withCallId("earlier/call-9"));

        assertThat(scripted.store.events)
                .containsExactly(
                        "listen saltbus:{earlier}:replies",
                        "find saltbus:{earlier}:reply:call-9",
                        "send call-9 to earlier");
        call.cancel();
        assertThat(scripted.store.listeners).isEmpty();
    }
}
