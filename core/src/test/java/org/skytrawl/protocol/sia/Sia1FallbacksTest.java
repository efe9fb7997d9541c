package org.skytrawl.protocol.sia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.Answers;
import org.skytrawl.protocol.Answers.Mapping;

class Sia1FallbacksTest {
    private static final String TEXT = " datatype=\"char\" arraysize=\"*\"|";
    private static final String REAL = " datatype=\"double\"|";

    private static Mapping row(String... columns) {
        return Answers.map(Answers.row(columns), Sia1Mapper::new);
    }

    private static ObsCoreRecord record(String... columns) {
        return row(columns).first().record();
    }

    @ParameterizedTest
    @CsvSource({
        "'name=\"accessURL\" ucd=\"meta.ref.url\"',access_url",
        "'name=\"accref\" ucd=\"meta.ref.url\"',access_url",
        "'name=\"Access_Reference\"',access_url",
        "'name=\"x\" ucd=\"meta.code.mime\"',access_format",
        "'name=\"mime\"',access_format",
        "'name=\"x\" ucd=\"meta.title;obs\"',obs_title",
        "'name=\"x\" ucd=\"meta.title\"',obs_title",
        "'name=\"Title\"',obs_title",
        "'name=\"x\" ucd=\"meta.ref.uri;meta.curation\"',obs_publisher_did"
    })
    void knowsTexts(String attributes, ObsCoreColumn column) {
        assertThat(record(attributes + TEXT + "x:value").text(column)).isEqualTo("x:value");
    }

    @ParameterizedTest
    @CsvSource({
        "'name=\"ra\"','name=\"dec\"'",
        "'name=\"RAJ2000\" unit=\"deg\"','name=\"DEJ2000\" unit=\"deg\"'",
        "'ucd=\"pos.eq.ra\"','ucd=\"pos.eq.dec\"'",
        "'ucd=\"POS_EQ_RA\" unit=\"deg\"','ucd=\"POS_EQ_DEC\" unit=\"deg\"'"
    })
    void knowsPositions(String ra, String dec) {
        ObsCoreRecord record = record(ra + REAL + "10", dec + REAL + "-20");
        assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(10);
        assertThat(record.number(ObsCoreColumn.s_dec)).isEqualTo(-20);
    }

    @ParameterizedTest
    @CsvSource({
        "'ucd=\"time.epoch\" unit=\"d\"',55256.5",
        "'ucd=\"time.epoch\" xtype=\"mjd\"',55256.5",
        "'ucd=\"time.epoch\" name=\"mjd\"',55256.5",
        "'name=\"MJD_OBS\"',55256.5"
    })
    void knowsDatesAsNumbers(String attributes, String date) {
        ObsCoreRecord record = record(attributes + REAL + date);
        assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(55256.5);
        assertThat(record.number(ObsCoreColumn.t_max)).isEqualTo(55256.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ucd=\"time.epoch\"", "name=\"DATE_OBS\"", "name=\"dateobs\""})
    void knowsDatesAsText(String attributes) {
        assertThat(record(attributes + TEXT + "2010-03-01T12:00:00").number(ObsCoreColumn.t_max))
                .isEqualTo(55256.5);
    }

    @Test
    void knowsBothEndsOfATime() {
        ObsCoreRecord record = record(
                "ucd=\"time.start\" unit=\"d\"" + REAL + "55000", "ucd=\"time.end\" unit=\"d\"" + REAL + "55001");
        assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(55000);
        assertThat(record.number(ObsCoreColumn.t_max)).isEqualTo(55001);
    }

    @Test
    void prefersTheUcdsOfSia1() {
        ObsCoreRecord record = record(
                "name=\"ra\"" + REAL + "1",
                "name=\"dec\"" + REAL + "1",
                "name=\"title\"" + TEXT + "other",
                "ucd=\"POS_EQ_RA_MAIN\"" + REAL + "10",
                "ucd=\"POS_EQ_DEC_MAIN\"" + REAL + "20",
                "ucd=\"VOX:Image_Title\"" + TEXT + "title");
        assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(10);
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("title");
    }

    /** Each of these may be something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=\"preview\" ucd=\"meta.ref.url\" datatype=\"char\" arraysize=\"*\"",
                "name=\"url\" ucd=\"meta.ref.url\" datatype=\"char\" arraysize=\"*\"",
                "name=\"url\" datatype=\"char\" arraysize=\"*\"",
                "name=\"ra\" datatype=\"double\"",
                "name=\"ra\" ucd=\"pos.galactic.lon\" datatype=\"double\"",
                "name=\"epoch\" ucd=\"time.epoch\" datatype=\"double\"",
                "name=\"epoch\" ucd=\"time.epoch\" unit=\"yr\" datatype=\"double\"",
                "name=\"start\" ucd=\"time.start\" unit=\"d\" datatype=\"double\"",
                "name=\"title\" ucd=\"meta.bib\" datatype=\"char\" arraysize=\"*\""
            })
    void takesNothingThatIsNotCertain(String attributes) {
        assertThat(row(attributes + "|1").extraColumns()).isEqualTo(1);
    }

    @Test
    void takesNeitherOfTwoThatCouldBeMeant() {
        assertThat(row("ucd=\"meta.title\"" + TEXT + "a", "ucd=\"meta.title\"" + TEXT + "b")
                        .extraColumns())
                .isEqualTo(2);
        assertThat(row(
                                "ucd=\"pos.eq.ra\"" + REAL + "1",
                                "ucd=\"pos.eq.ra\"" + REAL + "2",
                                "ucd=\"pos.eq.dec\"" + REAL + "2")
                        .extraColumns())
                .isEqualTo(3);
    }

    @Test
    void turnsHoursIntoDegreesAndReadsTextOnlyWithMarks() {
        ObsCoreRecord hours = record("name=\"ra\" unit=\"h\"" + REAL + "1", "name=\"dec\" unit=\"deg\"" + REAL + "2");
        assertThat(hours.number(ObsCoreColumn.s_ra)).isEqualTo(15);
        Mapping blanks = row("name=\"ra\"" + TEXT + "00 40 00", "name=\"dec\"" + TEXT + "+01 00 00");
        assertThat(blanks.first().record().number(ObsCoreColumn.s_ra)).isNaN();
        assertThat(blanks.badCells()).isEqualTo(2);
        ObsCoreRecord colons = record("name=\"ra\"" + TEXT + "00:40:00", "name=\"dec\"" + TEXT + "-00:30:00");
        assertThat(colons.number(ObsCoreColumn.s_ra)).isEqualTo(10);
        assertThat(colons.number(ObsCoreColumn.s_dec)).isEqualTo(-0.5);
        assertThat(row("name=\"ra\" unit=\"km\"" + REAL + "1", "name=\"dec\" unit=\"deg\"" + REAL + "2")
                        .extraColumns())
                .isEqualTo(2);
    }
}
