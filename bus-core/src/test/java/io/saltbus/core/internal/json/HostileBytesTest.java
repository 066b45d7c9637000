package io.saltbus.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bytes may do to a reader, and what a writer must not do to readers with the same limits. */
class HostileBytesTest {
    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());

    private static Buffer text(String json) {
        return Buffer.buffer(json.getBytes(StandardCharsets.UTF_8));
    }

    private void assertUndecodable(Buffer body, String why) {
        assertThatThrownBy(() -> codec.decode(body))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessageContaining(why)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void onlyUtf8IsJson(String charset) {
        assertUndecodable(Buffer.buffer("{\"a\":1}".getBytes(Charset.forName(charset))), "no text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "two bytes for a zero, 7b2261223a22c080227d",
        "three bytes for a zero, 7b2261223a22e08080227d",
        "a surrogate, 7b2261223a22eda080227d",
        "beyond the last character, 7b2261223a22f4908080227d",
        "a byte that begins nothing, 7b2261223a22f5808080227d",
        "a character cut short, 7b2261223a22e282",
    })
    void everyOtherFormOfACharacterIsRefused(String what, String hex) {
        assertUndecodable(Buffer.buffer(HexFormat.of().parseHex(hex)), "no text in UTF-8");
    }

    @Test
    void byteOrderMarkIsIgnored() {
        assertThat(codec.decode(text("\uFEFF{\"a\":1}"))).hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "-1e10001",
                "1e9999999999",
                "1e-9999999999",
                "1e2147483648",
                "1e99999999999999"
            })
    void numberThatWouldFillTheMemoryIsRefused(String number) {
        assertUndecodable(text("{\"a\":[" + number + "]}"), "a number of more than 1000 digits");
    }

    @Test
    void everyDigitOfALongNumberIsKeptUpToTheLimitBothWays() {
        for (String number : new String[] {"9".repeat(1000), "-0.000001" + "1".repeat(999), "1." + "1".repeat(999)}) {
            String json = "{\"a\":" + number + "}";
            assertThat(codec.encode(codec.decode(text(json))).toString()).isEqualTo(json);
        }
        assertUndecodable(text("{\"a\":" + "9".repeat(1001) + "}"), "a number of more than 1000 digits");
    }

    record Amount(BigDecimal value) {}

    record Count(BigInteger value) {}

    @Test
    void numberThatReadersRefuseIsNotWritten() {
        var events = new Object[] {
            new Amount(new BigDecimal("1e10001")),
            new Amount(new BigDecimal("1." + "1".repeat(1000))),
            new Count(BigInteger.TEN.pow(1000)),
        };
        for (Object event : events) {
            assertThatThrownBy(() -> codec.toTree(event))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(event.getClass().getName())
                    .hasMessageContaining("a number of more than 1000 digits")
                    .hasNoCause();
        }
        assertThat(codec.decode(codec.encode(codec.toTree(new Count(BigInteger.TEN.pow(999))))))
                .isNotEmpty();
    }

    @Test
    void longNameIsReadAndRefusedLikeALongText() {
        String name = "n".repeat(60_000);
        var terse = new PayloadCodec(PayloadLimits.defaults().withMaxStringLength(59_999));
        var payload = codec.decode(text("{\"" + name + "\":1}"));

        assertThat(payload.has(name)).isTrue();
        assertThatThrownBy(() -> terse.decode(codec.encode(payload))).isInstanceOf(PayloadException.Undecodable.class);
        assertThatThrownBy(() -> terse.encode(payload)).isInstanceOf(PayloadException.Undecodable.class);
    }

    @Test
    void halfAnEmojiComesBackAsItWent() {
        var payload = codec.decode(text("{\"a\":\"\\ud800\"}"));

        assertThat(codec.decode(codec.encode(payload))).isEqualTo(payload);
    }

    @Test
    void objectWithinItselfIsRefused() {
        var endless = new JsonObject();
        endless.put("self", endless);

        assertThatThrownBy(() -> codec.fromJson(endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds itself");
    }
}
