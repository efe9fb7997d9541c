package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {
    @ParameterizedTest
    @CsvSource({
        "2m,2",
        "21cm,0.21",
        "3mm,3e-3",
        "2.2um,2.2e-6",
        "500nm,5e-7",
        "5000Angstrom,5e-7",
        "1e3 nm,1e-6",
        "299792458Hz,1",
        "299792.458kHz,1",
        "299.792458MHz,1",
        "1.420405751GHz,0.21106114054160",
        "1THz,2.99792458e-4",
        "1eV,1.2398419843320e-6",
        "1keV,1.2398419843320e-9",
        "1MeV,1.2398419843320e-12",
        "1GeV,1.2398419843320e-15",
        "1TeV,1.2398419843320e-18",
        "1e-19J,1.98644586e-6"
    })
    void turnsEveryUnitIntoMetres(String text, double wavelengthM) {
        Interval interval = Spectrum.parse(text);
        assertThat(interval.lo()).isEqualTo(interval.hi()).isCloseTo(wavelengthM, within(wavelengthM * 1e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "500nm,5e-7",
        "555nm,5.55e-7",
        "5000Angstrom,5e-7",
        "0.5um,5e-7",
        "21cm,0.21",
        "3mm,3e-3",
        "1235nm,1.235e-6"
    })
    void wavelengthsAreTheNumbersThatServicesHave(String text, double wavelengthM) {
        assertThat(Spectrum.parse(text)).isEqualTo(Interval.at(wavelengthM));
    }

    @Test
    void turnsIntervalsOfEnergyAndFrequencyRound() {
        Interval xray = Spectrum.parse("0.3keV..10keV");
        assertThat(xray.lo()).isCloseTo(1.2398e-10, within(1e-13));
        assertThat(xray.hi()).isCloseTo(4.1328e-9, within(1e-12));
        assertThat(Spectrum.parse("10keV/0.3keV")).isEqualTo(xray);
        assertThat(Spectrum.parse("0.3..10keV")).isEqualTo(xray);
        assertThat(Spectrum.parse("0.3keV..10")).isEqualTo(xray);
        assertThat(Spectrum.of(0.3, 10, SpectralUnit.KEV)).isEqualTo(xray);
    }

    @Test
    void leavesOpenEndsOpen() {
        assertThat(Spectrum.parse("500nm..")).isEqualTo(new Interval(5e-7, Double.POSITIVE_INFINITY));
        assertThat(Spectrum.parse("../500nm")).isEqualTo(new Interval(0, 5e-7));
        assertThat(Spectrum.parse("1Hz..")).isEqualTo(new Interval(0, 299792458));
        assertThat(Spectrum.parse("..1Hz")).isEqualTo(new Interval(299792458, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @CsvSource({
        "500nm,500 nm",
        "0.3keV..10keV,0.3..10 keV",
        "0.3..10KEV,0.3..10 keV",
        "10 keV/0.3,10..0.3 keV",
        "500nm..0.6 microns,500 nm..0.6 um",
        "5000å,5000 Angstrom",
        "1e3eV..,1e3 eV and above",
        "../21cm,21 cm and below",
        "500nm..500nm,500 nm"
    })
    void writesWhatWasWrittenForPeople(String text, String words) {
        assertThat(Spectrum.inWords(text)).isEqualTo(words);
        // also what is shown is understood in the same way
        String back = words.replace(" and above", "..").replaceFirst("(.*) and below", "..$1");
        assertThat(Spectrum.parse(back)).isEqualTo(Spectrum.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"500,needs a unit", "500parsec,unknown spectral unit", "5mev,unknown", "0nm,above 0", "-1nm,above 0"})
    void refusesAndSaysWhy(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spectrum.parse(text))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "/", "nm", "1nm..2nm..3nm", "1nm/2nm/3nm", "1..2..3nm", "1e999nm"})
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Spectrum.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "Mm,",
        "MM,",
        "UM,UM",
        "NM,NM",
        "AA,ANGSTROM",
        "0.1nm,ANGSTROM",
        "mHz,",
        "meV,",
        "Meters,M",
        "angstroms,ANGSTROM",
        "µm,UM",
        "KEV,KEV",
        "ghz,GHZ"
    })
    void takesCaseWhereItCarriesNoMeaning(String text, SpectralUnit unit) {
        assertThat(SpectralUnit.of(text)).isEqualTo(unit);
    }
}
