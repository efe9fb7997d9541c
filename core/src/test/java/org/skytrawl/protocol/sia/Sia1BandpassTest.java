package org.skytrawl.protocol.sia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.Answers;
import org.skytrawl.protocol.Answers.Mapping;

/** Bandpasses as services give them. */
class Sia1BandpassTest {
    private static final String TEXT = "datatype=\"char\" arraysize=\"*\" ucd=";
    private static final String REAL = "datatype=\"double\" ucd=";

    private static Mapping row(String... columns) {
        return Answers.map(Answers.row(columns), Sia1Mapper::new);
    }

    private static double number(Mapping mapping, ObsCoreColumn column) {
        return mapping.first().record().number(column);
    }

    private static Mapping band(String unit, String lo, String hi) {
        return row(
                TEXT + "\"VOX:BandPass_Unit\"|" + unit,
                REAL + "\"VOX:BandPass_LoLimit\"|" + lo,
                REAL + "\"VOX:BandPass_HiLimit\"|" + hi);
    }

    @ParameterizedTest
    @CsvSource({
        "m,1,2,1,2",
        "meters,1,2,1,2",
        "METERS,1,2,1,2",
        "metre,1,2,1,2",
        "cm,1,2,1e-2,2e-2",
        "mm,1,2,1e-3,2e-3",
        "um,1,2,1e-6,2e-6",
        "UM,1,2,1e-6,2e-6",
        "microns,1,2,1e-6,2e-6",
        "µm,1,2,1e-6,2e-6",
        "nm,1,2,1e-9,2e-9",
        "nanometers,1,2,1e-9,2e-9",
        "Angstrom,1,2,1e-10,2e-10",
        "angstroms,1,2,1e-10,2e-10",
        "AA,1,2,1e-10,2e-10",
        "0.1nm,1,2,1e-10,2e-10",
        "Hz,1,2,149896229,299792458",
        "hertz,1,2,149896229,299792458",
        "kHz,1,2,149896.229,299792.458",
        "MHz,1,2,149.896229,299.792458",
        "GHz,1,2,0.149896229,0.299792458",
        "THz,1,2,1.49896229e-4,2.99792458e-4",
        "eV,1,2,6.19920992e-7,1.23984198e-6",
        "keV,1,2,6.19920992e-10,1.23984198e-9",
        "KEV,1,2,6.19920992e-10,1.23984198e-9",
        "MeV,1,2,6.19920992e-13,1.23984198e-12",
        "GeV,1,2,6.19920992e-16,1.23984198e-15",
        "TeV,1,2,6.19920992e-19,1.23984198e-18",
        "J,1,2,9.9322293e-26,1.98644586e-25"
    })
    void readsBandpassesInEveryUnit(String unit, String lo, String hi, double minM, double maxM) {
        for (Mapping mapping : List.of(
                band(unit, lo, hi),
                // services that write the wavelengths of energies the other way round
                band(unit, hi, lo),
                row(
                        "unit=\"" + unit + "\" " + REAL + "\"VOX:BandPass_LoLimit\"|" + lo,
                        "unit=\"" + unit + "\" " + TEXT + "\"VOX:BandPass_HiLimit\"|" + hi))) {
            assertThat(number(mapping, ObsCoreColumn.em_min)).isCloseTo(minM, within(minM * 1e-7));
            assertThat(number(mapping, ObsCoreColumn.em_max)).isCloseTo(maxM, within(maxM * 1e-7));
            assertThat(mapping.badCells()).isZero();
        }
    }

    /** 4e-7 without a unit are metres in any of SIA 1.0's units; 4 may be keV, hertz or metres. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void takesTinyLimitsWithoutUnitForMetresAndNoOthers(String unit) {
        Mapping optical = band(unit, "4e-7", "5e-7");
        assertThat(number(optical, ObsCoreColumn.em_min)).isEqualTo(4e-7);
        assertThat(number(optical, ObsCoreColumn.em_max)).isEqualTo(5e-7);
        assertThat(optical.badCells()).isZero();
        Mapping infrared = band(unit, "0", "2e-5");
        assertThat(number(infrared, ObsCoreColumn.em_min)).isNaN();
        assertThat(number(infrared, ObsCoreColumn.em_max)).isEqualTo(2e-5);
        Mapping something = band(unit, "4", "5");
        assertThat(number(something, ObsCoreColumn.em_min)).isNaN();
        assertThat(number(something, ObsCoreColumn.em_max)).isNaN();
        assertThat(something.badCells()).isEqualTo(2);
        assertThat(number(row(REAL + "\"VOX:BandPass_RefValue\"|5e-7"), ObsCoreColumn.em_max))
                .isEqualTo(5e-7);
    }

    @Test
    void takesNoLimitsForMetresWhoseUnitItDoesNotKnow() {
        assertThat(number(band("furlong", "4e-7", "5e-7"), ObsCoreColumn.em_min))
                .isNaN();
        assertThat(number(row("unit=\"furlong\" " + REAL + "\"VOX:BandPass_LoLimit\"|4e-7"), ObsCoreColumn.em_min))
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource({"em.wl,nm,400,500,4e-7,5e-7", "em.wl,,4e-7,5e-7,4e-7,5e-7", "em.freq,GHz,1,2,0.149896229,0.299792458"})
    void readsLimitsByTheNewerUcds(String kind, String unit, String lo, String hi, double minM, double maxM) {
        String written = unit == null ? "" : "unit=\"" + unit + "\" ";
        Mapping mapping = row(
                written + REAL + "\"" + kind + ";stat.min\"|" + lo, written + REAL + "\"" + kind + ";stat.max\"|" + hi);
        assertThat(number(mapping, ObsCoreColumn.em_min)).isCloseTo(minM, within(minM * 1e-9));
        assertThat(number(mapping, ObsCoreColumn.em_max)).isCloseTo(maxM, within(maxM * 1e-9));
        assertThat(mapping.extraColumns()).isZero();
    }

    @Test
    void doesNotGuessAtLimitsThatContradictThemselvesOrAreThereTwice() {
        assertThat(row("unit=\"GHz\" " + REAL + "\"em.wl;stat.min\"|1").extraColumns())
                .isEqualTo(1);
        assertThat(row(REAL + "\"em.energy;stat.min\"|1").extraColumns()).isEqualTo(1);
        assertThat(row("unit=\"nm\" " + REAL + "\"em.wl;stat.min\"|1", "unit=\"nm\" " + REAL + "\"em.wl;stat.min\"|2")
                        .extraColumns())
                .isEqualTo(2);
    }
}
