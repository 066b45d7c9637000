package io.saltbus.examples.orders;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ServicesTest {
    @Test
    void noServiceKnowsAnothersClasses() {
        JavaClasses services = new ClassFileImporter().importPackages(OrderFlow.class.getPackageName());

        slices().matching("io.saltbus.examples.orders.(*)..")
                .should()
                .notDependOnEachOther()
                .check(services);
    }
}
