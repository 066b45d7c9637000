package io.saltbus.core.internal.schema.library;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.saltbus.core.internal.schema.check.Regex;
import io.saltbus.core.internal.schema.check.TextFormat;
import io.saltbus.core.schema.SchemaDraft;

/** The library, set up to mean the same as the plan: formats are ours, as are regular expressions; nothing is fetched. */
final class Library {
    private Library() {}

    /** Whether the library itself gives a format a meaning. */
    static boolean asserts(String format) {
        return Formats.DEFAULT.stream().anyMatch(known -> known.getName().equals(format));
    }

    static SchemaRegistry registry(SchemaDraft draft, boolean formatsAsserted) {
        var config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(formatsAsserted)
                .regularExpressionFactory(regex -> {
                    var pattern = Regex.compile(regex);
                    return pattern::isFoundIn;
                })
                .build();
        Dialect own = dialect(draft);
        // a reference may lead to another draft's schema of schemas, which the library reads as what it says it is
        var all = new BasicDialectRegistry(named -> SchemaDraft.named(named)
                .map(other -> other == draft ? own : dialect(other))
                .orElse(null));
        return SchemaRegistry.withDialect(
                own,
                registry -> registry.dialectRegistry(all)
                        .schemaRegistryConfig(config)
                        .schemaCacheEnabled(false)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    private static Dialect dialect(SchemaDraft draft) {
        // words of others, such as x-sensitive, are allowed in schemas: the library would warn of each
        var dialect = Dialect.builder(standard(draft))
                .unknownKeywordFactory((word, context) -> new NonValidationKeyword(word));
        for (TextFormat format : TextFormat.values()) {
            dialect.format(new SharedFormat(format));
        }
        return dialect.build();
    }

    private static Dialect standard(SchemaDraft draft) {
        return switch (draft) {
            case DRAFT_2020_12 -> Dialects.getDraft202012();
            case DRAFT_2019_09 -> Dialects.getDraft201909();
            case DRAFT_07 -> Dialects.getDraft7();
            case DRAFT_06 -> Dialects.getDraft6();
            case DRAFT_04 -> Dialects.getDraft4();
        };
    }

    private record SharedFormat(TextFormat format) implements Format {
        @Override
        public String getName() {
            return format.keyword();
        }

        @Override
        public boolean matches(ExecutionContext execution, String text) {
            return format.matches(text);
        }
    }
}
