package io.saltbus.core.internal.schema.pydantic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of a record is that of the Pydantic model that means the same. */
class PydanticIdentityTest {
    private final SchemaDeriver deriver = new SchemaDeriver(new PayloadCodec(PayloadLimits.defaults()));

    static List<Arguments> models() throws IOException {
        var models = new ArrayList<>(read("/pydantic2-schemas.json", SameModels.class));
        models.addAll(read("/pydantic2-more-schemas.json", MoreModels.class));
        return models;
    }

    private static List<Arguments> read(String resource, Class<?> records) throws IOException {
        try (InputStream data = PydanticIdentityTest.class.getResourceAsStream(resource)) {
            var models = new ArrayList<Arguments>();
            for (JsonNode model : new JsonMapper().readTree(data)) {
                String name = model.get("name").textValue();
                models.add(Arguments.of(name, records, model.get("schema")));
            }
            return models;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void recordAndModelHaveTheSameSchema(String name, Class<?> records, ObjectNode pydantic) throws Exception {
        Class<?> type = Class.forName(records.getName() + "$" + name);
        Schema ours = deriver.derive(type);
        Schema theirs = Schema.of(pydantic);

        assertThat(ours.firstDifference(theirs))
                .as("%s%n%s%n%s", ours, ours.normalForm(), theirs.normalForm())
                .isEmpty();
    }
}
