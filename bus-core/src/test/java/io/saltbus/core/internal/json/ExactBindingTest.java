package io.saltbus.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Also where no schema has been looked at, a value is read as what it is, or not at all. */
class ExactBindingTest {
    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());

    @SuppressWarnings("ArrayRecordComponent") // users have them, and Jackson reads their items by other code
    record All(
            @Nullable Byte tiny,
            @Nullable Short small,
            @Nullable Integer count,
            @Nullable Long id,
            @Nullable BigInteger big,
            @Nullable Float share,
            @Nullable Double ratio,
            @Nullable BigDecimal total,
            Optional<Long> folder,
            OptionalInt page,
            OptionalDouble mean,
            @Nullable List<Integer> list,
            int @Nullable [] array,
            @Nullable String name,
            @Nullable Boolean active,
            @Nullable Instant at,
            @Nullable OffsetDateTime local,
            @Nullable LocalDate day,
            @Nullable Duration pause,
            @Nullable UUID ident,
            @Nullable URI site) {}

    private All read(String name, String json) {
        return codec.bind(codec.decode(Buffer.buffer("{\"" + name + "\":" + json + "}")), All.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tiny   | 1.5",
                "tiny | 128",
                "tiny | -129",
                "small | 1.5",
                "small | 32768",
                "count | 1.5",
                "count  | 2147483648",
                "id | 1.5",
                "id | 9223372036854775808",
                "id | 1e30",
                "id | 1e-400",
                "id     | 1.0000000000000000000000001",
                "big | 1.5",
                "folder | 1.5",
                "page | 1.5",
                "page | \"1\"",
                "list   | [1.5]",
                "array | [1.5]",
                "share | 1e39",
                "ratio | 1e309",
                "ratio | \"NaN\"",
                "ratio | true",
                "mean   | 1e309",
                "mean | \"Infinity\"",
                "total | \"1e9999999999\"",
                "total | \"NaN\"",
                "total | true",
                "name   | 1",
                "name | 1.5",
                "name | true",
                "active | 1",
                "active | 0.0",
                "at     | 0",
                "at | 1.5",
                "at | 1e9999",
                "at | \"\"",
                "local | 0",
                "day | 5",
                "day | [2020,1,1]",
                "pause  | 5",
                "pause | \"\"",
                "pause | 1e9999",
                "ident | \"\"",
                "site | 5",
            })
    void otherValueIsRefusedByItsPlace(String name, String json) {
        assertThatThrownBy(() -> read(name, json))
                .isInstanceOf(PayloadException.Unbindable.class)
                .hasMessageContaining(": /" + name)
                .hasNoCause();
    }

    @Test
    void wholeNumberMayBeWrittenWithAPoint() {
        assertThat(read("tiny", "-128.0").tiny()).isEqualTo(Byte.MIN_VALUE);
        assertThat(read("small", "1e2").small()).isEqualTo((short) 100);
        assertThat(read("count", "-0.0").count()).isZero();
        assertThat(read("id", "9223372036854775807.00").id()).isEqualTo(Long.MAX_VALUE);
        assertThat(read("big", "1e30").big()).isEqualTo(BigInteger.TEN.pow(30));
        assertThat(read("folder", "7.0").folder()).contains(7L);
        assertThat(read("page", "7.0").page()).hasValue(7);
        assertThat(read("list", "[1.0,2]").list()).containsExactly(1, 2);
        assertThat(read("ratio", "1").ratio()).isEqualTo(1.0);
        assertThat(read("mean", "1").mean()).hasValue(1.0);
    }

    @Test
    void nullIsNothing() {
        assertThat(read("page", "null").page()).isEmpty();
        assertThat(read("mean", "null").mean()).isEmpty();
        assertThat(read("folder", "null").folder()).isEmpty();
        assertThat(read("at", "null").at()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"P1DT2H, PT26H", "PT1.5S, PT1.5S", "-P1D, PT-24H", "P-1DT1M, PT-23H-59M", "P0D, PT0S"})
    void spansOfPythonAreRead(String text, String span) {
        assertThat(read("pause", "\"" + text + "\"").pause()).isEqualTo(Duration.parse(span));
    }
}
