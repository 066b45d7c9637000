package io.saltbus.core.config;

import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was set, each value with where it was found, so that every fault can name its place. */
final class SettingValues {
    static final String DEFAULT_BROKER_URL = "memory:";
    static final int DEFAULT_WEB_PORT = 8080;

    private static final Set<String> KEYS =
            Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private final List<String> faults = new ArrayList<>();

    private record Value(String text, String origin) {}

    static SettingValues read(Map<String, String> environment, JsonObject file) {
        var found = new SettingValues();
        for (Setting setting : Setting.values()) {
            found.put(setting, file.getValue(setting.key()), setting.key() + " (JSON)");
            for (String variable : List.of(setting.fallbackVariable(), setting.variable())) {
                found.put(setting, environment.get(variable), variable + " (environment)");
            }
        }
        file.fieldNames().stream()
                .filter(name -> !KEYS.contains(name))
                .sorted()
                .forEach(name -> found.faults.add(name + " (JSON) is no setting. Known: "
                        + KEYS.stream().sorted().collect(Collectors.joining(", "))));
        return found;
    }

    /** A later value takes the place of an earlier one; null and blank set nothing, so that an empty variable is as good as none. */
    SettingValues put(Setting setting, @Nullable Object value, String origin) {
        if (value instanceof String || value instanceof Number) {
            String text = value.toString();
            if (!text.isBlank()) {
                values.put(setting, new Value(text, origin));
            }
        } else if (value != null) {
            faults.add(origin + " is neither text nor a number. Accepted: " + setting.accepted());
        }
        return this;
    }

    /**
     * Checks every value, and that what the mode needs is there.
     *
     * @throws ConfigurationException listing all faults
     */
    SettingValues requireUsable() {
        values.forEach((setting, value) -> setting.fault(value.text)
                .ifPresent(why -> faults.add(value.origin + " is " + setting.shown(value.text) + ": " + why
                        + ". Accepted: " + setting.accepted())));
        find(Setting.MODE).flatMap(Mode::find).ifPresent(this::requireFor);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(
                    faults.size() == 1
                            ? faults.get(0)
                            : faults.size() + " settings cannot be used:\n- " + String.join("\n- ", faults));
        }
        return this;
    }

    private void requireFor(Mode mode) {
        if (mode == Mode.EMBEDDED) {
            return;
        }
        require(Setting.BROKER_URL, mode);
        find(Setting.BROKER_URL)
                .filter(url -> url.startsWith(DEFAULT_BROKER_URL))
                .ifPresent(url -> faults.add(origin(Setting.BROKER_URL) + " is \"" + url
                        + "\", which reaches this process only, but mode " + mode.text() + " ("
                        + origin(Setting.MODE) + ") reaches others. Accepted: a URL with a host, or mode embedded"));
        if (mode == Mode.CLOUD) {
            require(Setting.REGISTRY_URL, mode);
            require(Setting.API_KEY, mode);
        }
    }

    private void require(Setting setting, Mode mode) {
        if (!values.containsKey(setting)) {
            faults.add(setting.variable() + " (environment), or " + setting.key() + " (JSON), is not set, but mode "
                    + mode.text() + " from " + origin(Setting.MODE) + " needs it. Accepted: " + setting.accepted());
        }
    }

    private String origin(Setting setting) {
        Value value = values.get(setting);
        return value == null ? "default" : value.origin;
    }

    Optional<String> find(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(Value::text);
    }
}
