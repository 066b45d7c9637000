package io.saltbus.rabbitmq.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConflictTest {
    @Test
    void everyFormOfTheBrokersTextIsRead() {
        assertThat(parse("arg 'x-max-priority' for queue 'a.b' in vhost '/': received '9' but current is '5'"))
                .isEqualTo(new Conflict("queue", "a.b", "x-max-priority", "9", "5"));
        assertThat(parse("arg 'x-overflow' for queue 'a' in vhost '/': received none but current is the value"
                        + " 'reject-publish' of type 'longstr'"))
                .isEqualTo(new Conflict("queue", "a", "x-overflow", "none", "reject-publish"));
        assertThat(parse("arg 'x-dead-letter-exchange' for queue 'a' in vhost 'it''s': received the value '' of type"
                        + " 'longstr' but current is none"))
                .isEqualTo(new Conflict("queue", "a", "x-dead-letter-exchange", "\"\"", "none"));
        assertThat(parse("arg 'type' for exchange 'e' in vhost '/': received 'topic' but current is 'direct'"))
                .isEqualTo(new Conflict("exchange", "e", "type", "topic", "direct"));
    }

    @Test
    void otherTextsAreNoConflicts() {
        assertThat(Conflict.parse("PRECONDITION_FAILED - unknown delivery tag 7"))
                .isNull();
        assertThat(Conflict.parse("NOT_FOUND - no queue 'a' in vhost '/'")).isNull();
    }

    @Test
    void theWayOutNamesTheQueue() {
        var conflict = new Conflict("queue", "orders.ship", "x-queue-type", "quorum", "classic");
        assertThat(conflict.asFailure("10.0.0.1:5672", new Exception("refused")))
                .hasMessageContainingAll(
                        "orders.ship",
                        "10.0.0.1:5672",
                        "x-queue-type is classic and must be quorum",
                        "bus.topology().migrate(\"orders.ship\")");
    }

    private static Conflict parse(String text) {
        return Conflict.parse("PRECONDITION_FAILED - inequivalent " + text + "");
    }
}
