package io.saltbus.rabbitmq.internal.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Points in time as Python writes and reads them. */
final class IsoTime {
    // six digits always: Celery 5.2 takes the fraction for microseconds, however many digits it has
    private static final DateTimeFormatter PYTHON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);
    private static final int DATE_ONLY = "2026-11-21".length();

    private IsoTime() {}

    static String format(Instant time) {
        return PYTHON.format(time);
    }

    /**
     * Reads a time; without an offset it is in UTC, as Celery's are.
     *
     * @throws DateTimeException where it is none
     */
    static Instant parse(String text) {
        try {
            if (text.endsWith("Z")) { // years of more digits than four among them
                return Instant.parse(text);
            }
            if (text.length() <= DATE_ONLY) {
                return LocalDate.parse(text).atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
            }
            String withT = text.charAt(DATE_ONLY) == ' ' ? text.replaceFirst(" ", "T") : text;
            boolean hasOffset = withT.indexOf('+', DATE_ONLY) > 0 || withT.indexOf('-', DATE_ONLY) > 0;
            return hasOffset
                    ? OffsetDateTime.parse(withT).toInstant()
                    : LocalDateTime.parse(withT).toInstant(ZoneOffset.UTC);
        } catch (ArithmeticException tooFar) {
            throw new DateTimeException("beyond what can be counted", tooFar);
        }
    }
}
