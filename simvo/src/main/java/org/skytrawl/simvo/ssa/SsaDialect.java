package org.skytrawl.simvo.ssa;

import java.util.Locale;
import java.util.SplittableRandom;

/** How a service writes its answers. All ways have the same values for a reader who knows utypes and units. */
public record SsaDialect(
        Utypes utypes,
        Position position,
        Band band,
        boolean bandByExtent,
        Time time,
        boolean timeByExtent,
        boolean apertureInArcsec,
        boolean constantsAsParams,
        boolean processingDate,
        boolean emptyWithoutTable,
        boolean overflowFirst,
        boolean serviceDescriptor) {
    /** What the examples of the standard have. */
    public static final SsaDialect USUAL = new SsaDialect(
            Utypes.SSA, Position.ARRAY, Band.METRE, false, Time.MJD, false, false, false, false, false, false, false);

    /** The prefix and the case of utypes. */
    enum Utypes {
        SSA("ssa:"),
        SSA_LOWER("ssa:"),
        SPECTRUM("Spectrum."),
        UPPER("SSA:"),
        BARE(""),
        BARE_LOWER("");

        private final String prefix;

        Utypes(String prefix) {
            this.prefix = prefix;
        }

        String of(String utype) {
            return switch (this) {
                case SSA_LOWER, BARE_LOWER -> (prefix + utype).toLowerCase(Locale.ROOT);
                case UPPER -> (prefix + utype).toUpperCase(Locale.ROOT);
                default -> prefix + utype;
            };
        }
    }

    enum Position {
        ARRAY,
        TEXT,
        TARGET,
        COLUMNS
    }

    /** Units of the band; with the last two, the ends of a band change places. */
    enum Band {
        METRE("m", 1),
        NANOMETRE("nm", 1e9),
        ANGSTROM("Angstrom", 1e10),
        MICROMETRE("um", 1e6),
        HERTZ("Hz", 299_792_458.0),
        ELECTRONVOLT("eV", 1.239841984332e-6);

        private final String unit;
        private final double factor;

        Band(String unit, double factor) {
            this.unit = unit;
            this.factor = factor;
        }

        String unit() {
            return unit;
        }

        boolean isReciprocal() {
            return this == HERTZ || this == ELECTRONVOLT;
        }

        double of(double wavelengthM) {
            return isReciprocal() ? factor / wavelengthM : factor * wavelengthM;
        }
    }

    enum Time {
        MJD,
        JD,
        ISO
    }

    /** Whether an answer always has a table, and in it the position where the standard wants it. */
    public boolean hasWhatIsMandatory() {
        return !emptyWithoutTable && (position == Position.ARRAY || position == Position.TEXT);
    }

    /** One for each service of a VO; the same for the same seed. */
    public static SsaDialect of(long seed, int service) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + service);
        // the first numbers of neighbouring seeds are alike
        random.nextLong();
        return new SsaDialect(
                any(Utypes.values(), random),
                any(Position.values(), random),
                any(Band.values(), random),
                random.nextBoolean(),
                any(Time.values(), random),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private static <T> T any(T[] values, SplittableRandom random) {
        return values[random.nextInt(values.length)];
    }
}
