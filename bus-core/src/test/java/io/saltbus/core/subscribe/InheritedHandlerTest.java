package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // its handlers look at the kind of their event only
class InheritedHandlerTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<String> seen = new ArrayList<>();
    private SaltBus bus;

    private interface Counting {
        @Subscribe
        default void count(Note note) {
            seen().add("counted");
        }

        List<String> seen();
    }

    private abstract class Base<T> {
        @Subscribe
        void read(Note note) {
            seen.add("read by the base");
        }

        @Subscribe
        private void secret(Note note) {
            seen.add("secret of the base");
        }

        @Subscribe
        abstract void generic(T event);
    }

    private class Inheriting extends Base<Note> {
        @Override
        @Subscribe
        void generic(Note event) {
            seen.add("generic");
        }
    }

    private final class Overriding extends Inheriting implements Counting {
        @Override
        @Subscribe
        void read(Note note) {
            seen.add("read by the override");
        }

        @Override
        public List<String> seen() {
            return seen;
        }
    }

    private final class SwitchedOff extends Inheriting {
        @Override
        void read(Note note) {
            seen.add("never");
        }
    }

    private final class Hiding extends Inheriting {
        @Subscribe
        private void secret(Note note) {
            seen.add("secret of the heir");
        }
    }

    /** Is not public, so that javac gives the public class below a bridge to its method. */
    static class Hidden {
        final List<String> heard = new ArrayList<>();

        @Subscribe
        public void hear(Note note) {
            heard.add("heard");
        }
    }

    public static final class Shown extends Hidden {}

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private List<String> names() {
        return bus.subscriptions().stream().map(Subscription::name).sorted().toList();
    }

    @Test
    void inheritedMethodsAreHandlersNamedAfterTheClassThatInherits() {
        await(bus.subscribe(new Inheriting()));
        fixture.publish(bus, 1);
        fixture.turns();

        assertThat(names()).containsExactly("inheriting.generic", "inheriting.read", "inheriting.secret");
        assertThat(seen).containsExactlyInAnyOrder("generic", "read by the base", "secret of the base");
    }

    @Test
    void twoClassesThatInheritAMethodHaveAQueueEach() {
        await(bus.subscribe(new Inheriting()));
        await(bus.subscribe(new SwitchedOff()));

        assertThat(names())
                .containsExactly(
                        "inheriting.generic",
                        "inheriting.read",
                        "inheriting.secret",
                        "switched-off.generic",
                        "switched-off.secret");
    }

    @Test
    void anOverriddenMethodIsOneHandlerAndNoneWhereTheOverrideIsNotAnnotated() {
        await(bus.subscribe(new SwitchedOff()));
        fixture.publish(bus, 1);
        fixture.turns();

        assertThat(seen).containsExactlyInAnyOrder("generic", "secret of the base");
    }

    @Test
    void anOverrideReplacesTheMethodAndADefaultMethodOfAnInterfaceCounts() {
        await(bus.subscribe(new Overriding()));
        fixture.publish(bus, 1);
        fixture.turns();

        assertThat(seen).containsExactlyInAnyOrder("counted", "generic", "read by the override", "secret of the base");
    }

    @Test
    void aPrivateMethodOverridesNoneAndSoNeedsAnotherName() {
        assertThatThrownBy(() -> bus.subscribe(new Hiding()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two handlers are called hiding.secret: ")
                .hasMessageContaining(Hiding.class.getName() + ".secret(Note) of " + Base.class.getName());
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void aBridgeToAnInheritedMethodIsNoSecondHandler() {
        var shown = new Shown();
        await(bus.subscribe(shown));
        fixture.publish(bus, 1);
        fixture.turns();

        assertThat(names()).containsExactly("shown.hear");
        assertThat(shown.heard).containsExactly("heard");
    }
}
