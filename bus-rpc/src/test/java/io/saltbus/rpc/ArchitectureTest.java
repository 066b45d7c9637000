package io.saltbus.rpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the compiler does not hold. */
@AnalyzeClasses(packages = "io.saltbus.rpc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule internalPackagesHaveNoCycles =
            slices().matching("io.saltbus.rpc.internal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sidesDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("..internal.call..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..internal.respond..", "..internal.redis..")
            .because("a caller and a responder meet on the wire and nowhere else");

    @ArchTest
    static final ArchRule timeComesFromTheScheduler = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("a test on virtual time would wait for it, or miss it");
}
