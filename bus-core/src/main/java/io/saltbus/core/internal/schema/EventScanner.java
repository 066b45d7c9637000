package io.saltbus.core.internal.schema;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import io.saltbus.core.event.Event;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.subscribe.Subscribe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds event classes. */
public final class EventScanner {
    private static final Comparator<EventType<?>> BY_TOPIC = Comparator.<EventType<?>, String>comparing(
                    EventType::topic)
            .thenComparing(EventType::version)
            .thenComparing(event -> event.type().getName());

    private final SchemaDeriver deriver;

    /** @param deriver derives the schema of each class that is found */
    public EventScanner(SchemaDeriver deriver) {
        this.deriver = deriver;
    }

    /**
     * Every event class in these packages and below. Reads the class path, so not for an event loop.
     *
     * @return sorted by topic, version, class name
     * @throws ConfigurationException naming a package without an event, a class that cannot be one, or two classes that contradict each
     *     other
     */
    public List<EventType<?>> scan(Collection<String> packages) {
        if (packages.isEmpty()) {
            return List.of();
        }
        var events = new ArrayList<EventType<?>>();
        for (Class<?> type : classes(packages)) {
            events.add(EventType.of(type, deriver));
        }
        for (String name : packages) {
            if (events.stream().noneMatch(event -> isBelow(event.type().getPackageName(), name))) {
                throw new ConfigurationException(
                        "scan(\"" + name + "\"): there is no @Event class in this package nor below it");
            }
        }
        events.sort(BY_TOPIC);
        refuseContradictions(events);
        return List.copyOf(events);
    }

    /**
     * Every event class that a class loader itself has, not what it has from its parents.
     *
     * @param packages which, with those below them; empty for all
     * @throws ConfigurationException as {@link #scan(Collection)}, but not for a package without an event
     */
    public List<EventType<?>> scan(ClassLoader loader, Collection<String> packages) {
        try (ScanResult found = graph(packages)
                .overrideClassLoaders(loader)
                .ignoreParentClassLoaders()
                .scan()) {
            var events = new ArrayList<EventType<?>>();
            found.getClassesWithAnnotation(Event.class)
                    .loadClasses()
                    .forEach(type -> events.add(EventType.of(type, deriver)));
            events.sort(BY_TOPIC);
            refuseContradictions(events);
            return List.copyOf(events);
        } catch (IllegalArgumentException unloadable) {
            throw unloadable(packages, unloadable);
        }
    }

    /** Every class with a handler that a class loader itself has, and of which there can be an object, by name. */
    public static List<Class<?>> handlers(ClassLoader loader) {
        try (ScanResult found = graph(List.of())
                .enableMethodInfo()
                .ignoreMethodVisibility()
                .overrideClassLoaders(loader)
                .ignoreParentClassLoaders()
                .scan()) {
            return found
                    .getClassesWithMethodAnnotation(Subscribe.class)
                    .filter(type -> !type.isInterface() && !type.isAbstract())
                    .loadClasses()
                    .stream()
                    .sorted(Comparator.comparing(Class::getName))
                    .toList();
        } catch (IllegalArgumentException unloadable) {
            throw unloadable(List.of(), unloadable);
        }
    }

    private static ClassGraph graph(Collection<String> packages) {
        return new ClassGraph()
                .enableAnnotationInfo()
                .ignoreClassVisibility()
                .acceptPackages(packages.toArray(String[]::new));
    }

    private static ConfigurationException unloadable(Collection<String> packages, IllegalArgumentException why) {
        String where = packages.isEmpty() ? "" : " below " + String.join(", ", packages);
        return new ConfigurationException("a class" + where + " cannot be loaded: " + why.getMessage(), why);
    }

    private static List<Class<?>> classes(Collection<String> packages) {
        try (ScanResult found = graph(packages).scan()) {
            return found.getClassesWithAnnotation(Event.class).loadClasses();
        } catch (IllegalArgumentException unloadable) {
            throw unloadable(packages, unloadable);
        }
    }

    private static boolean isBelow(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    /**
     * Checks that classes of the same topic and version have the same schema.
     *
     * @throws ConfigurationException naming both classes and the first place where their schemas differ
     */
    public static void refuseContradictions(Collection<EventType<?>> events) {
        Map<String, EventType<?>> known = new HashMap<>();
        for (EventType<?> event : events) {
            String name = event.topic() + " " + event.version();
            EventType<?> first = known.putIfAbsent(name, event);
            if (first != null && !first.schema().sameAs(event.schema())) {
                throw new ConfigurationException(
                        first.type().getName() + " and " + event.type().getName() + " are both " + name
                                + ", but their schemas differ at "
                                + first.schema().firstDifference(event.schema()).orElse("(payload)")
                                + ": make them alike, or give one another version");
            }
        }
    }
}
