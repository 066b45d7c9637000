package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;

/** The drafts of JSON Schema that are read; where none is told, the spellings of all of them are. */
enum Draft {
    DRAFT_04("json-schema.org/draft-04/schema"),
    DRAFT_06("json-schema.org/draft-06/schema"),
    DRAFT_07("json-schema.org/draft-07/schema"),
    DRAFT_2019_09("json-schema.org/draft/2019-09/schema"),
    DRAFT_2020_12("json-schema.org/draft/2020-12/schema");

    private final String address;

    Draft(String address) {
        this.address = address;
    }

    /** The draft of a document. */
    static Draft of(JsonNode document, String which) {
        JsonNode told = document.path("$schema");
        if (told.isMissingNode()) {
            return DRAFT_2020_12;
        }
        String address = told.asText().replaceFirst("^https?://", "").replaceFirst("#$", "");
        for (Draft draft : values()) {
            if (draft.address.equals(address)) {
                return draft;
            }
        }
        throw new ConfigurationException("the " + which + " schema's $schema is \"" + told.asText()
                + "\". Accepted: that of draft 2020-12, 2019-09, 07, 06 or 04, or none");
    }

    /** Whether nothing beside a {@code $ref} counts. */
    boolean refStandsAlone() {
        return compareTo(DRAFT_07) <= 0;
    }
}
