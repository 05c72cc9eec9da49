package org.lkernel.actors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of virtual time as users write them: `5s`, `1.5s`, `200ms`, `3us`, `40ns`, `2m`; never without a unit.
public final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)(ns|us|ms|s|m)");

    private TimeSpan() {}

    /// In nanoseconds, a part of one counted as a whole one.
    ///
    /// @throws IllegalArgumentException if it is none, or longer than any machine runs; in words
    public static long nanos(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time; write 5s, 1.5s or 200ms");
        }
        BigDecimal nanos = new BigDecimal(form.group(1)).multiply(unit(form.group(2)));
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
            throw new IllegalArgumentException("no machine runs so long");
        }
        return nanos.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static BigDecimal unit(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    default -> throw new IllegalStateException(unit);
                });
    }
}
