package io.saltbus.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** What the compiler does not hold. */
@AnalyzeClasses(packages = "io.saltbus.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule internalPackagesHaveNoCycles =
            slices().matching("io.saltbus.cli.internal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule groupsOfCommandsDoNotKnowEachOther = slices().matching(
                    "io.saltbus.cli.internal.(declared|event|schema|source)..")
            .should()
            .notDependOnEachOther()
            .because("what several need is in connect, input or output");

    @ArchTest
    static final ArchRule whatIsReadAndShownKnowsNoCommand = noClasses()
            .that()
            .resideInAnyPackage("..internal.connect..", "..internal.input..", "..internal.output..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..internal.declared..", "..internal.event..", "..internal.schema..", "..internal.source..")
            .because("it serves all of them");

    @ArchTest
    static final ArchRule answersGoThroughTheCommandLine = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("tests read what is written there");

    @ArchTest
    static final ArchRule theProcessIsTouchedAtItsEdgesOnly = noClasses()
            .that()
            .doNotHaveSimpleName("SaltBusCommand")
            .and()
            .doNotHaveSimpleName("WarmUp")
            .and()
            .resideOutsideOfPackage("..internal.connect..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo("java.io.FileDescriptor")
            .because("commands are run within tests too");

    @ArchTest
    static final ArchRule timeComesFromTheScheduler = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .because("a test on virtual time would wait for it, or miss it");

    @ArchTest
    static final ArchRule namesSayWhatAClassIsAbout = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Managers?|Base|Common)")
            .because("a shared function belongs to the type that it is about");
}
