package org.skytrawl.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The units of spectral positions. Each converts to vacuum wavelength in metres. */
public enum SpectralUnit {
    M("m", Kind.WAVELENGTH, 1),
    CM("cm", Kind.WAVELENGTH, 1e2),
    MM("mm", Kind.WAVELENGTH, 1e3),
    UM("um", Kind.WAVELENGTH, 1e6),
    NM("nm", Kind.WAVELENGTH, 1e9),
    /** 0.1 nm. */
    ANGSTROM("Angstrom", Kind.WAVELENGTH, 1e10),
    HZ("Hz", Kind.FREQUENCY, 1),
    KHZ("kHz", Kind.FREQUENCY, 1e3),
    MHZ("MHz", Kind.FREQUENCY, 1e6),
    GHZ("GHz", Kind.FREQUENCY, 1e9),
    THZ("THz", Kind.FREQUENCY, 1e12),
    EV("eV", Kind.ENERGY, 1.602176634e-19),
    KEV("keV", Kind.ENERGY, 1.602176634e-16),
    MEV("MeV", Kind.ENERGY, 1.602176634e-13),
    GEV("GeV", Kind.ENERGY, 1.602176634e-10),
    TEV("TeV", Kind.ENERGY, 1.602176634e-7),
    J("J", Kind.ENERGY, 1);

    /** Speed of light in m/s (exact, SI 2019). */
    private static final double LIGHT_SPEED = 299_792_458.0;

    /** Planck's constant in J s (exact, SI 2019). */
    private static final double PLANCK = 6.62607015e-34;

    private enum Kind {
        WAVELENGTH,
        FREQUENCY,
        ENERGY
    }

    private final String symbol;
    private final Kind kind;
    /** For wavelengths the number of units in a metre, else the SI value of one unit. */
    private final double scale;

    SpectralUnit(String symbol, Kind kind, double scale) {
        this.symbol = symbol;
        this.kind = kind;
        this.scale = scale;
    }

    /** In VOUnits notation. */
    public String symbol() {
        return symbol;
    }

    /**
     * The vacuum wavelength in metres. Infinite for frequency or energy 0, and 0 for an infinite one, so that open ends
     * stay open.
     */
    public double toWavelengthM(double value) {
        return switch (kind) {
            // dividing by a power of ten is exact: 500 nm give 5e-7 m
            case WAVELENGTH -> value / scale;
            case FREQUENCY -> LIGHT_SPEED / (value * scale);
            case ENERGY -> PLANCK * LIGHT_SPEED / (value * scale);
        };
    }

    /** Whether larger values of this unit are shorter wavelengths. */
    public boolean isInverse() {
        return kind != Kind.WAVELENGTH;
    }

    /**
     * The unit that a text names, or null. Case counts where it carries meaning ({@code mm} and {@code Mm}, {@code meV}
     * and {@code MeV}). Long names ({@code meters}, {@code angstroms}, {@code microns}, {@code µm}) are accepted in any
     * case.
     */
    public static @Nullable SpectralUnit of(String text) {
        String name = text.strip();
        for (SpectralUnit unit : values()) {
            if (unit.symbol.equals(name)) {
                return unit;
            }
        }
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "meter", "meters", "metre", "metres" -> M;
            case "centimeter", "centimeters", "centimetre", "centimetres" -> CM;
            case "millimeter", "millimeters", "millimetre", "millimetres" -> MM;
            case "micron", "microns", "micrometer", "micrometers", "micrometre", "micrometres", "um", "µm", "μm" -> UM;
            case "nm", "nanometer", "nanometers", "nanometre", "nanometres" -> NM;
            case "a", "aa", "å", "0.1nm", "angstrom", "angstroms", "angstroem", "ångström" -> ANGSTROM;
            case "hz", "hertz" -> HZ;
            case "khz" -> KHZ;
            case "ghz" -> GHZ;
            case "thz" -> THZ;
            case "ev" -> EV;
            case "kev" -> KEV;
            case "gev" -> GEV;
            case "tev" -> TEV;
            case "joule", "joules" -> J;
            default -> null;
        };
    }

    static String known() {
        return Arrays.stream(values()).map(SpectralUnit::symbol).collect(Collectors.joining(", "));
    }
}
