package io.saltbus.core.schema;

import java.util.Arrays;
import java.util.Optional;

/** The drafts of JSON Schema that are understood. A document says which one it is in by {@code $schema}. */
public enum SchemaDraft {
    /** The one that the bus itself writes. */
    DRAFT_2020_12("https://json-schema.org/draft/2020-12/schema"),
    /** {@code $recursiveRef}, and tuples as an array of {@code items}. */
    DRAFT_2019_09("https://json-schema.org/draft/2019-09/schema"),
    /** What Pydantic 1, OpenAPI tools and most editors write. */
    DRAFT_07("http://json-schema.org/draft-07/schema#"),
    /** Without {@code if}. */
    DRAFT_06("http://json-schema.org/draft-06/schema#"),
    /** {@code exclusiveMinimum} is true or false; {@code id} for {@code $id}; no {@code const}. */
    DRAFT_04("http://json-schema.org/draft-04/schema#");

    private final String uri;

    SchemaDraft(String uri) {
        this.uri = uri;
    }

    /** The draft's name as {@code $schema} has it. */
    public String uri() {
        return uri;
    }

    /** Whether this is the other draft, or came before it. */
    public boolean upTo(SchemaDraft other) {
        return compareTo(other) >= 0;
    }

    /**
     * The draft of that name.
     *
     * @param uri as {@code $schema} has it; a last {@code #}, and whether it is {@code http} or {@code https}, do not matter
     * @return no value where no draft has that name
     */
    public static Optional<SchemaDraft> named(String uri) {
        return Arrays.stream(values())
                .filter(draft -> bare(draft.uri).equals(bare(uri)))
                .findFirst();
    }

    private static String bare(String uri) {
        String end = uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
        return end.startsWith("https:") ? "http:" + end.substring("https:".length()) : end;
    }
}
