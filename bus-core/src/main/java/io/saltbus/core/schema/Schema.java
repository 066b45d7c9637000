package io.saltbus.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.schema.ViewCheck;
import io.saltbus.core.internal.schema.check.Check;
import io.saltbus.core.internal.schema.check.Counted;
import io.saltbus.core.internal.schema.check.Finding;
import io.saltbus.core.internal.schema.check.Regex;
import io.saltbus.core.internal.schema.check.Report;
import io.saltbus.core.internal.schema.document.Bounds;
import io.saltbus.core.internal.schema.document.CanonicalForm;
import io.saltbus.core.internal.schema.document.Defaults;
import io.saltbus.core.internal.schema.document.Difference;
import io.saltbus.core.internal.schema.document.SchemaDocument;
import io.saltbus.core.internal.schema.document.SensitiveFields;
import io.saltbus.core.internal.schema.plan.PlanCompiler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema of any draft from 04 to 2020-12, compiled. Formats are asserted: {@code email}, {@code uuid}, {@code date-time},
 * {@code date}, {@code uri}, {@code duration}, and those of the draft. References lead within the document, to documents embedded in it
 * by {@code $id}, and to the drafts' own schemas; nothing is fetched.
 *
 * <p>Immutable and safe for use from any thread.
 */
public final class Schema {
    private final ObjectNode document;
    private final SchemaDocument parsed;
    private final Check check;
    private final SensitiveFields sensitive;
    private final @Nullable Defaults defaults;
    private volatile @Nullable JsonNode normalForm; // of the few that are compared

    private Schema(ObjectNode document, SchemaOptions options) {
        this.document = document;
        this.parsed = SchemaDocument.of(document, options);
        this.check = PlanCompiler.compile(parsed);
        this.sensitive = new SensitiveFields(parsed);
        this.defaults = Defaults.of(parsed);
    }

    /**
     * Compiles a schema, once for all its payloads: this takes time, validating does not.
     *
     * @param document the schema, at most 50,000 values, 200 levels and a million characters large; it is copied
     * @throws ConfigurationException where it is no valid JSON Schema of its draft, saying where; where its draft is none of
     *     {@link SchemaDraft}; where a reference leads nowhere or out of the document; where a pattern is no regular expression; where it is
     *     too large
     */
    public static Schema of(ObjectNode document) {
        return of(document, SchemaOptions.defaults());
    }

    /**
     * Compiles a schema that is read in another way than the bus reads its own.
     *
     * @param document an object, or true (every payload) or false (none)
     * @param options how to read it
     * @throws ConfigurationException as {@link #of(ObjectNode)} says
     */
    public static Schema of(JsonNode document, SchemaOptions options) {
        Bounds.check(document);
        ObjectNode object = asObject(document);
        try {
            return new Schema(object, options);
        } catch (StackOverflowError deep) {
            throw new ConfigurationException("the schema's references lead on and on: shorten their longest chain");
        }
    }

    private static ObjectNode asObject(JsonNode document) {
        if (document instanceof ObjectNode object) {
            return object.deepCopy();
        }
        if (!document.isBoolean()) {
            throw new ConfigurationException("a JSON Schema is an object, true or false; this is "
                    + document.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        if (!document.booleanValue()) {
            written.putObject("not");
        }
        return written;
    }

    /** The draft that it is written in: as {@code $schema} says, or as its keywords tell. */
    public SchemaDraft draft() {
        return parsed.draft();
    }

    /** The schema as JSON, as it was given: a copy. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    /**
     * Finds everything that is wrong with a payload. Of an {@code anyOf} or {@code oneOf} that is broken, the one form that type and
     * discriminator leave is explained; where that is none or several, there is one violation, of the choice.
     *
     * @param payload not changed
     * @return empty where it is valid. No violation tells a value of the payload; one in a sensitive field ends at that field. Where a
     *     pattern takes too long over a text (over a million steps and 20 a character), or the schema's references over the payload (over a
     *     million steps), there is that violation alone, of the payload
     */
    public List<Violation> validate(JsonNode payload) {
        try {
            return check.accepts(payload) ? List.of() : violations(payload);
        } catch (Regex.TooHard pattern) {
            // it is neither broken nor kept, so nothing that depends on it, such as a "not" around it, can be told
            return List.of(new Violation(
                    "",
                    "pattern",
                    TextNode.valueOf(pattern.regex()).toString(),
                    "has a text on which the pattern takes too many steps: write the pattern without repeats inside"
                            + " repeats"));
        } catch (Counted.Exhausted schema) {
            return List.of(new Violation(
                    "",
                    "$ref",
                    "",
                    "takes too many steps: let the forms of its recursive schema be told apart by a property with a"
                            + " const that stands first"));
        }
    }

    private List<Violation> violations(JsonNode payload) {
        var report = new Report();
        check.report(payload, report);
        return report.findings().stream().map(this::told).distinct().toList();
    }

    private Violation told(Finding finding) {
        int depth = sensitive.depthOf(finding.path());
        return depth < 0 ? finding.violation() : finding.maskedAt(depth);
    }

    /**
     * Gives each property that is absent or null its schema's {@code default}, where that is not null: also in nested objects, in arrays
     * and in maps. A nested object that is absent stays so unless it has a default itself.
     *
     * @param payload changed in place
     */
    public void applyDefaults(ObjectNode payload) {
        if (defaults != null) {
            defaults.applyTo(payload);
        }
    }

    /**
     * Whether two schemas mean the same. Order, remarks ({@code title}, {@code description}, {@code examples}, {@code $comment}), names
     * of {@code $defs}, and the way to say "or null" do not matter.
     */
    public boolean sameAs(Schema other) {
        return firstDifference(other).isEmpty();
    }

    /**
     * Where two schemas stop meaning the same.
     *
     * @return a JSON pointer into the schemas as they are when all references are written out, such as
     *     {@code /properties/address/properties/zip/type}; empty text where they differ at the root, no value where they do not differ
     */
    public Optional<String> firstDifference(Schema other) {
        return Difference.first(normalForm(), other.normalForm());
    }

    /**
     * The one way to write all schemas of the same meaning, as {@link #sameAs} compares them.
     *
     * @return not to be changed; bytes of its text that are the same mean that the schemas are
     */
    public JsonNode normalForm() {
        JsonNode known = normalForm;
        if (known == null) {
            known = CanonicalForm.of(parsed);
            normalForm = known;
        }
        return known;
    }

    /**
     * Why a handler that reads events as a smaller record, the view, could not read every payload that this schema allows.
     *
     * @param view the schema of the handler's record
     * @return each reason in words, with its place; empty where it always can
     */
    public List<String> unreadableAs(Schema view) {
        return ViewCheck.unreadable(view, this);
    }

    @Override
    public String toString() {
        return document.toString();
    }
}
