package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.PostgresService;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.PrivatePostgres;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.PrivateService;
import io.saltbus.testkit.service.RedisService;
import io.saltbus.testkit.service.TestService;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives services to parameters of their types. JUnit's store, since 5.13, closes them with the scope that they were started in. */
public final class ServicesExtension implements ParameterResolver {
    private static final Namespace SERVICES = Namespace.create(ServicesExtension.class);
    private static final Map<Class<?>, Supplier<? extends TestService>> STARTS = Map.of(
            BrokerService.class, BrokerService::start,
            RedisService.class, RedisService::start,
            PostgresService.class, PostgresService::start,
            PrivateBroker.class, PrivateBroker::start,
            PrivateRedis.class, PrivateRedis::start,
            PrivatePostgres.class, PrivatePostgres::start);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext scope) {
        return STARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext scope) {
        Class<?> type = parameter.getParameter().getType();
        ExtensionContext owner = PrivateService.class.isAssignableFrom(type) ? scope : scope.getRoot();
        return owner.getStore(SERVICES)
                .getOrComputeIfAbsent(
                        type,
                        started -> Objects.requireNonNull(STARTS.get(started)).get());
    }
}
