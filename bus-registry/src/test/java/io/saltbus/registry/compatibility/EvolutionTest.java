package io.saltbus.registry.compatibility;

import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.Shapes.json;
import static io.saltbus.registry.store.Shapes.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import io.saltbus.registry.compatibility.EvolutionReport.Comparison;
import io.saltbus.registry.compatibility.EvolutionReport.Part;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolutionTest {
    private static final Schema WHOLE = field("id", "integer");
    private static final Schema OTHER = field("id", "boolean");

    private static Revision revision(String version, Schema payload) {
        return Revision.of(Version.parse(version), EventSchemas.of(payload));
    }

    private static List<Revision> all(String versions) {
        return Arrays.stream(versions.split(" "))
                .map(version -> revision(version, WHOLE))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "v1,v1.1,v1",
        "v1 v1.1,v1.2,v1.1",
        "v1 v1.3,v1.2,v1 v1.3",
        "v1 v1.1.4,v1.2,v1.1.4",
        "v1.9,v1.10,v1.9",
        "v1.1 v2,v1,v1.1",
        "v1,v1.0,v1",
        "v1,v1.0.1,v1",
        "v1.2,v1.2.1,v1.2"
    })
    void aVersionIsComparedWithItsNeighbours(String existing, String proposed, String with) {
        EvolutionReport report = Evolution.check(all(existing), revision(proposed, OTHER), CompatibilityMode.BACKWARD);

        assertThat(report.comparisons())
                .extracting(compared -> compared.older().toString().equals(proposed)
                        ? compared.newer().toString()
                        : compared.older().toString())
                .containsExactly(with.split(" "));
        assertThat(report.allowed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"v1 v1.1,v2", "v1 v2.5,v3", "v2,v1", "v1,v1"})
    void aVersionWithoutNeighboursMayBeAnything(String existing, String proposed) {
        EvolutionReport report =
                Evolution.check(all(existing), revision(proposed, OTHER), CompatibilityMode.FULL_TRANSITIVE);

        assertThat(report.comparisons()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPATIBLE);
        assertThat(report.explanation()).isEmpty();
    }

    @Test
    void aTransitiveModeComparesWithAllOfTheMajor() {
        EvolutionReport report = Evolution.check(
                all("v0.1 v1 v1.1 v1.3 v2"), revision("v1.2", WHOLE), CompatibilityMode.FORWARD_TRANSITIVE);

        assertThat(report.comparisons())
                .extracting(compared -> compared.older() + " " + compared.newer())
                .containsExactly("v1 v1.2", "v1.1 v1.2", "v1.2 v1.3");
        assertThat(report.allowed()).isTrue();
    }

    @Test
    void aPatchOfWhatIsThereIsNotHeldAgainstTheRest() {
        List<Revision> existing = List.of(revision("v1", OTHER), revision("v1.1", WHOLE));
        Schema remarked =
                schema("{'title':'T','type':'object','properties':{'id':{'type':'integer'}},'required':['id']}");

        assertThat(Evolution.check(existing, revision("v1.1.1", remarked), CompatibilityMode.FULL_TRANSITIVE)
                        .allowed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "BACKWARD,FORWARD",
        "FORWARD,BACKWARD",
        "FULL,FULL",
        "BACKWARD_TRANSITIVE,FORWARD_TRANSITIVE",
        "FORWARD_TRANSITIVE,BACKWARD_TRANSITIVE",
        "FULL_TRANSITIVE,FULL_TRANSITIVE"
    })
    void answersGoTheOtherWay(CompatibilityMode mode, CompatibilityMode mirrored) {
        var before = new EventSchemas(WHOLE, WHOLE, WHOLE);

        EvolutionReport report = Evolution.check(
                List.of(Revision.of(Version.parse("v1"), before)),
                Revision.of(Version.parse("v1.1"), new EventSchemas(WHOLE, OTHER, OTHER)),
                mode);

        assertThat(report.comparisons()).extracting(Comparison::part).containsExactly(Part.values());
        assertThat(report.comparisons()).extracting(Comparison::kept).containsExactly(mode, mirrored, mirrored);
        assertThat(report.refusals()).extracting(Comparison::part).containsExactly(Part.REPLY, Part.ERROR);
        assertThat(report.explanation()).contains("the reply of v1.1", "the error of v1.1", "v2");
    }

    @Test
    void anAnswerThatOneDoesNotKnowIsNotCompared() {
        EvolutionReport report = Evolution.check(
                List.of(Revision.of(Version.parse("v1"), new EventSchemas(WHOLE, OTHER, null))),
                Revision.of(Version.parse("v1.1"), new EventSchemas(WHOLE, null, OTHER)),
                CompatibilityMode.FULL);

        assertThat(report.comparisons()).hasSize(1);
        assertThat(report.allowed()).isTrue();
    }

    @Test
    void whatCannotBeReadCannotBeProven() {
        var strange = new Revision(Version.parse("v1"), json("{'type':'nonsense'}"), null, null);

        EvolutionReport report =
                Evolution.check(List.of(strange), revision("v1.0.1", WHOLE), CompatibilityMode.BACKWARD);

        assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_PROVE);
        assertThat(report.explanation()).contains("no valid JSON Schema");
    }

    @Test
    void anExplanationNamesTheFirstDifferencesAndCountsTheRest() {
        List<Difference> many = IntStream.range(0, 7)
                .mapToObj(number -> new Difference(
                        "/properties/f" + number, "TYPE_CHANGED", Difference.Breaks.BOTH, "is another type"))
                .toList();
        var harmless = new Difference("/x", "PROPERTY_ADDED", Difference.Breaks.NOBODY, "is new");
        var comparison = new Comparison(
                Version.parse("v1"),
                Version.parse("v1.1"),
                Part.PAYLOAD,
                EvolutionReport.Rule.COMPATIBLE,
                CompatibilityMode.FULL,
                new CompatibilityReport(
                        Verdict.INCOMPATIBLE,
                        Stream.concat(many.stream(), Stream.of(harmless)).toList()));
        var report = new EvolutionReport(
                Version.parse("v1.1"), CompatibilityMode.FULL, Version.parse("v2"), List.of(comparison));

        assertThat(comparison.breaking()).hasSize(7);
        assertThat(report.explanation())
                .isEqualTo("v1.1 is not backward and forward compatible with v1: "
                        + "at /properties/f0 (TYPE_CHANGED) is another type; "
                        + "at /properties/f1 (TYPE_CHANGED) is another type; "
                        + "at /properties/f2 (TYPE_CHANGED) is another type; "
                        + "at /properties/f3 (TYPE_CHANGED) is another type; "
                        + "at /properties/f4 (TYPE_CHANGED) is another type; and 2 more. Publish it as v2");
    }
}
