package io.saltbus.core.internal.schema.library;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.DialectId;
import io.saltbus.core.internal.schema.check.Check;

/** The schema that every schema keeps: the library carries it. */
public final class MetaSchema {
    /** The name of the draft that is spoken here, as {@code $schema} has it. */
    public static final String DRAFT = DialectId.DRAFT_2020_12;

    private MetaSchema() {}

    /** What a document must be to be a schema at all. */
    public static Check check() {
        return Once.CHECK;
    }

    /** Compiling it takes a few hundred milliseconds: at the first schema, and once. */
    private static final class Once {
        // its formats are looked at elsewhere: as an address, the reference #/$defs/List<Item> would be refused
        static final Check CHECK = new LibraryCheck(Library.registry(false).getSchema(SchemaLocation.of(DRAFT)));
    }
}
