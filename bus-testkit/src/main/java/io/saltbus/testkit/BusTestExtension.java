package io.saltbus.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes the {@link TestBus} of each test, and closes it. */
final class BusTestExtension implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(BusTestExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestBus.class;
    }

    @Override
    public TestBus resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(NAMESPACE).getOrComputeIfAbsent(TestBus.class, absent -> create(test), TestBus.class);
    }

    private static TestBus create(ExtensionContext test) {
        BusTest settings = AnnotationSupport.findAnnotation(test.getRequiredTestClass(), BusTest.class)
                .orElseThrow(() -> new IllegalStateException(
                        test.getRequiredTestClass().getName() + " takes a TestBus but has no @BusTest"));
        return TestBus.start(builder ->
                builder.service(settings.service()).scan(settings.scan()).event(settings.events()));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        TestBus bus = test.getStore(NAMESPACE).get(TestBus.class, TestBus.class);
        if (bus != null) {
            try (bus) {
                if (test.getExecutionException().isEmpty()) {
                    bus.settle();
                }
            }
        }
    }
}
