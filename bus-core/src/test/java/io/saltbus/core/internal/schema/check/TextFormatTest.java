package io.saltbus.core.internal.schema.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            email, user@example.com, true
            email, o'neil+tag@localhost, true
            email, jörg@müller.example, true
            email, user@shop.brandnewdomain, true
            email, nobody, false
            email, @example.com, false
            email, a..b@example.com, false
            email, .a@example.com, false
            email, a.@example.com, false
            email, a b@example.com, false
            email, a@, false
            email, a@b..c, false
            email, a@-b.c, false
            email, a@b_c.d, false
            email, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@example.com, false
            uuid, 123e4567-e89b-12d3-a456-42661417400G, false
            uuid, 123e4567+e89b-12d3-a456-426614174000, false
            uuid, 123E4567-e89b-12d3-a456-426614174000, true
            uuid, 123e4567, false
            date, 2024-02-29, true
            date, 2023-02-29, false
            date, 1900-02-29, false
            date, 2000-02-29, true
            date, 2026-04-31, false
            date, 2026-13-01, false
            date, 2026-00-01, false
            date, 2026-01-00, false
            date, 2026/01/01, false
            date, 2026-1-01, false
            date, 202x-01-01, false
            date-time, 2026-11-21T10:15:30Z, true
            date-time, 2026-11-21t10:15:30.123456789+05:30, true
            date-time, 2026-11-21T10:15:30z, true
            date-time, 2026-11-21T10:15:30, false
            date-time, 2026-11-21T10:15Z, false
            date-time, 2026-11-21 10:15:30Z, false
            date-time, 2026-11-21T24:00:00Z, false
            date-time, 2026-11-21T10:60:00Z, false
            date-time, 2026-11-21T10:15:60Z, false
            date-time, 2026-11-21T10.15:30Z, false
            date-time, 2026-11-21T10:15.30Z, false
            date-time, 2026-11-21T10:15:30.Z, false
            date-time, 2026-11-21T10:15:30.1, false
            date-time, 2026-11-21T10:15:30+24:00, false
            date-time, 2026-11-21T10:15:30+10:60, false
            date-time, 2026-11-21T10:15:30+1000, false
            date-time, 2026-11-21T10:15:30 10:00, false
            uri, urn:isbn:0451450523, true
            uri, mailto:user@example.com, true
            uri, /relative, false
            uri, a b:c, false
            uri, urn:größe, false
            duration, P1W, true
            duration, P1Y2M3DT4H5M6S, true
            duration, PT1.5S, true
            duration, PT-6H, true
            duration, -P1D, true
            duration, P, false
            duration, PT, false
            duration, P1DT, false
            duration, 1D, false
            duration, P1S, false
            """)
    void knowsItsTexts(String format, String text, boolean valid) {
        assertThat(TextFormat.of(format).orElseThrow().matches(text)).isEqualTo(valid);
    }

    @Property
    void everyMomentOfJavaIsADateTime(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long epochSecond,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -1080, max = 1080) int zoneMinutes) {
        var zone = ZoneOffset.ofTotalSeconds(zoneMinutes * 60);
        var moment = java.time.LocalDateTime.ofEpochSecond(epochSecond, nanos, ZoneOffset.UTC)
                .atOffset(zone);
        assertThat(TextFormat.DATE_TIME.matches(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)))
                .isTrue();
    }

    @Property
    void dateIsWhatJavaReads(
            @ForAll @IntRange(max = 9999) int year,
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day) {
        String text = "%04d-%02d-%02d".formatted(year, month, day);
        assertThat(TextFormat.DATE.matches(text)).isEqualTo(isDateToJava(text));
        assertThat(TextFormat.DATE_TIME.matches(text + "T00:00:00Z")).isEqualTo(isDateToJava(text));
    }

    private static boolean isDateToJava(String text) {
        try {
            return LocalDate.parse(text).isBefore(OffsetDateTime.MAX.toLocalDate());
        } catch (java.time.format.DateTimeParseException refused) {
            return false;
        }
    }

    @Property
    void everyUuidAndDurationOfJavaIsOne(@ForAll long high, @ForAll long low) {
        assertThat(TextFormat.UUID.matches(new UUID(high, low).toString())).isTrue();
        assertThat(TextFormat.DURATION.matches(
                        java.time.Duration.ofSeconds(high >> 1, low).toString()))
                .isTrue();
    }
}
