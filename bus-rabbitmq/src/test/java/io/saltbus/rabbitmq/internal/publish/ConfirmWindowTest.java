package io.saltbus.rabbitmq.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmWindowTest {
    private final List<String> settled = new ArrayList<>();

    @Test
    void aMultipleConfirmSettlesAllUpToItsTagInOrder() {
        var window = filled(5);

        window.settle(2, false, this::record);
        window.settle(4, true, this::record);

        assertThat(settled).containsExactly("b", "a", "c", "d");
        assertThat(window.count()).isEqualTo(1);
        assertThat(window.strays()).isZero();
    }

    @Test
    void multipleWithTagZeroMeansAll() {
        filled(3).settle(0, true, this::record);

        assertThat(settled).containsExactly("a", "b", "c");
    }

    @Test
    void confirmsOfTagsThatAreNotKnownAreCountedAndChangeNothing() {
        var window = filled(2);

        window.settle(3, false, this::record);
        window.settle(7, true, this::record);
        window.settle(0, false, this::record);
        window.settle(1, false, this::record);
        window.settle(1, false, this::record);
        window.settle(1, true, this::record);

        assertThat(settled).containsExactly("a");
        assertThat(window.count()).isEqualTo(1);
        assertThat(window.strays()).isEqualTo(5);
    }

    @Test
    void countAndBytesBoundIt() {
        var window = new ConfirmWindow(3, 10);
        window.add(pending("a", 6));

        assertThat(window.admits(4)).isTrue();
        assertThat(window.admits(5)).isFalse();

        window.add(pending("b", 2));
        window.add(pending("c", 1));
        assertThat(window.admits(0)).as("a fourth").isFalse();

        window.settle(1, false, this::record);
        assertThat(window.admits(7)).isTrue();
    }

    @Test
    void aBodyThatIsLargerThanTheWindowGoesAlone() {
        var window = new ConfirmWindow(3, 10);

        assertThat(window.admits(11)).isTrue();
        window.add(pending("a", 11));
        assertThat(window.admits(0)).isFalse();
    }

    @Test
    void oneThatIsNeverConfirmedHoldsBackNoOthersOnceItIsGivenUp() {
        var window = new ConfirmWindow(4, 1000);
        window.add(pending("stuck", 1));
        int sent = 1;
        while (window.admits(1)) {
            window.add(pending("x", 1));
            window.settle(++sent, false, this::record);
        }
        assertThat(sent).as("span of the tags").isEqualTo(4 * 64);

        window.abandonOldest();

        for (int more = 0; more < 1000; more++) {
            assertThat(window.admits(1)).isTrue();
            window.add(pending("y", 1));
            window.settle(++sent, false, this::record);
        }
        assertThat(window.count()).isZero();
        assertThat(settled).doesNotContain("stuck").hasSize(sent - 1);
    }

    @Test
    void aReturnBelongsToTheFirstThatLooksTheSameAfterTheLastReturned() {
        var window = new ConfirmWindow(10, 1000);
        var first = pending("same", 1);
        var second = pending("same", 1);
        window.add(first);
        window.add(second);

        window.returned("e", "key", "same");
        assertThat(first.stage()).isEqualTo(Pending.Stage.RETURNED);
        assertThat(second.stage()).isEqualTo(Pending.Stage.SENT);

        window.returned("e", "key", "same");
        assertThat(second.stage()).isEqualTo(Pending.Stage.RETURNED);
    }

    @Test
    void aLateReturnOfOneThatWasGivenUpIsNotTakenForItsRepetition() {
        var window = new ConfirmWindow(10, 1000);
        window.add(pending("same", 1));
        window.abandonOldest();
        var again = pending("same", 1);
        window.add(again);

        window.returned("e", "key", "same");

        assertThat(again.stage()).isEqualTo(Pending.Stage.SENT);
        assertThat(window.strays()).isZero();
    }

    @Test
    void aReturnOfNothingKnownIsCounted() {
        var window = filled(2);

        window.returned("e", "key", "z");
        window.returned("e", "other", "a");
        window.returned("other", "key", "a");

        assertThat(window.strays()).isEqualTo(3);
    }

    @Test
    void aLostChannelGivesBackTheUnconfirmedLastFirstAndBeginsWithTagOneAgain() {
        var window = filled(4);
        window.settle(2, false, this::record);
        window.abandonOldest();
        settled.clear();

        window.lose(this::record);
        assertThat(settled).containsExactly("d", "c");
        assertThat(window.count()).isZero();

        window.add(pending("c", 1));
        window.settle(1, false, this::record);
        assertThat(settled).containsExactly("d", "c", "c");
    }

    private static ConfirmWindow filled(int count) {
        var window = new ConfirmWindow(10, 1000);
        for (char id = 'a'; id < 'a' + count; id++) {
            window.add(pending(String.valueOf(id), 1));
        }
        return window;
    }

    private void record(Pending pending) {
        settled.add(pending.messageId());
    }

    private static Pending pending(String id, int bytes) {
        return new Pending(Parcels.to("e", "key", id, new byte[bytes]), Promise.promise(), 0, () -> 0);
    }
}
