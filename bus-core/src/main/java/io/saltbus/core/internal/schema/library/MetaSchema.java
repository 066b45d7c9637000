package io.saltbus.core.internal.schema.library;

import com.networknt.schema.SchemaLocation;
import io.saltbus.core.internal.schema.check.Check;
import io.saltbus.core.schema.SchemaDraft;
import java.util.EnumMap;
import java.util.Map;

/** The schemas that every schema keeps, one a draft: the library carries them. */
public final class MetaSchema {
    // compiling one takes a few hundred milliseconds: at the first schema of its draft, and once
    private static final Map<SchemaDraft, Check> COMPILED = new EnumMap<>(SchemaDraft.class);

    private MetaSchema() {}

    /** What a document must be to be a schema of that draft at all. */
    public static Check of(SchemaDraft draft) {
        synchronized (COMPILED) {
            return COMPILED.computeIfAbsent(draft, MetaSchema::compiled);
        }
    }

    // its formats are looked at elsewhere: as an address, the reference #/$defs/List<Item> would be refused
    private static Check compiled(SchemaDraft draft) {
        return new LibraryCheck(Library.registry(draft, false).getSchema(SchemaLocation.of(draft.uri())));
    }
}
