package io.saltbus.core.internal.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives sealed hierarchies a property {@code type} that tells their members apart, where the user's own annotations say nothing. */
final class SealedTypeIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value given = super.findPolymorphicTypeInfo(config, annotated);
        if (given != null
                || !(annotated instanceof AnnotatedClass type)
                || !SealedTypes.discriminated(type.getRawType())) {
            return given;
        }
        return JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null, null);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        List<NamedType> given = super.findSubtypes(annotated);
        // an enum with bodies is sealed too; an event that is a member is told by its topic
        boolean open = given == null
                && annotated.getRawType().isSealed()
                && !annotated.getRawType().isEnum();
        if (!open || !SealedTypes.toldByKind(annotated.getRawType())) {
            return given;
        }
        return SealedTypes.members(annotated.getRawType()).stream()
                .map(NamedType::new)
                .toList();
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
        String given = super.findTypeName(type);
        boolean named = given != null || type.getRawType().isSealed() || !SealedTypes.discriminated(type.getRawType());
        return named ? given : SealedTypes.nameOf(type.getRawType());
    }
}
