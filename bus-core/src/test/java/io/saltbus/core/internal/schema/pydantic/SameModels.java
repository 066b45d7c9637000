package io.saltbus.core.internal.schema.pydantic;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.saltbus.core.event.AnyOf;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Doc;
import io.saltbus.core.event.MultipleOf;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** For each model of {@code pydantic2-schemas.json} the record of the same name, as one would write it without knowing the schema. */
final class SameModels {
    private SameModels() {}

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("green")
        GREEN,
        @JsonProperty("blue")
        BLUE
    }

    enum Level {
        LOW(1),
        MID(2),
        HIGH(3);

        @JsonValue
        final int number;

        Level(int number) {
            this.number = number;
        }
    }

    enum One {
        ONE;

        @JsonValue
        int number() {
            return 1;
        }
    }

    enum Status {
        trial,
        active,
        cancelled,
        expired
    }

    enum Plan {
        free,
        pro,
        enterprise
    }

    record Address(
            String street,
            String city,
            @Pattern(regexp = "^\\d{5}$") String zipCode,
            @Default("DE") String country) {}

    record Item(String sku, @Positive @Default("1") int qty, BigDecimal price) {}

    record Node(String name, @Default("[]") List<Node> children) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    sealed interface Pet permits Cat, Dog {}

    @JsonTypeName("cat")
    record Cat(@Default("9") int lives) implements Pet {}

    @JsonTypeName("dog")
    record Dog(@Default("[]") List<String> tricks) implements Pet {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Pair(int number, String text) {}

    @Doc("Emitted when a user completes signup.")
    record UserSignup(
            long userId,
            String email,
            long companyId,
            @Default("web") String signupSource) {}

    record UserSignupEmail(long userId, @Email String email) {}

    record DocumentListRequest(
            long userId,
            @Nullable Long folderId,
            @Default("50") int limit) {}

    record DocumentListResponse(List<Map<String, Object>> documents, int total, boolean hasMore) {}

    record DocumentListError(
            String errorCode, String errorMessage, @Nullable Map<String, Object> details) {}

    record OrderCreated(String orderId, long userId, double totalAmount, List<Map<String, Object>> items) {}

    record OrderCreatedTyped(UUID orderId, List<Item> items, Address shipping, Instant createdAt) {}

    record OrderPaid(String orderId, String paymentMethod, String transactionId) {}

    record AllScalars(
            boolean aBool,
            int anInt,
            double aFloat,
            String aStr,
            BigDecimal aDecimal,
            UUID aUuid,
            Instant aDt,
            LocalDate aDate,
            LocalTime aTime,
            Duration aDelta) {}

    record AllOptional(
            @Nullable Boolean a,
            @Nullable Integer b,
            Optional<Double> c,
            Optional<String> d,
            @Nullable Instant e,
            @Nullable UUID f) {}

    record RequiredNullable(
            @JsonProperty(required = true) @Nullable Integer a,
            @JsonProperty(required = true) @Nullable String b) {}

    record Ranges(
            @Min(1) @Max(10) int a,

            @Positive @DecimalMax(value = "100", inclusive = false)
            int b,

            @DecimalMin("0.5") @MultipleOf(0.5) double c) {}

    record Lengths(
            @Size(min = 2, max = 20) String a,
            @Size(min = 1, max = 5) List<Integer> b) {}

    record Patterns(
            @Pattern(regexp = "^[A-Z]{3}-\\d+$") String code,

            @Pattern(regexp = "^[a-z0-9-]+$") @Size(max = 64) @Default("none")
            String slug) {}

    record Enums(Colour colour, @Default("1") Level level) {}

    record Literals(Status status, @Default("1") One one) {}

    record NestedTwice(Address home, @Nullable Address work) {}

    record Tree(Node root) {}

    record UnionOfScalars(
            @AnyOf({Long.class, String.class}) Object value,

            @AnyOf({Double.class, Boolean.class}) @Nullable Object other) {}

    record Tagged(Pet pet) {}

    record Maps(
            Map<String, String> labels,
            @Default("{}") Map<String, Integer> counts,
            @Default("{}") Map<String, List<Double>> nested) {}

    record SetsAndTuples(
            Set<String> tags, Pair pair, @Default("[]") List<Integer> many) {}

    @JsonIgnoreProperties
    record Forbid(int a) {}

    record Allow(int a) {}

    @Doc("A model with descriptions everywhere.")
    record Described(
            @Doc("the a") int a, @Doc("the b") @Default("x") String b) {}

    record Urls(@Size(max = 2083) URI site, @Nullable URI any) {}

    record AnyThing(
            @JsonProperty(required = true) @Nullable Object payload,
            @Nullable Object extra) {}

    record CalculatorAdd(double a, double b) {}

    record SubscriptionActivated(
            UUID subscriptionId,
            long userId,
            Instant activatedAt,
            @Default("free") Plan plan) {}

    record DeepList(
            List<List<Double>> matrix, @Default("[]") List<Optional<String>> names) {}
}
