package io.saltbus.core.internal.schema.pydantic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Doc;
import io.saltbus.core.event.MultipleOf;
import io.saltbus.core.event.Sensitive;
import io.vertx.core.buffer.Buffer;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For each model of {@code pydantic2-more-schemas.json} (of our own making, written out by Pydantic 2.13) the record of the same name.
 */
final class MoreModels {
    private MoreModels() {}

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("green")
        GREEN
    }

    enum Letter {
        x,
        y
    }

    record Person(long id, String name) {}

    record Page<T>(List<T> items, int total, @Nullable String next) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    sealed interface Expr permits Leaf, Add {}

    @JsonTypeName("leaf")
    record Leaf(int v) implements Expr {}

    @JsonTypeName("add")
    record Add(Expr left, Expr right) implements Expr {}

    record Decimals(
            BigDecimal plain,
            @DecimalMin("0") BigDecimal amount,
            @Nullable BigDecimal maybe,
            @Default("9.99") BigDecimal price,
            @Default("[]") List<BigDecimal> many) {}

    record LinkedNode(int value, @Nullable LinkedNode next) {}

    record Category(
            String name,
            @Default("[]") List<Category> children,
            @Default("{}") Map<String, Category> byName) {}

    record People(Page<Person> page) {}

    record Calc(Expr e, @Nullable Expr maybe) {}

    record Keys(
            Map<Integer, String> byId,
            Map<UUID, Integer> byUuid,
            Map<Colour, Integer> byColour,
            Map<LocalDate, Double> byDay) {}

    record Secrets(@Sensitive String password, Buffer token, UUID id, int old, String shown) {}

    record Optionals(
            @Min(1) Integer a,
            @Nullable @Size(max = 5) String b,
            @Nullable Colour c,
            @Default("red") Colour d,
            Optional<List<Person>> f,
            @Doc("why") @Default("x") @Nullable String g,
            @Nullable Letter p,
            @Default("1.0") double v,
            @Default("{\"id\": 1, \"name\": \"n\"}") Person z,
            @Nullable Object w) {}

    record Lists(
            @Default("[]") List<@Size(min = 1) String> e,
            @Size(min = 1, max = 3) List<Integer> f,
            Set<@Positive Integer> g,
            List<String> h,
            List<Object> s,
            Map<String, Object> t,
            Map<String, ?> x,
            List<Map<String, Object>> y,
            Set<Long> fs) {}

    record Whole(
            @Positive int a,
            @PositiveOrZero int b,
            @Negative int c,
            @Min(1) @Max(10) int d,
            @MultipleOf(2) int even) {}

    @JsonIgnoreProperties
    record Strict(@JsonProperty("userId") long user, Person who) {}

    record Times(
            Instant at,
            LocalDate day,
            @Default("PT1H") Duration every,
            LocalTime clock,
            @Default("2020-01-01T00:00:00Z") OffsetDateTime begins) {}
}
