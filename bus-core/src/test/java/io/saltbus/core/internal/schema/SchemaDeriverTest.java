package io.saltbus.core.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Doc;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.Sensitive;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDeriverTest {
    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());
    private final SchemaDeriver deriver = new SchemaDeriver(codec);

    enum Colour {
        RED,
        @JsonProperty("deep-blue")
        BLUE
    }

    @Doc("Emitted when a user completes signup.")
    record UserSignup(
            long userId,
            @Email String email,
            @Doc("the company") long companyId,
            @Default("web") String signupSource) {}

    record Scalars(
            boolean aBool,
            int anInt,
            short aShort,
            BigInteger big,
            float aFloat,
            double aDouble,
            BigDecimal aDecimal,
            UUID id,
            Instant at,
            OffsetDateTime local,
            LocalDate day,
            Duration pause,
            URI site,
            Colour colour,
            Buffer bytes,
            JsonObject json,
            JsonArray array,
            Object anything,
            @JsonProperty("x") String renamed) {}

    record Nullables(
            Long folderId,
            Optional<String> nick,
            OptionalLong count,
            @Nullable Colour colour,
            Optional<Address> home,
            @Nullable Address work,
            @NotNull Integer must,
            @Default("50") Integer limit,
            @Default("[]") Optional<List<String>> tags,
            @Size(max = 9) @Default("none") String slug,
            @Default("deep-blue") Colour shade,
            @Default("{\"street\":\"x\"}") Address third) {}

    record Address(String street, @Default("DE") String country) {}

    record Containers(
            List<Address> addresses,
            Set<String> tags,
            Map<String, BigDecimal> prices,
            Map<String, Address> named,
            Map<String, Object> open,
            List<@Email String> mails,
            List<List<Double>> matrix) {}

    record Constrained(
            @Min(1) @Max(10) int a,
            @Positive int b,
            @PositiveOrZero long c,

            @DecimalMin("0.5") @DecimalMax(value = "9", inclusive = false)
            BigDecimal d,

            @Size(min = 2, max = 20) String e,
            @Size(min = 1, max = 5) List<Integer> f,
            @Pattern(regexp = "[A-Z]{3}") String g,
            @Pattern(regexp = "^[a-z]+$") String h,
            @NotBlank String i,
            @NotEmpty List<String> j,
            @Sensitive String k,
            @Positive Long l,
            @Size(min = 1, max = 3) Map<String, String> m,
            @NotEmpty Map<String, String> n,
            @NotEmpty String o) {}

    sealed interface Payment permits CardPayment, Cash {}

    record CardPayment(String lastFour) implements Payment {}

    record Cash() implements Payment {}

    record Order(Payment payment, List<Payment> refunds, Cash change) {}

    record Tree(String name, List<Tree> children, @Nullable Tree parent) {}

    record Forest(Tree root) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "CAT"))
    sealed interface Pet permits Cat {}

    record Cat(int lives) implements Pet {}

    record Owner(Pet pet) {}

    record Contradiction(String type) implements Told {}

    sealed interface Told permits Contradiction {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    sealed interface Wrapped permits Inner {}

    record Inner() implements Wrapped {}

    sealed interface ShopEvent permits Opened {}

    @Event("shop.opened")
    record Opened(String shop) implements ShopEvent {}

    private String schema(Class<?> type) {
        return deriver.derive(type).document().toString();
    }

    private String property(Class<?> type, String name) {
        return deriver.derive(type).document().path("properties").path(name).toString();
    }

    private JsonNode defs(Class<?> type) {
        return deriver.derive(type).document().path("$defs");
    }

    @Test
    void anEventIsAnObjectWithItsComponentsInOrder() {
        assertThat(schema(UserSignup.class))
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"user_id\":{\"type\":\"integer\"},"
                        + "\"email\":{\"type\":\"string\",\"format\":\"email\"},"
                        + "\"company_id\":{\"type\":\"integer\",\"description\":\"the company\"},"
                        + "\"signup_source\":{\"type\":\"string\",\"default\":\"web\"}},"
                        + "\"required\":[\"user_id\",\"email\",\"company_id\"],"
                        + "\"description\":\"Emitted when a user completes signup.\",\"title\":\"UserSignup\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a_bool    | {\"type\":\"boolean\"}",
                "an_int    | {\"type\":\"integer\"}",
                "a_short   | {\"type\":\"integer\"}",
                "big       | {\"type\":\"integer\"}",
                "a_float   | {\"type\":\"number\"}",
                "a_double  | {\"type\":\"number\"}",
                "a_decimal | {\"type\":[\"number\",\"string\"],\"pattern\":\"^[-+]?\\\\d+(\\\\.\\\\d+)?([eE][-+]?\\\\d+)?$\"}",
                "id        | {\"type\":\"string\",\"format\":\"uuid\"}",
                "at        | {\"type\":\"string\",\"format\":\"date-time\"}",
                "local     | {\"type\":\"string\",\"format\":\"date-time\"}",
                "day       | {\"type\":\"string\",\"format\":\"date\"}",
                "pause     | {\"type\":\"string\",\"format\":\"duration\"}",
                "site      | {\"type\":\"string\",\"format\":\"uri\"}",
                "colour    | {\"type\":\"string\",\"enum\":[\"RED\",\"deep-blue\"]}",
                "bytes     | {\"type\":\"string\"}",
                "json      | {\"type\":\"object\"}",
                "array     | {\"type\":\"array\"}",
                "anything  | {}",
                "x         | {\"type\":\"string\"}",
            })
    void scalarsHaveTheirTypesAndFormats(String name, String expected) {
        assertThat(property(Scalars.class, name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "folder_id | {\"type\":[\"integer\",\"null\"],\"default\":null}",
                "nick      | {\"type\":[\"string\",\"null\"],\"default\":null}",
                "count     | {\"type\":[\"integer\",\"null\"],\"default\":null}",
                "colour    | {\"type\":[\"string\",\"null\"],\"enum\":[\"RED\",\"deep-blue\",null],\"default\":null}",
                "home      | {\"anyOf\":[{\"$ref\":\"#/$defs/Address\"},{\"type\":\"null\"}],\"default\":null}",
                "work      | {\"anyOf\":[{\"$ref\":\"#/$defs/Address\"},{\"type\":\"null\"}],\"default\":null}",
                "must      | {\"type\":\"integer\"}",
                "limit     | {\"type\":[\"integer\",\"null\"],\"default\":50}",
                "tags      | {\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"string\"},\"default\":[]}",
                "slug      | {\"type\":\"string\",\"maxLength\":9,\"default\":\"none\"}",
                "shade     | {\"type\":\"string\",\"enum\":[\"RED\",\"deep-blue\"],\"default\":\"deep-blue\"}",
                "third     | {\"$ref\":\"#/$defs/Address\",\"default\":{\"street\":\"x\"}}",
            })
    void whatMayBeAbsentSaysWhatItIsThen(String name, String expected) {
        assertThat(property(Nullables.class, name)).isEqualTo(expected);
        assertThat(deriver.derive(Nullables.class).document().path("required").toString())
                .isEqualTo("[\"must\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "addresses | {\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/Address\"}}",
                "tags      | {\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}",
                "prices    | {\"type\":\"object\",\"additionalProperties\":{\"type\":[\"number\",\"string\"],\"pattern\":\"^[-+]?\\\\d+(\\\\.\\\\d+)?([eE][-+]?\\\\d+)?$\"}}",
                "named     | {\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"#/$defs/Address\"}}",
                "open      | {\"type\":\"object\"}",
                "mails     | {\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"email\"}}",
                "matrix    | {\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}}",
            })
    void containersSayWhatTheyHold(String name, String expected) {
        assertThat(property(Containers.class, name)).isEqualTo(expected);
        assertThat(defs(Containers.class).toString())
                .isEqualTo("{\"Address\":{\"type\":\"object\",\"properties\":{\"street\":{\"type\":\"string\"},"
                        + "\"country\":{\"type\":\"string\",\"default\":\"DE\"}},\"required\":[\"street\"]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | {\"type\":\"integer\",\"minimum\":1,\"maximum\":10}",
                "b | {\"type\":\"integer\",\"exclusiveMinimum\":0}",
                "c | {\"type\":\"integer\",\"minimum\":0}",
                "d | {\"type\":[\"number\",\"string\"],\"pattern\":\"^[-+]?\\\\d+(\\\\.\\\\d+)?([eE][-+]?\\\\d+)?$\",\"minimum\":0.5,\"exclusiveMaximum\":9}",
                "e | {\"type\":\"string\",\"minLength\":2,\"maxLength\":20}",
                "f | {\"minItems\":1,\"maxItems\":5,\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
                "g | {\"type\":\"string\",\"pattern\":\"^(?:[A-Z]{3})$\"}",
                "h | {\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}",
                "i | {\"type\":\"string\",\"minLength\":1,\"pattern\":\"\\\\S\"}",
                "j | {\"minItems\":1,\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
                "k | {\"type\":\"string\",\"x-sensitive\":true}",
                "l | {\"anyOf\":[{\"type\":\"integer\",\"exclusiveMinimum\":0},{\"type\":\"null\"}],\"default\":null}",
                "m | {\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"},\"minProperties\":1,\"maxProperties\":3}",
                "n | {\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"},\"minProperties\":1}",
                "o | {\"type\":\"string\",\"minLength\":1}",
            })
    void constraintsBecomeKeywords(String name, String expected) {
        assertThat(property(Constrained.class, name)).isEqualTo(expected);
    }

    @Test
    void aSealedTypeIsOneOfItsKinds() {
        String kinds = "\"oneOf\":[{\"$ref\":\"#/$defs/CardPayment\"},{\"$ref\":\"#/$defs/Cash\"}]";

        assertThat(defs(Order.class).path("Payment").toString()).isEqualTo("{" + kinds + "}");
        assertThat(defs(Order.class).path("CardPayment").toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"type\":{\"const\":\"card_payment\",\"type\":\"string\"},"
                                + "\"last_four\":{\"type\":\"string\"}},\"required\":[\"type\",\"last_four\"]}");
        assertThat(property(Order.class, "payment")).isEqualTo("{\"$ref\":\"#/$defs/Payment\"}");
        assertThat(property(Order.class, "change")).isEqualTo("{\"$ref\":\"#/$defs/Cash\"}");
        assertThat(schema(Payment.class)).endsWith(kinds + ",\"title\":\"Payment\"}");
        assertThat(property(Cash.class, "type")).isEqualTo("{\"const\":\"cash\",\"type\":\"string\"}");
        assertThat(property(Opened.class, "type")).isEmpty();
    }

    @Test
    void theUsersOwnTypeNamesAreKept() {
        assertThat(defs(Owner.class).path("Cat").path("properties").path("kind").toString())
                .isEqualTo("{\"const\":\"CAT\",\"type\":\"string\"}");
    }

    @Test
    void recursionIsAReference() {
        assertThat(property(Tree.class, "children")).isEqualTo("{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}");
        assertThat(property(Forest.class, "root")).isEqualTo("{\"$ref\":\"#/$defs/Tree\"}");
    }

    @Test
    void derivingAgainGivesTheSame() {
        assertThat(schema(Nullables.class)).isEqualTo(schema(Nullables.class));
    }

    @Test
    void aWrongDefaultIsNamed() {
        record Page(@Default("many") int limit) {}
        record Window(@Default("\"x\"") long width) {}
        record Later(@Default("soon") Instant at) {}
        record Shade(@Default("GREEN") Colour colour) {}

        assertRefused(Page.class, "Page.limit: @Default(\"many\") is no int");
        assertRefused(Window.class, "Window.width");
        assertRefused(Later.class, "Later.at: @Default(\"soon\") is no java.time.Instant");
        assertRefused(Shade.class, "Shade.colour");
    }

    @Test
    void aDefaultThatBreaksItsOwnConstraintIsNamed() {
        record Limited(@Max(10) @Default("50") int limit) {}
        record Outer(Limited inner) {}

        assertRefused(Outer.class, "Outer: the default of limit in Limited is 50, but /limit must");
    }

    record Moments(Duration pause, OffsetDateTime at, Instant now, URI site, UUID id, LocalDate day) {}

    @Test
    void everyTextThatJavaWritesIsOfItsFormat() {
        var at = OffsetDateTime.parse("2026-11-21T10:00+05:30");
        for (String pause : List.of("PT0S", "PT1.5S", "PT-3H", "PT-0.5S", "PT25H3M")) {
            var moments = new Moments(
                    Duration.parse(pause), at, Instant.EPOCH, URI.create("urn:a:b"), new UUID(0, 0), LocalDate.EPOCH);

            assertThat(deriver.derive(Moments.class).validate(codec.toTree(moments)))
                    .as(pause)
                    .isEmpty();
        }
    }

    @Test
    void whatHasNoSchemaIsNamed() {
        record Spoken(Locale language) {}
        record Flagged(
                @Pattern(regexp = "a", flags = Pattern.Flag.CASE_INSENSITIVE)
                String code) {}
        record Shop(ShopEvent last) {}

        assertRefused(Spoken.class, "java.util.Locale has no JSON Schema");
        assertRefused(Flagged.class, "Flagged.code: @Pattern has flags");
        assertRefused(Contradiction.class, "Contradiction has a component type");
        assertRefused(Inner.class, "Inner names its kind by WRAPPER_OBJECT");
        assertRefused(Shop.class, "ShopEvent cannot be part of a payload: " + Opened.class.getName());
    }

    private void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> deriver.derive(type))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    @SuppressWarnings("NullAway") // what a publisher may hand over is the point
    void whatTheCodecWritesFitsTheSchema() {
        var order = new Order(new CardPayment("4242"), List.of(new Cash()), new Cash());
        var nothing = new Nullables(
                null,
                Optional.empty(),
                OptionalLong.empty(),
                null,
                Optional.empty(),
                null,
                1,
                null,
                Optional.empty(),
                "",
                Colour.RED,
                new Address("x", "DE"));
        var tree = new Tree("root", List.of(new Tree("leaf", List.of(), null)), null);

        for (Object event : List.of(order, nothing, tree)) {
            assertThat(deriver.derive(event.getClass()).validate(codec.toTree(event)))
                    .isEmpty();
        }
    }

    @Test
    void aClassInAClosedPackageIsRefusedWithTheLineThatOpensIt() throws ClassNotFoundException {
        Class<?> closed = Class.forName("jdk.internal.misc.CDS");

        assertThatThrownBy(() -> deriver.derive(closed))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("jdk.internal.misc.CDS is in module java.base, which keeps it closed: add \"opens"
                        + " jdk.internal.misc to com.fasterxml.jackson.databind;\" to its module-info");
    }
}
