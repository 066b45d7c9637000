package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Schema;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Generated records compile, are events of the bus, and mean the schema they were made from, or say where not. */
class JavaRoundTripTest {
    /** Generates each in a package of its own, compiles all, and asks the bus what it makes of them. */
    private static Map<StoredSchema, GeneratedSource> check(List<StoredSchema> all) {
        var made = new LinkedHashMap<StoredSchema, GeneratedSource>();
        var files = new TreeMap<String, String>();
        for (StoredSchema stored : all) {
            GeneratedSource source = JavaSource.of(stored, JavaOptions.ofPackage("com.acme.p" + made.size()));
            made.put(stored, source);
            files.putAll(source.files());
        }
        Compiled compiled = Compiled.of(files);
        var events = new ArrayList<Class<?>>();
        for (Class<?> type : compiled.types(files).toList()) {
            if (type.isAnnotationPresent(io.saltbus.core.event.Event.class)) {
                events.add(type);
            }
        }
        try (Derived derived = Derived.of(events)) {
            made.forEach((stored, source) -> {
                Schema expected = Schema.of(stored.documents().payload());
                Schema actual = derived.schema(stored.topic(), stored.version().toString());
                assertThat(actual.firstDifference(expected).isEmpty())
                        .as(() -> stored.topic() + " is said to be " + (source.exact() ? "exact" : "not exact") + "\n"
                                + stored.documents().payload() + "\nbut differs at "
                                + actual.firstDifference(expected) + " from\n" + actual.document() + "\n"
                                + source.notes() + "\n" + source.files())
                        .isEqualTo(source.exact());
                assertThat(source.exact() || !source.notes().isEmpty())
                        .as(() -> "what is not exact has a note: " + stored.documents().payload())
                        .isTrue();
            });
        }
        return made;
    }

    @Test
    void modelsOfPydanticBecomeRecords() {
        var made = check(Stored.pydantic());

        if (System.getProperty("show") != null) {
            made.forEach((stored, source) -> System.out.println(source.exact() + " " + source.notes() + "\n"
                    + String.join("\n", source.files().values())));
        }
    }
}
