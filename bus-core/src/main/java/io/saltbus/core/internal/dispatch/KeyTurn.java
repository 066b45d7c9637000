package io.saltbus.core.internal.dispatch;

import org.jspecify.annotations.Nullable;

/** One delivery's turn at its key, over all its tries. Lives on the delivery's context. */
final class KeyTurn {
    private enum State {
        AWAY,
        WAITING,
        HELD
    }

    private final KeyGate gate;
    private final @Nullable String key;
    private State state = State.AWAY;

    /** @param key null where the delivery is kept in no order: its turn is always */
    KeyTurn(KeyGate gate, @Nullable String key) {
        this.gate = gate;
        this.key = key;
    }

    /** Returns false where the turn has to be waited for. */
    boolean take(KeyGate.Waiter waiter) {
        boolean taken = key == null || gate.enter(key, waiter);
        state = taken ? State.HELD : State.WAITING;
        return taken;
    }

    /** Stops waiting. Returns false where the turn came already. */
    boolean withdraw(KeyGate.Waiter waiter) {
        boolean withdrawn = state == State.WAITING && key != null && gate.withdraw(key, waiter);
        if (withdrawn) {
            state = State.AWAY;
        }
        return withdrawn;
    }

    void came() {
        state = State.HELD;
    }

    void lost() {
        state = State.AWAY;
    }

    /** The delivery is done: the next one's turn. */
    void pass() {
        if (state == State.HELD && key != null) {
            state = State.AWAY;
            gate.leave(key);
        }
    }

    /** The delivery comes again, and what waits behind it has to come after it. */
    void giveBack() {
        if (state == State.HELD && key != null) {
            state = State.AWAY;
            gate.giveBack(key);
        }
    }
}
