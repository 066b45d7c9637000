package io.saltbus.core.internal.schema.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.path.NodePath;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.schema.check.Check;
import io.saltbus.core.internal.schema.check.Report;
import io.saltbus.core.schema.SchemaDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A whole schema, checked by the library. Of its messages only place and keyword are used: their texts quote payloads. */
public final class LibraryCheck implements Check {
    private static final SchemaLocation NAMELESS = SchemaLocation.of("saltbus:/schema");

    private final Schema schema;

    LibraryCheck(Schema schema) {
        this.schema = schema;
    }

    /**
     * Checks payloads against a schema.
     *
     * @param document as it was given
     * @param draft that it is in
     * @param formatsAsserted whether a wrong format is refused
     */
    public static LibraryCheck of(JsonNode document, SchemaDraft draft, boolean formatsAsserted) {
        try {
            Schema schema = Library.registry(draft, formatsAsserted).getSchema(NAMELESS, document);
            schema.initializeValidators(); // otherwise what it cannot read is thrown at the first payload
            return new LibraryCheck(schema);
        } catch (SchemaException refused) {
            throw new ConfigurationException("the schema cannot be compiled: " + refused.getMessage(), refused);
        }
    }

    /** Whether the library gives a format a meaning; other names of formats are only remarks. */
    public static boolean knowsFormat(String format) {
        return Library.asserts(format);
    }

    @Override
    public boolean accepts(JsonNode value) {
        return schema.validate(value).isEmpty();
    }

    @Override
    public void report(JsonNode value, Report report) {
        for (Error error : schema.validate(value)) {
            report.add(
                    place(error),
                    error.getKeyword(),
                    Objects.requireNonNullElse(error.getSchemaNode(), MissingNode.getInstance()),
                    Objects.requireNonNullElse(error.getInstanceNode(), MissingNode.getInstance()));
        }
    }

    // a missing or superfluous property is reported at its object, with its name beside
    private static List<String> place(Error error) {
        NodePath location = error.getInstanceLocation();
        var place = new ArrayList<String>();
        for (int index = 0; index < location.getNameCount(); index++) {
            place.add(String.valueOf(location.getElement(index)));
        }
        if (error.getProperty() != null) {
            place.add(error.getProperty());
        }
        return place;
    }
}
