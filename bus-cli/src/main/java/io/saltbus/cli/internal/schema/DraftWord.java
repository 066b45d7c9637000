package io.saltbus.cli.internal.schema;

import io.saltbus.core.schema.SchemaDraft;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a draft, and offers them all for completion. */
final class DraftWord implements ITypeConverter<SchemaDraft>, Iterable<String> {
    private static final Map<String, SchemaDraft> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("2020-12", SchemaDraft.DRAFT_2020_12);
        WORDS.put("2019-09", SchemaDraft.DRAFT_2019_09);
        WORDS.put("07", SchemaDraft.DRAFT_07);
        WORDS.put("06", SchemaDraft.DRAFT_06);
        WORDS.put("04", SchemaDraft.DRAFT_04);
    }

    @Override
    public SchemaDraft convert(String word) {
        SchemaDraft draft = WORDS.get(word.length() == 1 ? "0" + word : word);
        if (draft == null) {
            throw new TypeConversionException(
                    "\"" + word + "\" is no draft. Accepted: " + String.join(", ", WORDS.keySet()));
        }
        return draft;
    }

    @Override
    public Iterator<String> iterator() {
        return WORDS.keySet().iterator();
    }
}
