package io.saltbus.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublishExceptionTest {
    @Test
    void everyFailureSaysWhatAndWhetherToTryAgain() {
        assertThat(new PublishException.UnknownEvent("class Order", "scan it"))
                .hasMessage("no schema is known for class Order: scan it")
                .returns(false, PublishException::retryable);
        assertThat(new PublishException.Unroutable("order.created"))
                .hasMessageContaining("nobody subscribes to order.created")
                .returns(true, PublishException::retryable);
        assertThat(new PublishException.Unconfirmed("id", Duration.ofSeconds(3), "queue q"))
                .hasMessage("message id was not confirmed within 3000 ms: queue q")
                .returns(true, PublishException::retryable);
        assertThat(new PublishException.Overloaded("queue q", 5, 5))
                .hasMessageContaining("queue q is full: 5 publishes wait, 5 may")
                .returns(true, PublishException::retryable);
        var cause = new IllegalStateException("why");
        assertThat(new PublishException.Rejected("refused", cause))
                .hasMessage("refused")
                .hasCause(cause)
                .returns(true, PublishException::retryable);
        assertThat(new PublishOutcome.Failed(new PublishException.Unroutable("t")).cause())
                .isInstanceOf(PublishException.Unroutable.class);
    }
}
