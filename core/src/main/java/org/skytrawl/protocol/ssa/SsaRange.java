package org.skytrawl.protocol.ssa;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.protocol.mapping.PlainNumber;

/** Intervals as values of parameters: {@code lo/hi}, without a number where an end is open. Null if both are open. */
final class SsaRange {
    private static final LocalDateTime MJD_ZERO = LocalDateTime.of(1858, 11, 17, 0, 0);
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final double SECONDS_PER_DAY = 86_400;

    /** Years of four digits: ends outside are open, or no dataset matches. */
    private static final double FIRST_MJD = -678_575;

    private static final double LAST_MJD = 2_973_483;

    /** MJDs are no more exact than that. */
    private static final double SLACK_S = 1e-6;

    private SsaRange() {}

    /** Vacuum wavelengths in metres. A point is one number. */
    static @Nullable String metres(Interval wavelengthM) {
        String lo = wavelengthM.lo() > 0 ? PlainNumber.ofMetres(wavelengthM.lo()) : "";
        String hi = Double.isFinite(wavelengthM.hi()) ? PlainNumber.ofMetres(wavelengthM.hi()) : "";
        if (lo.isEmpty() && hi.isEmpty()) {
            return null;
        }
        return lo.equals(hi) ? lo : lo + "/" + hi;
    }

    /** Dates and times in UTC to whole seconds: the start is rounded down and the end up, because some services cannot read fractions. */
    static @Nullable String utc(Interval mjd) {
        String start =
                mjd.lo() < FIRST_MJD ? "" : iso(Math.floor(Math.min(mjd.lo(), LAST_MJD) * SECONDS_PER_DAY + SLACK_S));
        String end =
                mjd.hi() > LAST_MJD ? "" : iso(Math.ceil(Math.max(mjd.hi(), FIRST_MJD) * SECONDS_PER_DAY - SLACK_S));
        return start.isEmpty() && end.isEmpty() ? null : start + "/" + end;
    }

    private static String iso(double seconds) {
        return ISO.format(MJD_ZERO.plusSeconds((long) seconds));
    }
}
