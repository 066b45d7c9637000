package io.saltbus.core;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.saltbus.core.failure.BusException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.util.stream.Collectors;

/** What the compiler does not hold: layers, where time comes from, where output goes, and what the API shows. */
@AnalyzeClasses(packages = "io.saltbus.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule apiPackagesHaveNoCycles = slices().matching("io.saltbus.core.(*)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), resideInAPackage("..internal.."));

    @ArchTest
    static final ArchRule onlyTheTopPackageUsesTheTopPackage = noClasses()
            .that()
            .resideInAPackage("io.saltbus.core.*")
            .and()
            .resideOutsideOfPackage("..internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.saltbus.core");

    @ArchTest
    static final ArchRule timeComesFromTheScheduler = noClasses()
            .that()
            .resideOutsideOfPackage("io.saltbus.core.time..")
            .should()
            .accessTargetWhere(SourcesOfTime.areAsked())
            .because("a test on virtual time would wait for it, or miss it");

    @ArchTest
    static final ArchRule outputGoesThroughSlf4j = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logsGoThroughSlf4j =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging");

    @ArchTest
    static final ArchRule namesSayWhatAClassIsAbout = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Managers?|Base|Common)")
            .because("a shared function belongs to the type that it is about");

    @ArchTest
    static final ArchRule theApiShowsNoInternals = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should(ApiSurface.showNoInternals());

    /** What is not exported cannot be used by another module: the compiler sees to that. */
    @ArchTest
    static void exactlyTheInternalPackagesAreHidden(JavaClasses classes) throws IOException {
        var exported = descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        var api = classes.stream()
                .filter(type -> !type.getSimpleName().isEmpty())
                .map(JavaClass::getPackageName)
                .filter(name -> !(name + ".").contains(".internal."))
                .collect(Collectors.toSet());

        assertThat(exported).isEqualTo(api);
    }

    private static ModuleDescriptor descriptor() throws IOException {
        // by its own location, because every other jar of the class path has a descriptor of the same name
        URI classFolder = URI.create(
                BusException.class.getProtectionDomain().getCodeSource().getLocation() + "module-info.class");
        try (InputStream bytes = classFolder.toURL().openStream()) {
            return ModuleDescriptor.read(bytes);
        }
    }
}
