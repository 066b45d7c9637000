package io.saltbus.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecTest {
    private static final String SECRET = "hunter2";

    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());

    enum Colour {
        RED,
        @JsonProperty("deep-blue")
        BLUE
    }

    record Everything(
            long userId,
            int count,
            double ratio,
            float share,
            boolean active,
            String name,
            BigDecimal total,
            UUID orderId,
            Instant createdAt,
            OffsetDateTime localAt,
            LocalDate day,
            Duration pause,
            URI site,
            Colour colour,
            Colour other,
            Optional<String> nick,
            Optional<Long> folder,
            List<Line> lines,
            Set<String> tags,
            Map<String, BigDecimal> prices,
            @JsonProperty("signupSRC") String source) {}

    record Line(String sku, int qty) {}

    private static Everything everything() {
        return new Everything(
                1,
                2,
                0.1,
                0.1f,
                true,
                "Zoë",
                new BigDecimal("12345678901234567890.1200"),
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                Instant.parse("2026-11-21T10:00:00.123Z"),
                OffsetDateTime.parse("2026-11-21T10:00:00+05:30"),
                LocalDate.parse("2026-11-21"),
                Duration.ofSeconds(90),
                URI.create("https://example.com/a"),
                Colour.RED,
                Colour.BLUE,
                Optional.of("zed"),
                Optional.empty(),
                List.of(new Line("a", 1), new Line("b", 2)),
                Set.of("x"),
                Map.of("EUR", new BigDecimal("1.10")),
                "web");
    }

    private static Buffer text(String json) {
        return Buffer.buffer(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eventsComeBackAsTheyWent() {
        var encoded = codec.encode(codec.toTree(everything()));

        assertThat(codec.bind(codec.decode(encoded), Everything.class)).isEqualTo(everything());
    }

    @Test
    void theWireHasSnakeCaseAndIsoTexts() {
        assertThat(codec.encode(codec.toTree(everything())).toString())
                .startsWith("{\"user_id\":1,\"count\":2,\"ratio\":0.1,\"share\":0.1,\"active\":true,\"name\":\"Zoë\",")
                .contains("\"total\":12345678901234567890.1200,")
                .contains("\"created_at\":\"2026-11-21T10:00:00.123Z\",\"local_at\":\"2026-11-21T10:00:00+05:30\",")
                .contains("\"day\":\"2026-11-21\",\"pause\":\"PT1M30S\",\"site\":\"https://example.com/a\",")
                .contains("\"colour\":\"RED\",\"other\":\"deep-blue\",\"nick\":\"zed\",\"folder\":null,")
                .contains("\"lines\":[{\"sku\":\"a\",\"qty\":1},{\"sku\":\"b\",\"qty\":2}],\"tags\":[\"x\"],")
                .endsWith("\"prices\":{\"EUR\":1.10},\"signupSRC\":\"web\"}");
    }

    @Test
    void numbersKeepEveryDigit() {
        String json = "{\"a\":1.100,\"b\":123456789012345678901234567890,\"c\":1E+400,\"d\":0.1234567890123456789}";

        assertThat(codec.encode(codec.decode(text(json))).toString()).isEqualTo(json);
    }

    @Test
    void unknownPropertiesAreLeftAlone() {
        assertThat(codec.bind(codec.decode(text("{\"sku\":\"a\",\"qty\":1,\"new\":true}")), Line.class))
                .isEqualTo(new Line("a", 1));
    }

    @Test
    void anAbsentOptionalIsEmpty() {
        record Note(Optional<String> text) {}

        assertThat(codec.bind(codec.decode(text("{}")), Note.class)).isEqualTo(new Note(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | must be a JSON object, but is empty",
                "[1]                     | must be a JSON object, but is an array",
                "\"hunter2\"             | must be a JSON object, but is a text",
                "7                       | must be a JSON object, but is a number",
                "true                    | must be a JSON object, but is a boolean",
                "null                    | must be a JSON object, but is null",
                "{\"a\":\"hunter2\"      | ends in the middle",
                "{\"a\":hunter2}         | no JSON in UTF-8, from byte",
                "{\"a\":1} {\"b\":2}     | goes on after its JSON object, at byte 8",
                "{\"hunter2\":1,\"hunter2\":2} | names a property of one object twice",
            })
    void whatIsNoSingleObjectIsRefusedWithoutQuotingIt(String body, String why) {
        assertThatThrownBy(() -> codec.decode(text(body)))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7b2261223a22ff227d", "fffe0000ffffffff", "7b2261223a22c3227d"})
    void brokenUtf8IsRefused(String hex) {
        var bytes = Buffer.buffer(java.util.HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void depthIsBoundedBothWays() {
        var shallow = new PayloadCodec(PayloadLimits.defaults().withMaxDepth(3));
        ObjectNode allowed = codec.decode(text("{\"a\":[{\"b\":1}]}"));
        ObjectNode tooDeep = codec.decode(text("{\"a\":[{\"b\":[1]}]}"));

        assertThat(shallow.decode(shallow.encode(allowed))).isEqualTo(allowed);
        assertThatThrownBy(() -> shallow.decode(codec.encode(tooDeep)))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining("more than 3 objects and arrays");
        assertThatThrownBy(() -> shallow.encode(tooDeep))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining("more than 3 objects and arrays");
    }

    @Test
    void textsAreBoundedBothWays() {
        var terse = new PayloadCodec(PayloadLimits.defaults().withMaxStringLength(7));
        ObjectNode allowed = codec.decode(text("{\"a\":[\"1234567\",1,2]}"));
        ObjectNode tooLong = codec.decode(text("{\"a\":[\"12345678\"]}"));

        assertThat(terse.decode(terse.encode(allowed))).isEqualTo(allowed);
        assertThatThrownBy(() -> terse.decode(codec.encode(tooLong)))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining("more than 7 characters");
        assertThatThrownBy(() -> terse.encode(tooLong))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining("more than 7 characters");
    }

    @Test
    void sizeIsBoundedBothWays() {
        var small = new PayloadCodec(PayloadLimits.defaults().withMaxBytes(7));
        ObjectNode tooLarge = codec.decode(text("{\"a\":12}"));

        assertThat(small.encode(small.decode(text("{\"a\":1}"))).length()).isEqualTo(7);
        assertThatThrownBy(() -> small.decode(text("{\"a\":12}"))).isInstanceOf(PayloadException.TooLarge.class);
        assertThatThrownBy(() -> small.encode(tooLarge)).isInstanceOf(PayloadException.TooLarge.class);
    }

    record Strict(long id, boolean active, Colour colour, Instant at, List<Line> lines, Guarded guarded) {}

    record Guarded(String pin) {
        Guarded {
            if (pin.length() > 4) {
                throw new IllegalArgumentException("pin " + pin + " is too long");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id            | null             | /id",
                "id            | \"7\"            | /id",
                "id            | \"\"             | /id",
                "id            | 1e30             | /id",
                "active        | \"true\"         | /active",
                "colour        | \"hunter2\"      | /colour",
                "colour        | 0                | /colour",
                "at            | \"hunter2\"      | /at",
                "lines         | [{\"qty\":1},{\"qty\":\"hunter2\"}] | /lines/1/qty",
                "guarded       | {\"pin\":\"hunter2\"} | /guarded",
            })
    void whatDoesNotFitTheClassIsRefusedByItsPlaceWithoutQuotingIt(String field, String json, String pointer) {
        ObjectNode payload = codec.decode(
                text("{\"id\":1,\"active\":true,\"colour\":\"RED\",\"at\":\"2026-11-21T10:00:00Z\",\"lines\":[]}"));
        payload.setAll(codec.decode(text("{\"" + field + "\":" + json + "}")));

        assertThatThrownBy(() -> codec.bind(payload, Strict.class))
                .isInstanceOf(PayloadException.Unbindable.class)
                .hasMessageContaining(Strict.class.getName())
                .hasMessageContaining(": " + pointer + " ")
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @Test
    void anAbsentPrimitiveIsNotZero() {
        assertThatThrownBy(() -> codec.bind(codec.decode(text("{\"sku\":\"a\"}")), Line.class))
                .isInstanceOf(PayloadException.Unbindable.class)
                .hasMessageContaining("/qty");
    }

    @Test
    void decimalsThatPythonWritesAsTextAreRead() {
        record Price(BigDecimal amount) {}

        assertThat(codec.bind(codec.decode(text("{\"amount\":\"12.50\"}")), Price.class))
                .isEqualTo(new Price(new BigDecimal("12.50")));
    }

    @Test
    void numbersThatJsonCannotSayAreRefusedByTheirPlace() {
        record Point(double x, Float y) {}

        assertThatThrownBy(() -> codec.toTree(new Point(Double.NaN, 1f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Point")
                .hasMessageContaining("/x cannot be written")
                .hasNoCause();
        assertThatThrownBy(() -> codec.toTree(new Point(1, Float.POSITIVE_INFINITY)))
                .hasMessageContaining("/y");
        assertThatThrownBy(() -> codec.toTree(List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an array, not an object");
    }

    @Test
    void vertxObjectsBecomeTreesAndComeBack() {
        var json = new JsonObject()
                .put("id", 7)
                .put("at", Instant.parse("2026-11-21T10:00:00Z"))
                .put(
                        "nested",
                        new JsonObject().put("list", new JsonArray().add(1.5).addNull()));

        ObjectNode tree = codec.fromJson(json);

        assertThat(tree.toString())
                .isEqualTo("{\"id\":7,\"at\":\"2026-11-21T10:00:00Z\",\"nested\":{\"list\":[1.5,null]}}");
        assertThat(codec.toJson(tree)
                        .getJsonObject("nested")
                        .getJsonArray("list")
                        .getValue(0))
                .isEqualTo(new BigDecimal("1.5"));
        assertThat(codec.toJson(JsonNodeFactory.instance.objectNode())).isEqualTo(new JsonObject());
    }
}
