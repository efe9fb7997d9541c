package org.skytrawl.protocol.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.Answers;
import org.skytrawl.protocol.Answers.Mapping;

/** Units as services write them, in all columns that have a unit. */
class UnitTest {
    /** Of each quantity the base unit's columns with spellings, and how many base units each is. */
    private static final List<String> LENGTHS = List.of(
            "m meter metre meters METERS = 1",
            "cm centimeter centimetres CM 10-2m 10**-2m = 1e-2",
            "mm millimetre millimeters 10-3m = 1e-3",
            "um \u00b5m \u03bcm micron microns Micron micrometer UM 10-6m 1e-6m = 1e-6",
            "nm nanometer nanometers NM Nm 10-9m 10**-9m 10**(-9)m 10^-9m 10^(-9)m 1e-9m 1E-9m 10**-9*m 10-9.m = 1e-9",
            "pm picometer 10-12m = 1e-12",
            "fm = 1e-15",
            "km KM 1000m 10+3m 10**3m 1e3m = 1e3",
            "Angstrom Angstroms angstrom angstroms ANGSTROM Ang ang A AA \u00c5 \u212b A\u030a 0.1nm .1nm 10-10m 1e-10m"
                    + " 10**-10m 0.1*nm 1.0e-1nm 1x10-1nm angstroem \u00c5ngstr\u00f6m 10-1nm (0.1nm) = 1e-10");

    private static final List<String> FREQUENCIES = List.of(
            "Hz hertz HZ hz s-1 1/s s**-1 s^-1 /s 1/sec s^(-1) = 1",
            "kHz khz KHz kilohertz = 1e3",
            "MHz MHZ Mhz megahertz 10+6Hz 10**6Hz = 1e6",
            "GHz GHZ ghz Ghz gigahertz 1/ns ns-1 10+9Hz = 1e9",
            "THz thz = 1e12",
            "PHz = 1e15",
            "mHz millihertz = 1e-3");

    private static final List<String> ENERGIES = List.of(
            "J joule Joules N.m W.s kg.m2.s-2 kg*m**2/s**2 kg.m^2/s^2 = 1",
            "erg ergs 10-7J = 1e-7",
            "eV ev EV electronvolt = 1.602176634e-19",
            "meV = 1.602176634e-22",
            "keV kev KeV KEV kiloelectronvolts 1000eV 10+3eV = 1.602176634e-16",
            "MeV MEV = 1.602176634e-13",
            "GeV GEV gev = 1.602176634e-10",
            "TeV = 1.602176634e-7",
            "PeV = 1.602176634e-4",
            "Ry = 2.179872361103e-18");

    private static final List<String> WAVENUMBERS = List.of(
            "m-1 1/m m**-1 = 1",
            "cm-1 cm**-1 cm^-1 1/cm /cm cm\u207b\u00b9 kayser = 1e2",
            "mm-1 = 1e3",
            "um-1 1/um = 1e6");

    private static final List<String> ANGLES = List.of(
            "arcsec arcsecs arcsecond arcseconds Arcsec ARCSEC \" '' \u2033 asec arcsec/pix arcsec/pixel \"/pix arcsec.pix-1 = 1",
            "arcmin arcmins arcminutes ' \u2032 amin 60arcsec = 60",
            "deg degree degrees Degrees DEG \u00b0 deg/pixel deg/pix = 3600",
            "rad radian radians = 206264.80624709636",
            "mrad 10-3rad = 206.26480624709636",
            "nrad = 206.26480624709636e-6",
            "mas marcsec milliarcsec milliarcseconds MAS = 1e-3",
            "uas \u00b5as uarcsec microarcsec = 1e-6",
            "hourangle = 54000");

    private static final List<String> TIMES = List.of(
            "s sec secs second seconds S Sec. SECONDS = 1",
            "ms 10-3s millisecond = 1e-3",
            "us \u00b5s = 1e-6",
            "ns = 1e-9",
            "ks KS 10+3s kiloseconds = 1e3",
            "Ms = 1e6",
            "min mins minute minutes MIN = 60",
            "h hr hrs hour hours H = 3600",
            "d day days D Days = 86400",
            "yr a year years = 31557600");

    private static final List<String> SIZES = List.of(
            "byte bytes Byte BYTES B octets = 1",
            "bit bits = 0.125",
            "kbyte kbytes Kbyte KBYTE kB KB kilobyte Kilobytes 1000byte 10+3byte = 1e3",
            "Mbyte MBytes MB megabyte Megabytes 10+6byte = 1e6",
            "Gbyte GB gigabytes = 1e9",
            "TB = 1e12",
            "KiB kiB Kibyte 1024byte = 1024",
            "MiB Mibyte = 1048576",
            "GiB = 1073741824");

    static final List<String> NO_UNITS = List.of(
            "furlong",
            "adu",
            "unknown",
            "?",
            "-",
            "n/a",
            "log(Hz)",
            "[nm]",
            "log(m)",
            "ln(s)",
            "exp(m)",
            "sqrt(m)",
            "dB",
            "mag",
            "Jy",
            "K",
            "M",
            "MM",
            "mhz",
            "mev",
            "kb",
            "Mb",
            "b",
            "m/s",
            "km/s",
            "m2",
            "m**2",
            "arcmin**2",
            "deg2",
            "sr",
            "sqdeg",
            "0m",
            "m**",
            "m^",
            "(m",
            "m)",
            "m//s",
            "10**m",
            "2**3m",
            "1e999m",
            "1e-400m",
            "m**99999",
            "nm nm",
            "'nm'",
            "m 5",
            "*m",
            "%%",
            "(".repeat(60),
            "\u0000",
            "nm..nm",
            "10**",
            "**",
            "^",
            "1/0 m",
            "1e",
            "x10 m",
            "\ud83d",
            "mom",
            "kkm",
            "kas",
            "quux/pix");

    /** Columns with the quantities that they can have, and how many base units their own is. */
    static Stream<Arguments> columns() {
        return Stream.of(ObsCoreColumn.values())
                .filter(column -> column.unit() != null && !column.unit().equals("d"))
                .map(column -> Arguments.of(column));
    }

    private static double own(ObsCoreColumn column) {
        return switch (Objects.requireNonNull(column.unit())) {
            case "deg" -> 3600;
            case "kbyte" -> 1000;
            default -> 1;
        };
    }

    /** What a number of a unit is in a column, or NaN. */
    private interface Reading {
        double of(double base);
    }

    private static Reading reading(ObsCoreColumn column, List<String> quantity) {
        boolean isBand = column == ObsCoreColumn.em_min || column == ObsCoreColumn.em_max;
        String own = Objects.requireNonNull(column.unit());
        boolean isOwn = switch (own) {
            case "m" -> quantity == LENGTHS;
            case "deg", "arcsec" -> quantity == ANGLES;
            case "s" -> quantity == TIMES;
            default -> quantity == SIZES;
        };
        if (isOwn) {
            return base -> own.equals("kbyte") ? Math.ceil(base / 1000 - 1e-9) : base / own(column);
        }
        if (isBand && quantity == FREQUENCIES) {
            return base -> 299_792_458 / base;
        }
        if (isBand && quantity == ENERGIES) {
            return base -> 1.98644586e-25 / base;
        }
        return isBand && quantity == WAVENUMBERS ? base -> 1 / base : base -> Double.NaN;
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyUnitInEveryColumn(ObsCoreColumn column) {
        for (List<String> quantity : List.of(LENGTHS, FREQUENCIES, ENERGIES, WAVENUMBERS, ANGLES, TIMES, SIZES)) {
            Reading reading = reading(column, quantity);
            for (String line : quantity) {
                String[] parts = line.split(" = ", 2);
                for (String unit : parts[0].split(" ", -1)) {
                    double base = Double.parseDouble(parts[1]);
                    // a number that is in the range of the column
                    double number = column.unit().equals("m") ? 1 : own(column) * 2 / base;
                    double expected = reading.of(number * base);
                    boolean isHours = column == ObsCoreColumn.s_ra && base == 3600 && quantity == TIMES;
                    check(column, unit, number, isHours ? number * 15 : expected);
                }
            }
        }
    }

    private static void check(ObsCoreColumn column, String unit, double number, double expected) {
        Mapping mapping = map(column, unit, number);
        // frequencies and energies are the other end
        double read = Stream.of(column, ObsCoreColumn.em_min, ObsCoreColumn.em_max)
                .mapToDouble(mapping.first().record()::number)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(Double.NaN);
        boolean isInRange =
                expected >= column.range().lo() && expected <= column.range().hi();
        if (isInRange) {
            assertThat(read).as("%s %s in %s", number, unit, column).isCloseTo(expected, within(expected * 1e-7));
        } else {
            assertThat(read).as("%s %s in %s", number, unit, column).isNaN();
        }
        assertThat(mapping.badCells()).as("%s %s in %s", number, unit, column).isEqualTo(isInRange ? 0 : 1);
    }

    private static Mapping map(ObsCoreColumn column, String unit, double number) {
        String attribute = unit.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return Answers.map(
                Answers.row("name=\"" + column + "\" datatype=\"double\" unit=\"" + attribute + "\"|" + number),
                ObsCoreMapper::new);
    }

    static List<String> printable() {
        return NO_UNITS.stream()
                .filter(unit -> unit.chars().allMatch(c -> c >= ' ' && c < 0xd800))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("printable")
    void whatIsNoUnitCostsTheCell(String unit) {
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (column.unit() != null) {
                Mapping mapping = map(column, unit, 5);
                assertThat(mapping.first().record().number(column))
                        .as("%s in %s", unit, column)
                        .isNaN();
                assertThat(mapping.badCells()).as("%s in %s", unit, column).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NO_UNITS")
    void anyTextIsKnownOrNot(String text) {
        Unit unit = Unit.of(text);
        assertThat(unit == null || !unit.isSpectral() || text.equals("MM")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "NULL", "None"})
    void noUnitIsObsCores(String unit) {
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (column.unit() != null) {
                assertThat(map(column, unit, 5).first().record().number(column)).isEqualTo(5);
            }
        }
    }

    @Test
    void keepsPowersOfTenExact() {
        for (String unit : Arrays.asList("nm", "10-9 m", "1e-9 m", "10**-9 m")) {
            assertThat(map(ObsCoreColumn.em_min, unit, 500).first().record().number(ObsCoreColumn.em_min))
                    .isEqualTo(5e-7);
        }
        assertThat(map(ObsCoreColumn.em_min, "0.1 nm", 5000).first().record().number(ObsCoreColumn.em_min))
                .isEqualTo(5e-7);
    }

    @ParameterizedTest
    @CsvSource({
        "d,0",
        "days,0",
        "MJD,0",
        "JD,0",
        "mjd (UTC),0",
        "'d, TT',0",
        "s,1",
        "yr,1",
        "h,1",
        "nm,1",
        "Julian year,1",
        "JD-2400000,1"
    })
    void daysOnlyAreTimesOfObservation(String unit, int bad) {
        for (ObsCoreColumn column : List.of(ObsCoreColumn.t_min, ObsCoreColumn.t_max)) {
            Mapping mapping = map(column, unit, 2_455_257);
            assertThat(mapping.first().record().number(column))
                    .isEqualTo(Double.valueOf(bad == 0 ? 55_256.5 : Double.NaN));
            assertThat(mapping.badCells()).isEqualTo(bad);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s_xel1,pix,0",
        "s_xel1,pixels,0",
        "em_xel,1,0",
        "t_xel,m,1",
        "em_res_power,nm,1",
        "em_res_power,1,0",
        "o_stat_error,mag,0"
    })
    void countsHaveNoUnitButThingsCounted(ObsCoreColumn column, String unit, int bad) {
        Mapping mapping = map(column, unit, 5);
        assertThat(mapping.first().record().number(column)).isEqualTo(Double.valueOf(bad == 0 ? 5 : Double.NaN));
        assertThat(mapping.badCells()).isEqualTo(bad);
    }

    @Test
    void turnsALoneLimitToTheOtherEnd() {
        Mapping mapping = map(ObsCoreColumn.em_min, "GHz", 1);
        assertThat(mapping.first().record().number(ObsCoreColumn.em_min)).isNaN();
        assertThat(mapping.first().record().number(ObsCoreColumn.em_max)).isEqualTo(0.299792458);
    }
}
