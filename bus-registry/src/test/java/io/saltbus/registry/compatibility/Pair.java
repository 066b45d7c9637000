package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Two schemas, and whether each way is compatible, as a person thought it out. */
record Pair(String file, String id, JsonNode older, JsonNode newer, boolean backward, boolean forward) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final List<String> FILES = List.of(
            "types",
            "numbers",
            "texts",
            "values",
            "objects",
            "dependencies",
            "arrays",
            "combinations",
            "references",
            "mixed",
            "services");

    static List<Pair> all() {
        var pairs = new ArrayList<Pair>();
        for (String file : FILES) {
            try (InputStream in =
                    Objects.requireNonNull(Pair.class.getResourceAsStream("/compatibility/" + file + ".json"))) {
                for (JsonNode pair : MAPPER.readTree(in)) {
                    pairs.add(new Pair(
                            file,
                            pair.path("id").asText(),
                            pair.path("old"),
                            pair.path("new"),
                            pair.path("backward").asBoolean(),
                            pair.path("forward").asBoolean()));
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return pairs;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    boolean compatible(CompatibilityMode mode) {
        return (!mode.backward() || backward) && (!mode.forward() || forward);
    }

    @Override
    public String toString() {
        return file + "/" + id;
    }
}
