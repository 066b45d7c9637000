package io.saltbus.core.schema;

/**
 * How a schema is read. Immutable; start from {@link #defaults()}, which is how the bus reads its own.
 *
 * @param draft of documents without {@code $schema}: by default 2020-12. One whose tuples are an array of {@code items}, or that has
 *     {@code additionalItems}, {@code dependencies} or an {@code $id} such as {@code #name}, is read as draft-07 all the same, and one with a true or false
 *     {@code exclusiveMinimum} or {@code exclusiveMaximum} as draft-04, because 2020-12 has no such thing
 * @param formatsAsserted whether a text that has not the {@code format} that its schema says is refused: true by default. False is how the
 *     drafts themselves have it, for which a format is a remark
 */
public record SchemaOptions(SchemaDraft draft, boolean formatsAsserted) {
    private static final SchemaOptions DEFAULTS = new SchemaOptions(SchemaDraft.DRAFT_2020_12, true);

    /** Draft 2020-12, formats asserted. */
    public static SchemaOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another draft for documents that do not say theirs. */
    public SchemaOptions withDraft(SchemaDraft value) {
        return new SchemaOptions(value, formatsAsserted);
    }

    /** The same with formats asserted, or as remarks. */
    public SchemaOptions withFormatsAsserted(boolean value) {
        return new SchemaOptions(draft, value);
    }
}
