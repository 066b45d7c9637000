package io.saltbus.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the compiler does not hold. */
@AnalyzeClasses(packages = "io.saltbus.registry", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule internalPackagesHaveNoCycles =
            slices().matching("io.saltbus.registry.internal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theMirrorKnowsNoKindOfStore = noClasses()
            .that()
            .resideInAPackage("..internal.mirror..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..internal.postgres..", "..internal.http..")
            .because("it mirrors whatever SchemaStore it is given");

    @ArchTest
    static final ArchRule storesDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("..internal.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..internal.http..", "..internal.mirror..")
            .because("a store is the truth, whoever asks it");

    @ArchTest
    static final ArchRule whatIsStoredKnowsNoInternals = noClasses()
            .that()
            .resideInAnyPackage("io.saltbus.registry.store..", "io.saltbus.registry.compatibility..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.saltbus.registry.internal.mirror..")
            .because("tools use stores without a bus");

    @ArchTest
    static final ArchRule timeComesFromTheScheduler = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("a test on virtual time would wait for it, or miss it");

    @ArchTest
    static final ArchRule outputGoesThroughSlf4j = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule namesSayWhatAClassIsAbout = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Managers?|Base|Common)")
            .because("a shared function belongs to the type that it is about");
}
