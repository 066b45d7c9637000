package io.saltbus.core;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Map;
import java.util.Set;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The ways in which Java and Vert.x tell the time, wait, or run something later. */
final class SourcesOfTime {
    private static final Map<Class<?>, Set<String>> CALLS = Map.of(
            System.class, Set.of("currentTimeMillis", "nanoTime"),
            Thread.class, Set.of("sleep"),
            TimeUnit.class, Set.of("sleep", "timedWait"),
            CompletableFuture.class, Set.of("orTimeout", "completeOnTimeout", "delayedExecutor"),
            Executors.class, Set.of("newScheduledThreadPool", "newSingleThreadScheduledExecutor"),
            ScheduledExecutorService.class, Set.of("schedule", "scheduleAtFixedRate", "scheduleWithFixedDelay"),
            java.util.Timer.class, Set.of("<init>"),
            TimerTask.class, Set.of("<init>"));
    private static final Set<String> VERTX_CALLS = Set.of("setTimer", "setPeriodic", "timer", "timeout");

    private SourcesOfTime() {}

    static DescribedPredicate<JavaAccess<?>> areAsked() {
        return DescribedPredicate.describe("a clock is read or a timer is set", access -> isSource(access.getTarget()));
    }

    private static boolean isSource(AccessTarget target) {
        String owner = target.getOwner().getPackageName();
        String called = target.getName();
        if (owner.equals("java.time")) {
            return called.equals("now") || called.startsWith("system");
        }
        if (owner.startsWith("io.vertx.core")) {
            return VERTX_CALLS.contains(called);
        }
        return CALLS.entrySet().stream()
                .anyMatch(source -> target.getOwner().isAssignableTo(source.getKey())
                        && source.getValue().contains(called));
    }
}
