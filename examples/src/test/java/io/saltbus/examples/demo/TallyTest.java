package io.saltbus.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    @TempDir
    Path folder;

    private Tally tally(String... lines) throws IOException {
        return Tally.read(Files.writeString(folder.resolve("ledger.txt"), String.join("\n", lines)));
    }

    @Test
    void nothingAddsUpToNothing() throws Exception {
        assertThat(tally()).isEqualTo(new Tally(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void eachHandlerThatDidNotSeeAnEventIsALoss() throws Exception {
        assertThat(tally("PUBLISHED m1 a,b,c", "HANDLED m1 b")).isEqualTo(new Tally(1, 1, 0, 0, 2, 0, 0));
    }

    @Test
    void aDeadLetterIsNotLost() throws Exception {
        assertThat(tally("PUBLISHED m1 a", "RETRIED m1 a", "RETRIED m1 a", "DEAD_LETTERED m1 a"))
                .isEqualTo(new Tally(1, 0, 2, 1, 0, 0, 0));
    }

    @Test
    void aRetryThatNeverCameIsLost() throws Exception {
        assertThat(tally("PUBLISHED m1 a", "RETRIED m1 a")).isEqualTo(new Tally(1, 0, 1, 0, 1, 0, 0));
    }

    @Test
    void aPairThatIsHandledThreeTimesIsOneDuplicate() throws Exception {
        assertThat(tally("PUBLISHED m1 a,b", "HANDLED m1 a", "HANDLED m1 a", "HANDLED m1 a", "HANDLED m1 b"))
                .isEqualTo(new Tally(1, 2, 0, 0, 0, 1, 0));
    }

    @Test
    void handlersMayBeFasterThanTheConfirm() throws Exception {
        assertThat(tally("HANDLED m1 a", "PUBLISHED m1 a")).isEqualTo(new Tally(1, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void handlingTheSameEventElsewhereDoesNotCount() throws Exception {
        assertThat(tally("PUBLISHED m1 a", "HANDLED m1 b", "HANDLED m2 a").lost())
                .isEqualTo(1);
    }

    @Test
    void whatAnotherRunPublishedIsCountedThere() throws Exception {
        assertThat(tally("PUBLISHED m1 a", "HANDLED m1 a", "RETRIED m0 a", "HANDLED m0 a", "DEAD_LETTERED m0 a"))
                .isEqualTo(new Tally(1, 1, 0, 0, 0, 0, 1));
    }

    @Test
    void whatIsLostMayBeElsewhereWhereEventsOfOthersWereMet() throws Exception {
        assertThat(tally("PUBLISHED m1 a", "HANDLED m0 a").mayBeElsewhere()).isTrue();
        assertThat(tally("PUBLISHED m1 a").mayBeElsewhere()).isFalse();
        assertThat(tally("PUBLISHED m1 a", "HANDLED m1 a", "HANDLED m0 a").mayBeElsewhere())
                .isFalse();
    }

    @Test
    void aLineThatWasCutOffIsRefused() {
        assertThatThrownBy(() -> tally("PUBLISHED m1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 3 parts, not 2");
    }
}
