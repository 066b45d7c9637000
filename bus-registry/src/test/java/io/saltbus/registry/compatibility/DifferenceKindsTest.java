package io.saltbus.registry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.registry.compatibility.Difference.Breaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differences tell, and that the guide lists their kinds. */
final class DifferenceKindsTest {
    private static List<Difference> differences(String older, String newer) {
        return Compatibility.check(Pair.json(older), Pair.json(newer), CompatibilityMode.FULL)
                .differences();
    }

    @Test
    void aNarrowerLengthIsToldWithNumbersExampleAndCure() {
        List<Difference> differences = differences(
                "{'type':'object','properties':{'a/b':{'type':'string','maxLength':5}}}",
                "{'type':'object','properties':{'a/b':{'type':'string','maxLength':3}}}");

        assertThat(differences).hasSize(1);
        assertThat(differences.get(0).pointer()).isEqualTo("/properties/a~1b/maxLength");
        assertThat(differences.get(0).kind()).isEqualTo("LENGTH_CHANGED");
        assertThat(differences.get(0).breaks()).isEqualTo(Breaks.NEWER_READERS);
        assertThat(differences.get(0).message())
                .contains("was 5 and is 3", "\"aaaa\"", "Keep the lengths as wide as they were");
    }

    @Test
    void remarksAreToldAndBreakNobody() {
        List<Difference> differences =
                differences("{'type':'string','title':'a'}", "{'type':'string','title':'b','default':'x'}");

        assertThat(differences).extracting(Difference::kind).containsExactly("DEFAULT_CHANGED", "REMARK_CHANGED");
        assertThat(differences).extracting(Difference::breaks).containsOnly(Breaks.NOBODY);
    }

    @Test
    void aDifferenceBehindAReferenceIsToldWhereItStands() {
        List<Difference> differences = differences(
                "{'$defs':{'x':{'type':'integer'}},'properties':{'a':{'$ref':'#/$defs/x'}}}",
                "{'$defs':{'x':{'type':'string'}},'properties':{'a':{'$ref':'#/$defs/x'}}}");

        assertThat(differences).extracting(Difference::pointer).containsExactly("/$defs/x/type");
    }

    @Test
    void whatOnlyTheOlderOneHasIsToldByItsPlaceThere() {
        assertThat(differences(
                        "{'type':'object','properties':{'a':{},'b':{}},'additionalProperties':false}",
                        "{'type':'object','properties':{'a':{}},'additionalProperties':false}"))
                .extracting(Difference::pointer)
                .containsExactly("/properties/b");
    }

    @Test
    void everyRequiredNameIsToldApart() {
        assertThat(differences("{'type':'object','required':['a']}", "{'type':'object','required':['b','c']}"))
                .extracting(Difference::kind)
                .containsExactly("REQUIRED_ADDED", "REQUIRED_ADDED", "REQUIRED_REMOVED");
    }

    @Test
    void keywordsThatBreakOnlyTogetherAreToldAsSuch() {
        assertThat(differences(
                        "{'type':'integer','minimum':1,'anyOf':[{'maximum':0},{'minimum':5}]}",
                        "{'type':'integer','minimum':0,'anyOf':[{'maximum':0},{'minimum':5}]}"))
                .filteredOn(difference -> difference.breaks() == Breaks.OLDER_READERS)
                .isNotEmpty();
    }

    @Test
    void theGuideListsEveryKindThatThereIs() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/compatibility.md"));
        var kinds = new HashSet<String>();
        for (Pair pair : Pair.all()) {
            differences(pair.older().toString(), pair.newer().toString())
                    .forEach(difference -> kinds.add(difference.kind()));
        }

        assertThat(kinds)
                .hasSizeGreaterThan(25)
                .allSatisfy(kind -> assertThat(guide).contains("`" + kind + "`"));
    }
}
