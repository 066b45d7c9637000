package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever the schema: its records compile, the bus takes them, and {@code exact} tells the truth. */
class JavaRoundTripPropertyTest {
    /** So many are compiled at once: a compiler takes longer to start than to compile. */
    private static final int AT_ONCE = 40;

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void exactTellsTheTruth(@ForAll long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var events = new ArrayList<StoredSchema>();
        for (int index = 0; index < AT_ONCE; index++) {
            events.add(Stored.event("random.e" + index, "v1", new RandomEvent(random).document()));
        }

        Map<StoredSchema, GeneratedSource> made = JavaRoundTripTest.check(events);

        // a generator that always gave up would tell the truth too
        assertThat(made.values()).anyMatch(GeneratedSource::exact).anyMatch(source -> !source.exact());
    }
}
