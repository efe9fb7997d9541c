package org.skytrawl.protocol.mapping;

import static org.skytrawl.protocol.mapping.Unit.Dimension.ANGLE;
import static org.skytrawl.protocol.mapping.Unit.Dimension.COUNT;
import static org.skytrawl.protocol.mapping.Unit.Dimension.DATA;
import static org.skytrawl.protocol.mapping.Unit.Dimension.ENERGY;
import static org.skytrawl.protocol.mapping.Unit.Dimension.FORCE;
import static org.skytrawl.protocol.mapping.Unit.Dimension.FREQUENCY;
import static org.skytrawl.protocol.mapping.Unit.Dimension.LENGTH;
import static org.skytrawl.protocol.mapping.Unit.Dimension.MASS;
import static org.skytrawl.protocol.mapping.Unit.Dimension.NONE;
import static org.skytrawl.protocol.mapping.Unit.Dimension.POWER;
import static org.skytrawl.protocol.mapping.Unit.Dimension.TIME;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of units of the quantities that ObsCore has: symbols with SI prefixes, and words in any case. The case of a symbol
 * counts where it makes a difference ({@code mHz} and {@code MHz}).
 */
final class UnitNames {
    private static final double RAD_ARCSEC = Math.toDegrees(1) * 3600;
    private static final Unit YEAR = new Unit(31_557_600, 0, TIME);

    /** Symbol, word and power of ten. */
    private static final List<Prefix> PREFIXES = Stream.of(
                    "y yocto -24",
                    "z zepto -21",
                    "a atto -18",
                    "f femto -15",
                    "p pico -12",
                    "n nano -9",
                    "u micro -6",
                    "m milli -3",
                    "c centi -2",
                    "d deci -1",
                    "da deca 1",
                    "h hecto 2",
                    "k kilo 3",
                    "M mega 6",
                    "G giga 9",
                    "T tera 12",
                    "P peta 15",
                    "E exa 18",
                    "Z zetta 21",
                    "Y yotta 24")
            .map(line -> line.split(" ", 3))
            .map(parts -> new Prefix(parts[0], parts[1], new Unit(1, Integer.parseInt(parts[2]), NONE)))
            .toList();

    private record Prefix(String symbol, String word, Unit multiple) {
        /** Null where nobody writes it: parts of a byte or year. */
        @Nullable
        Unit of(Unit base) {
            boolean isWhole = base.is(DATA) || base.equals(YEAR);
            return isWhole && multiple.tens() < 3 ? null : base.times(multiple, 1);
        }
    }

    private static final Unit ANGSTROM = new Unit(1, -10, LENGTH);
    private static final Unit BYTE = new Unit(1, 0, DATA);
    private static final Unit PIXEL = new Unit(1, 0, COUNT);
    private static final Unit RYDBERG = new Unit(2.1798723611030, -15, ENERGY);

    /** Symbols that take prefixes. */
    private static final Map<String, Unit> SYMBOLS = Map.ofEntries(
            Map.entry("m", new Unit(1, 0, LENGTH)),
            Map.entry("g", new Unit(1, 0, MASS)),
            Map.entry("s", new Unit(1, 0, TIME)),
            Map.entry("a", YEAR),
            Map.entry("yr", YEAR),
            Map.entry("Hz", new Unit(1, 0, FREQUENCY)),
            Map.entry("J", new Unit(1, 3, ENERGY)),
            Map.entry("eV", new Unit(1.602176634, -16, ENERGY)),
            Map.entry("N", new Unit(1, 3, FORCE)),
            Map.entry("W", new Unit(1, 3, POWER)),
            Map.entry("rad", new Unit(RAD_ARCSEC, 0, ANGLE)),
            Map.entry("arcsec", new Unit(1, 0, ANGLE)),
            Map.entry("B", BYTE),
            Map.entry("byte", BYTE),
            Map.entry("bit", new Unit(0.125, 0, DATA)));

    /** Symbols without prefixes. */
    private static final Map<String, Unit> PLAIN = Map.ofEntries(
            Map.entry("A", ANGSTROM),
            Map.entry("AA", ANGSTROM),
            Map.entry("\u00c5", ANGSTROM),
            Map.entry("erg", new Unit(1, -4, ENERGY)),
            Map.entry("Ry", RYDBERG),
            Map.entry("min", new Unit(60, 0, TIME)),
            Map.entry("h", new Unit(3600, 0, TIME)),
            Map.entry("d", new Unit(86_400, 0, TIME)),
            Map.entry("deg", new Unit(3600, 0, ANGLE)),
            Map.entry("\u00b0", new Unit(3600, 0, ANGLE)),
            Map.entry("'", new Unit(60, 0, ANGLE)),
            Map.entry("\u2032", new Unit(60, 0, ANGLE)),
            Map.entry("\"", new Unit(1, 0, ANGLE)),
            Map.entry("''", new Unit(1, 0, ANGLE)),
            Map.entry("\u2032\u2032", new Unit(1, 0, ANGLE)),
            Map.entry("mas", new Unit(1, -3, ANGLE)),
            Map.entry("uas", new Unit(1, -6, ANGLE)),
            Map.entry("KiB", new Unit(1 << 10, 0, DATA)),
            Map.entry("MiB", new Unit(1 << 20, 0, DATA)),
            Map.entry("GiB", new Unit(1 << 30, 0, DATA)),
            Map.entry("TiB", new Unit(1L << 40, 0, DATA)),
            Map.entry("Kibyte", new Unit(1 << 10, 0, DATA)),
            Map.entry("Mibyte", new Unit(1 << 20, 0, DATA)),
            Map.entry("Gibyte", new Unit(1 << 30, 0, DATA)),
            Map.entry("Tibyte", new Unit(1L << 40, 0, DATA)),
            Map.entry("%", new Unit(1, -2, NONE)));

    /** All symbols with and without prefix. */
    private static final Map<String, Unit> EXACT = new HashMap<>(PLAIN);

    /**
     * Those of one meaning in lower case; also those with a capital prefix before lower case, because {@code MHZ} is never written
     * for millihertz.
     */
    private static final Map<String, Unit> FOLDED = new HashMap<>();

    /** Words in lower case and singular, also after the words of prefixes ({@code megabytes}). */
    private static final Map<String, Unit> WORDS = words();

    static {
        Set<String> ambiguous = new HashSet<>();
        EXACT.putAll(SYMBOLS);
        SYMBOLS.forEach((symbol, base) -> {
            for (Prefix prefix : PREFIXES) {
                Unit unit = prefix.of(base);
                if (unit != null) {
                    EXACT.putIfAbsent(prefix.symbol() + symbol, unit);
                    if (Character.isUpperCase(prefix.symbol().charAt(0)) && symbol.length() > 1) {
                        FOLDED.put(prefix.symbol() + symbol.toLowerCase(Locale.ROOT), unit);
                    }
                }
            }
        });
        EXACT.forEach((symbol, unit) -> {
            String key = symbol.toLowerCase(Locale.ROOT);
            Unit other = FOLDED.putIfAbsent(key, unit);
            if ((other != null && !other.equals(unit)) || isCaseOfMeaning(symbol)) {
                ambiguous.add(key);
            }
        });
        FOLDED.keySet().removeAll(ambiguous);
    }

    private UnitNames() {}

    private static Map<String, Unit> words() {
        Map<String, Unit> words = new HashMap<>();
        named(words, symbol("m"), "meter", "metre");
        named(words, new Unit(1, -6, LENGTH), "micron", "micrometer", "micrometre");
        named(words, ANGSTROM, "ang", "angstrom", "angstroem", "\u00e5ngstr\u00f6m", "\u00e5ngstrom", "angstr\u00f6m");
        named(words, symbol("Hz"), "hertz");
        named(words, symbol("J"), "joule");
        named(words, symbol("eV"), "electronvolt");
        named(words, RYDBERG, "rydberg");
        named(words, symbol("erg"), "erg");
        named(words, new Unit(1, 2, Unit.Dimension.WAVENUMBER), "kayser");
        named(words, symbol("s"), "sec", "second");
        named(words, symbol("min"), "min", "minute");
        named(words, symbol("h"), "hr", "hour");
        named(words, symbol("d"), "day");
        named(words, YEAR, "yr", "year");
        named(words, symbol("deg"), "deg", "degree");
        named(words, symbol("'"), "arcmin", "arcminute", "amin");
        named(words, symbol("arcsec"), "arcsec", "arcsecond", "asec");
        named(words, symbol("rad"), "radian");
        named(words, new Unit(54_000, 0, ANGLE), "hourangle");
        named(words, BYTE, "byte", "octet");
        named(words, symbol("bit"), "bit");
        named(
                words, PIXEL, "pix", "pixel", "px", "voxel", "chan", "channel", "bin", "count", "ct", "sample",
                "element");
        return Map.copyOf(words);
    }

    private static Unit symbol(String name) {
        Unit plain = PLAIN.get(name);
        return plain == null ? Objects.requireNonNull(SYMBOLS.get(name)) : plain;
    }

    private static void named(Map<String, Unit> words, Unit unit, String... names) {
        for (String name : names) {
            words.put(name, unit);
        }
    }

    /** Whether a character can be part of a name. */
    static boolean isLetter(char c) {
        return Character.isLetter(c) || "'\"\u00b0\u2032%_".indexOf(c) >= 0;
    }

    static @Nullable Unit of(String name) {
        Unit unit = inSingular(name);
        boolean isPlural = unit == null && name.length() > 2 && (name.endsWith("s") || name.endsWith("S"));
        return isPlural ? inSingular(name.substring(0, name.length() - 1)) : unit;
    }

    private static @Nullable Unit inSingular(String name) {
        Unit exact = EXACT.get(name);
        String lower = name.toLowerCase(Locale.ROOT);
        Unit known = exact == null ? word(lower) : exact;
        // kb and Mb may be bits
        if (known != null || name.isEmpty() || name.endsWith("b")) {
            return known;
        }
        Unit folded = FOLDED.get(lower);
        return folded == null ? FOLDED.get(name.charAt(0) + lower.substring(1)) : folded;
    }

    private static @Nullable Unit word(String name) {
        Unit word = WORDS.get(name);
        for (Prefix prefix : PREFIXES) {
            Unit base = word == null && name.startsWith(prefix.word())
                    ? WORDS.get(name.substring(prefix.word().length()))
                    : null;
            word = base == null ? word : prefix.of(base);
        }
        return word;
    }

    /** Whether the same letter in the other case means something else. */
    private static boolean isCaseOfMeaning(String symbol) {
        return symbol.length() == 1 && "sdh".indexOf(symbol.charAt(0)) < 0;
    }
}
