package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.skytrawl.merge.Records.answer;
import static org.skytrawl.merge.Records.of;
import static org.skytrawl.merge.Records.service;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;

class MergerTest {
    private static final Service TAP = service(ObsTap.PROTOCOL, "tap");
    private static final Service SIA2 = service(Sia2.PROTOCOL, "sia2");
    private static final Service SIA1 = service(Sia1.PROTOCOL, "sia1");
    private static final String FITS = "image/fits";

    private static List<FoundDataset> merge(Answer... answers) {
        return Merger.merge(List.of(answers)).datasets();
    }

    private static String titles(List<FoundDataset> datasets) {
        return String.join(
                ",",
                datasets.stream()
                        .map(dataset -> dataset.record().text(ObsCoreColumn.obs_title))
                        .sorted()
                        .toList());
    }

    @Test
    void makesOneOfTheSameDidAndFormatAtDifferentUrls() {
        assertThat(merge(
                        answer(TAP, of("ivo://x/d?1", FITS, "http://a/1").get()),
                        answer(SIA2, of("ivo://x/d?1", FITS, "http://b/1").get())))
                .hasSize(1);
    }

    @Test
    void theStrongestWordOfTheMergedRecordsSaysHowTheyWereJudged() {
        for (Overlap better : Overlap.values()) {
            for (Overlap worse : Arrays.asList(better, null, Overlap.UNKNOWN)) {
                ObsCoreRecord kept = of("d", FITS, "http://a/1").get();
                ObsCoreRecord other = of("d", FITS, "http://b/1").get();
                assertThat(merge(answer(TAP, kept.withOverlap(worse)), answer(SIA2, other.withOverlap(better))))
                        .singleElement()
                        .satisfies(it -> {
                            assertThat(it.record().text(ObsCoreColumn.access_url))
                                    .isEqualTo("http://a/1");
                            assertThat(it.record().overlap()).isEqualTo(better);
                        });
                assertThat(merge(answer(TAP, kept.withOverlap(better)), answer(SIA2, other.withOverlap(worse))))
                        .singleElement()
                        .satisfies(it -> assertThat(it.record().overlap()).isEqualTo(better));
            }
        }
    }

    @Test
    void comparesTheRegistryPartOfADidWithoutCaseAndTheRestWithCase() {
        assertThat(merge(
                        answer(TAP, of("IVO://X/D?a", FITS, "http://a/1").get()),
                        answer(SIA2, of(" ivo://x/d?a ", FITS, "http://b/1").get()),
                        answer(SIA1, of("ivo://x/d?A", FITS, "http://c/1").get())))
                .hasSize(2);
    }

    @Test
    void comparesOtherDidsAsTheyAre() {
        assertThat(merge(
                        answer(TAP, of("doi:10/A", FITS, "http://a/1").get()),
                        answer(SIA2, of("doi:10/a", FITS, "http://b/1").get())))
                .hasSize(2);
    }

    @Test
    void comparesFormatsWithoutCaseAndBlanks() {
        assertThat(merge(
                        answer(TAP, of("d", "image/FITS", "http://a/1").get()),
                        answer(SIA2, of("d", " image/fits ", "http://b/1").get())))
                .hasSize(1);
    }

    @Test
    void keepsFormatsOfADidApart() {
        assertThat(merge(
                        answer(TAP, of("d", FITS, "http://a/1").get()),
                        answer(SIA2, of("d", "image/jpeg", "http://b/1").get())))
                .hasSize(2);
    }

    @Test
    void letsNoBlankFormatMatch() {
        assertThat(merge(
                        answer(TAP, of("d", null, "http://a/1").get()),
                        answer(SIA2, of("d", null, "http://b/1").get()),
                        answer(SIA1, of("d", " ", "http://c/1").get())))
                .hasSize(3);
    }

    @Test
    void makesOneOfTheSameDidAndUrlWhateverTheFormat() {
        assertThat(merge(
                        answer(TAP, of("d", FITS, "http://a/1").get()),
                        answer(SIA2, of("d", null, "http://a/1").get())))
                .hasSize(1);
    }

    @Test
    void ignoresForEveryoneADidThatAServiceGivesToSeveralUrls() {
        List<FoundDataset> found = merge(
                answer(
                        TAP,
                        of("d", FITS, "http://a/1").get(),
                        of("d", FITS, "http://a/2").get()),
                answer(SIA2, of("d", FITS, "http://b/1").get()),
                answer(SIA1, of("d", FITS, "http://c/1").get()));
        assertThat(found).hasSize(4);
    }

    @Test
    void seesADidAtSeveralUrlsAlsoInSeparateAnswersOfAService() {
        assertThat(merge(
                        answer(SIA2, "?part=1", of("d", FITS, "http://a/1").get()),
                        answer(SIA2, "?part=2", of("d", FITS, "http://a/2").get())))
                .hasSize(2);
    }

    @Test
    void countsUrlsThatMeanTheSameOnceWhenJudgingADid() {
        assertThat(merge(
                        answer(
                                TAP,
                                of("d", FITS, "http://a/1").get(),
                                of("d", FITS, "https://A:443/1").get()),
                        answer(SIA2, of("d", FITS, "http://b/1").get())))
                .hasSize(1);
    }

    @Test
    void countsUnusableUrlsAsDifferentWhenJudgingADid() {
        assertThat(merge(answer(
                        TAP,
                        of("d", FITS, "/files/1").get(),
                        of("d", FITS, "/files/2").get())))
                .hasSize(2);
    }

    @Test
    void makesOneOfHttpAndHttpsTwins() {
        assertThat(merge(
                        answer(
                                TAP,
                                of(null, null, "http://Archive.example.org:80/f?b=1&a=2")
                                        .get()),
                        answer(
                                SIA2,
                                of(null, null, "https://archive.example.org/f?a=2&b=1")
                                        .get())))
                .hasSize(1);
    }

    @Test
    void keepsFragmentsApart() {
        assertThat(merge(
                        answer(TAP, of(null, null, "http://a/f#1").get()),
                        answer(SIA2, of(null, null, "http://a/f#2").get())))
                .hasSize(2);
    }

    @Test
    void keepsRecordsOfOneUrlApartIfTheirDidsDiffer() {
        assertThat(merge(
                        answer(TAP, of("d1", FITS, "http://a/1").get()),
                        answer(SIA2, of("d2", FITS, "http://a/1").get())))
                .hasSize(2);
    }

    @Test
    void addsARecordWithoutDidToTheOneDidOfItsUrl() {
        assertThat(merge(
                        answer(TAP, of("d", FITS, "http://a/1").get()),
                        answer(SIA2, of("  ", "x", "http://a/1").get())))
                .hasSize(1);
    }

    @Test
    void addsARecordWithoutDidToTheSmallestDidOfItsUrl() {
        List<FoundDataset> found = merge(
                answer(SIA2, of("d2", FITS, "http://a/1").get()),
                answer(
                        TAP,
                        of("d3", FITS, "http://a/1").get(),
                        of("d1", FITS, "http://a/1").get()),
                answer(SIA1, of(null, FITS, "http://a/1").get()));
        assertThat(found).hasSize(3);
        FoundDataset joined = found.stream()
                .filter(dataset -> dataset.origins().size() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(joined.record().text(ObsCoreColumn.obs_publisher_did)).isEqualTo("d1");
        assertThat(joined.origins()).extracting(Origin::protocol).containsExactly(ObsTap.PROTOCOL, Sia1.PROTOCOL);
    }

    @Test
    void neverMakesOneOfTwoDidsThroughARecordWithoutDid() {
        // a chain: d1 and d2 at one URL, d1 elsewhere too, records without DID at both
        assertThat(merge(
                        answer(TAP, of("d1", FITS, "http://a/1").get()),
                        answer(
                                SIA2,
                                of("d2", FITS, "http://a/1").get(),
                                of("d1", FITS, "http://b/1").get()),
                        answer(
                                SIA1,
                                of(null, FITS, "http://a/1").get(),
                                of(null, FITS, "http://b/1").get())))
                .hasSize(2);
    }

    @Test
    void makesOneOfRowsOfAnAnswerThatShareUrlPositionBandAndTime() {
        assertThat(merge(answer(
                        TAP,
                        of(null, FITS, "http://a/1").at(1).titled("a").get(),
                        of(null, FITS, "http://a/1").at(1).titled("b").get())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s_ra", "s_dec", "em_min", "em_max", "t_min", "t_max"})
    void keepsRowsOfAnAnswerThatShareAUrlApartIfTheyLieElsewhere(ObsCoreColumn column) {
        assertThat(merge(answer(
                        TAP,
                        of(null, FITS, "http://a/1").with(column, 1.0).get(),
                        of(null, FITS, "http://a/1").with(column, 2.0).get(),
                        of(null, FITS, "http://a/1").get())))
                .hasSize(3);
    }

    @Test
    void neverMakesOneOfRowsOfAServiceThroughAnotherService() {
        List<FoundDataset> found = merge(
                answer(
                        TAP,
                        of(null, FITS, "http://a/1").at(1).titled("one").get(),
                        of(null, FITS, "http://a/1").at(2).titled("two").get()),
                answer(SIA2, of(null, FITS, "https://a/1").at(2).titled("twin").get()),
                answer(SIA1, of(null, FITS, "http://a/1").at(3).titled("other").get()));
        assertThat(titles(found)).isEqualTo("one,other,two");
        assertThat(found).filteredOn(dataset -> dataset.origins().size() == 2).hasSize(1);
    }

    @Test
    void neverMakesOneOfRowsOfAServiceThroughTheirDid() {
        assertThat(merge(
                        answer(
                                TAP,
                                of("d", FITS, "http://a/1").at(1).get(),
                                of("d", FITS, "http://a/1").at(2).get()),
                        answer(SIA2, of("d", FITS, "http://b/1").at(1).get())))
                .hasSize(3);
    }

    @Test
    void neverMakesOneOfRowsOfAServiceThroughADidThatOnlyAnotherGives() {
        assertThat(merge(
                        answer(
                                TAP,
                                of("d", FITS, "http://a/1").at(1).get(),
                                of(null, FITS, "http://a/1").at(2).get()),
                        answer(SIA2, of("d", FITS, "http://a/1").at(2).get())))
                .hasSize(2);
    }

    @Test
    void makesOneOfRowsOfDifferentServicesThatShareAUrlWhereverTheyLie() {
        assertThat(merge(
                        answer(TAP, of(null, FITS, "http://a/1").at(1).get()),
                        answer(SIA1, of(null, FITS, "http://a/1").at(1.001).get())))
                .hasSize(1);
    }

    private static Records atPlace(String did, double raDeg, double decDeg) {
        return of(did, FITS, "http://a/login").with(ObsCoreColumn.s_ra, raDeg).with(ObsCoreColumn.s_dec, decDeg);
    }

    private static Records during(double mjdMin, double mjdMax) {
        return of(null, FITS, "http://a/login")
                .with(ObsCoreColumn.t_min, mjdMin)
                .with(ObsCoreColumn.t_max, mjdMax);
    }

    private static List<FoundDataset> two(Records one, Records other) {
        return merge(answer(TAP, one.get()), answer(SIA2, other.get()));
    }

    @Test
    void keepsApartWhatLiesMoreThanAnArcminuteApart() {
        for (String did : new String[] {null, "d"}) {
            assertThat(two(atPlace(did, 10, 20), atPlace(did, 10, 20.016))).hasSize(1);
            assertThat(two(atPlace(did, 10, 20), atPlace(did, 10, 20.017))).hasSize(2);
            assertThat(two(atPlace(did, 359.999, 0), atPlace(did, 0.001, 0))).hasSize(1);
            assertThat(two(atPlace(did, 10, 90), atPlace(did, 190, 90))).hasSize(1);
        }
    }

    @Test
    void keepsApartWhatDoesNotTouchWithItsExtents() {
        Records wide = atPlace("d", 10, 20).with(ObsCoreColumn.s_fov, 1.0);
        assertThat(two(wide, atPlace("d", 10, 20.9).with(ObsCoreColumn.s_fov, 1.0)))
                .hasSize(1);
        assertThat(two(wide, atPlace("d", 10, 20.9).with(ObsCoreColumn.s_fov, 0.1)))
                .hasSize(2);
        assertThat(two(wide, atPlace("d", 10, 20.5))).hasSize(1);
        assertThat(two(wide, atPlace("d", 10, 20.6))).hasSize(2);
        Records tile = atPlace("d", 10, 20).with(ObsCoreColumn.s_region, "BOX ICRS 10 20 1 1");
        assertThat(two(tile, atPlace("d", 10, 20.9).with(ObsCoreColumn.s_region, "BOX ICRS 10 20.9 1 1")))
                .hasSize(1);
        assertThat(two(tile, atPlace("d", 10, 21.1).with(ObsCoreColumn.s_region, "BOX ICRS 10 21.1 1 1")))
                .hasSize(2);
        assertThat(two(tile, atPlace("d", 10, 20.4))).hasSize(1);
    }

    @Test
    void theWholeSkyContradictsNothing() {
        Records whole = atPlace("d", 10, 20).with(ObsCoreColumn.s_fov, 360.0);
        assertThat(two(whole, atPlace("d", 190, -20))).hasSize(1);
        assertThat(two(whole, atPlace("d", 190, -20).with(ObsCoreColumn.s_fov, 359.9999)))
                .hasSize(1);
    }

    private static Records inRegion(String did, String region) {
        return of(did, FITS, "http://a/login").with(ObsCoreColumn.s_region, region);
    }

    @Test
    void keepsApartWhatHasNoCentreAndRegionsThatDoNotTouch() {
        for (String did : new String[] {null, "d"}) {
            String region = "POLYGON ICRS 10 20 11 20 11 21 10 21";
            assertThat(two(inRegion(did, region), inRegion(did, region))).hasSize(1);
            assertThat(two(inRegion(did, region), inRegion(did, "POLYGON ICRS 10 20 11 20 11 21")))
                    .hasSize(1);
            assertThat(two(inRegion(did, region), inRegion(did, "CIRCLE ICRS 15 20 1")))
                    .hasSize(2);
            assertThat(two(inRegion(did, region), inRegion(did, "of a kind that nobody knows")))
                    .hasSize(1);
            assertThat(merge(answer(
                            TAP,
                            inRegion(did, region).titled("one").get(),
                            inRegion(did, "CIRCLE ICRS 15 20 1").titled("other").get())))
                    .hasSize(2);
        }
    }

    @Test
    void aRegionWithoutAreaIsOnlyACentre() {
        Records tile = atPlace("d", 10, 20).with(ObsCoreColumn.s_fov, 1.0);
        for (String fill : new String[] {"CIRCLE ICRS 0 0 0", "POSITION ICRS 0 0"}) {
            Records filled = atPlace("d", 10, 20.1).with(ObsCoreColumn.s_region, fill);
            assertThat(two(tile, filled)).hasSize(1);
            assertThat(two(filled, atPlace("d", 10, 20.2).with(ObsCoreColumn.s_region, fill)))
                    .hasSize(2);
            assertThat(two(inRegion("d", fill), atPlace("d", 0, 0.01))).hasSize(1);
            assertThat(two(inRegion("d", fill), atPlace("d", 0, 0.02))).hasSize(2);
        }
    }

    private static ObsCoreRecord regionOnly(String region) {
        return of("d", FITS, null).with(ObsCoreColumn.s_region, region).get();
    }

    @Test
    void manyPlacesOfOneIdentityAreComparedAsFewAre() {
        for (int many : new int[] {20, 100, 1000}) {
            ObsCoreRecord[] points = new ObsCoreRecord[many];
            ObsCoreRecord[] regions = new ObsCoreRecord[many];
            ObsCoreRecord[] outlines = new ObsCoreRecord[many];
            ObsCoreRecord[] fills = new ObsCoreRecord[many];
            for (int i = 0; i < many; i++) {
                double decDeg = 0.1 * (i / 2);
                // the second of each pair is 50" away
                points[i] = of("d", FITS, null)
                        .at(10)
                        .with(ObsCoreColumn.s_dec, decDeg + i % 2 * 50 / 3600.0)
                        .get();
                regions[i] = regionOnly("CIRCLE ICRS 10 " + decDeg + " 0.04");
                outlines[i] = regionOnly("BOX ICRS 10 " + decDeg + " 0.04 0.04");
                fills[i] = regionOnly("POSITION ICRS 10 " + decDeg);
            }
            if (many < 1000) {
                assertThat(merge(answer(TAP, points))).hasSize(many / 2);
            }
            assertThat(merge(answer(TAP, regions))).hasSize(many / 2);
            assertThat(merge(answer(TAP, outlines))).hasSize(many / 2);
            assertThat(merge(answer(TAP, fills))).hasSize(many / 2);
        }
    }

    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void outlinesOfManyVerticesAreComparedInTime() {
        ObsCoreRecord[] records = new ObsCoreRecord[60];
        for (int i = 0; i < records.length; i++) {
            // parallel strips, so that neither bounds nor single vertices decide
            StringBuilder region = new StringBuilder("POLYGON ICRS");
            for (int vertex = 0; vertex < 2000; vertex++) {
                boolean isUpper = vertex >= 1000;
                region.append(' ').append(0.04 * (isUpper ? 1999 - vertex : vertex));
                region.append(' ').append(0.5 * i + (isUpper ? 0.1 : 0));
            }
            records[i] = regionOnly(region.toString());
        }
        assertThat(merge(answer(TAP, records))).hasSize(records.length);
    }

    @Test
    void keepsApartWhatWasObservedAtDifferentTimes() {
        assertThat(two(during(53000.1, 53000.2), during(53000.3, 53000.4))).hasSize(2);
        assertThat(two(during(53000.1, 53000.2), during(53000.2, 53000.4))).hasSize(1);
        // one date, the middle of the observation or its day
        assertThat(two(during(53000.1, 53000.2), during(53000.15, 53000.15))).hasSize(1);
        assertThat(two(during(53000.1, 53000.2), during(53000, 53000))).hasSize(1);
        assertThat(two(during(53001.1, 53001.2), during(53000, 53000))).hasSize(2);
        assertThat(two(during(53001, 53001), during(53000, 53000))).hasSize(2);
        // floats
        assertThat(two(during(53000.1234, 53000.124), during((float) 53000.1234, (float) 53000.124)))
                .hasSize(1);
        assertThat(two(during(53000.1, Double.NaN), during(Double.NaN, 52000))).hasSize(2);
        assertThat(two(during(53000.1, Double.NaN), during(54000, 54001))).hasSize(1);
    }

    @Test
    void keepsApartWhatHasDifferentBands() {
        for (double[] band :
                new double[][] {{5e-7, 6e-7, 2}, {4e-7, 4.1e-7, 1}, {3.9e-7, 4.2e-7, 1}, {6e-7, 4.1e-7, 1}}) {
            assertThat(two(
                            of("d", FITS, "http://a/1")
                                    .with(ObsCoreColumn.em_min, 4e-7)
                                    .with(ObsCoreColumn.em_max, 4.1e-7),
                            of("d", FITS, "http://b/1")
                                    .with(ObsCoreColumn.em_min, band[0])
                                    .with(ObsCoreColumn.em_max, band[1])))
                    .hasSize((int) band[2]);
        }
    }

    @Test
    void whatFitsToContradictingRecordsStaysAlone() {
        Service other = service(Sia2.PROTOCOL, "b");
        List<FoundDataset> found = merge(
                answer(TAP, during(1, 2).titled("one").get()),
                answer(SIA2, during(1.5, 1.6).titled("twin").get()),
                answer(other, during(5, 6).titled("other").get()),
                answer(SIA1, of(null, FITS, "http://a/login").titled("unknown").get()));
        assertThat(titles(found)).isEqualTo("one,other,unknown");
    }

    @Test
    void neverMakesOneOfContradictingRecordsThroughAnother() {
        assertThat(merge(
                        answer(
                                TAP,
                                of("d", FITS, "http://a/1")
                                        .with(ObsCoreColumn.t_min, 9)
                                        .get()),
                        answer(SIA2, of("d", FITS, "http://b/1").get()),
                        answer(
                                SIA1,
                                of(null, null, "http://b/1")
                                        .with(ObsCoreColumn.t_max, 8)
                                        .get())))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NULL",
                "null",
                "None",
                " N/A ",
                "n/a",
                "nan",
                "-",
                "--",
                "(null)",
                "nil",
                "unknown",
                "Undefined",
                "ivo://"
            })
    void nullWordsIdentifyNothing(String word) {
        assertThat(two(of(word, FITS, "http://a/1"), of(word, FITS, "http://b/1")))
                .hasSize(2);
        assertThat(two(of("d", word, "http://a/1"), of("d", word, "http://b/1")))
                .hasSize("ivo://".equals(word) ? 1 : 2);
        assertThat(two(of(null, FITS, word), of(null, FITS, word))).hasSize(2);
        // and do not void a DID
        assertThat(merge(
                        answer(TAP, of("d", FITS, "http://a/1").get()),
                        answer(SIA2, of("d", FITS, word).get())))
                .hasSize(1);
    }

    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void separatesVeryManyContradictingRecordsOfOneIdentityInTime() {
        ObsCoreRecord[] records = new ObsCoreRecord[200_000];
        for (int i = 0; i < records.length; i++) {
            // each place twice, 0.01 degrees apart along one meridian
            records[i] = of("d", FITS, null)
                    .with(ObsCoreColumn.s_ra, 10)
                    .with(ObsCoreColumn.s_dec, -85 + 0.0017 * (i / 2))
                    .with(ObsCoreColumn.s_region, "CIRCLE ICRS 10 " + (-85 + 0.0017 * (i / 2)) + " 0.0001")
                    .with(ObsCoreColumn.s_fov, 0.0002)
                    .get();
        }
        assertThat(merge(answer(TAP, records))).hasSize(records.length / 2);
    }

    @Test
    void neverCollapsesRecordsWithoutUrlAndDid() {
        assertThat(merge(
                        answer(
                                TAP,
                                of(null, FITS, null).get(),
                                of("", FITS, " ").get()),
                        answer(
                                SIA2,
                                of(null, FITS, null).get(),
                                of(" ", FITS, "").get())))
                .hasSize(4);
    }

    @Test
    void neverMatchesUrlsThatCannotBeUsed() {
        assertThat(merge(
                        answer(TAP, of(null, FITS, "none").get()),
                        answer(SIA2, of(null, FITS, "none").get())))
                .hasSize(2);
    }

    @Test
    void keepsTheRecordOfTheBetterProtocol() {
        List<FoundDataset> found = merge(
                answer(SIA1, of("d", FITS, "http://a/1").at(1).titled("sia1").get()),
                answer(SIA2, of("d", FITS, "http://a/1").at(1).titled("sia2").get()),
                answer(TAP, of("d", FITS, "http://a/1").titled("tap").get()));
        assertThat(titles(found)).isEqualTo("tap");
        assertThat(found.getFirst().origins())
                .extracting(Origin::protocol)
                .containsExactly(ObsTap.PROTOCOL, Sia2.PROTOCOL, Sia1.PROTOCOL);
    }

    @Test
    void keepsTheRecordWithMoreColumnsFilled() {
        assertThat(titles(merge(
                        answer(
                                service(Sia2.PROTOCOL, "a"),
                                of("d", FITS, "u://a/1").titled("a").get()),
                        answer(
                                service(Sia2.PROTOCOL, "b"),
                                of("d", FITS, "u://a/1").at(1).titled("b").get()))))
                .isEqualTo("b");
    }

    @Test
    void keepsByIvoidThenUrlThenDid() {
        Service a = service(Sia2.PROTOCOL, "a");
        Service b = service(Sia2.PROTOCOL, "b");
        assertThat(titles(merge(
                        answer(b, of("d", FITS, "http://1/").titled("b").get()),
                        answer(a, of("d", FITS, "http://2/").titled("a").get()))))
                .isEqualTo("a");
        assertThat(titles(merge(answer(
                        a,
                        of("d", FITS, "https://h/").titled("later").get(),
                        of("d", FITS, "http://h/").titled("first").get()))))
                .isEqualTo("first");
        assertThat(titles(merge(answer(
                        a,
                        of("ivo://x?1", FITS, "http://h/").titled("later").get(),
                        of("IVO://x?1", FITS, "http://h/").titled("first").get()))))
                .isEqualTo("first");
    }

    @Test
    void listsAServiceOnceHoweverManyOfItsQueriesGaveTheDataset() {
        ObsCoreRecord record = of("d", FITS, "http://a/1").get();
        List<FoundDataset> found = merge(
                answer(SIA2, "?part=2", record),
                answer(SIA2, "?part=1", record, record),
                answer(SIA1, "?part=2", record),
                answer(SIA1, "?part=1", record));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().origins())
                .extracting(Origin::url)
                .containsExactly(SIA2.accessUrl() + "?part=1", SIA1.accessUrl() + "?part=1");
    }

    @Test
    void countsWhatEachServiceGaveAnewAndWhatOthersHadToo() {
        MergeResult result = Merger.merge(List.of(
                answer(
                        TAP,
                        of(null, FITS, "http://a/1").get(),
                        of(null, FITS, "http://a/2").get(),
                        of(null, FITS, "http://a/2").get()),
                answer(SIA2, of(null, FITS, "http://a/1").get()),
                answer(SIA1)));
        assertThat(result.records()).isEqualTo(4);
        assertThat(result.contributions())
                .containsExactly(
                        new Contribution(SIA1, 0, 0), new Contribution(SIA2, 0, 1), new Contribution(TAP, 1, 1));
    }

    @Test
    void ordersByServiceThenUrl() {
        List<FoundDataset> found = merge(
                answer(
                        TAP,
                        of(null, FITS, "http://b").get(),
                        of(null, FITS, "http://a").get()),
                answer(
                        SIA1,
                        of(null, FITS, null).get(),
                        of(null, FITS, "http://c").get()));
        assertThat(found)
                .extracting(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                .containsExactly("http://c", null, "http://a", "http://b");
    }

    @Test
    void mergesNothingIntoNothing() {
        assertThat(Merger.merge(List.of())).isEqualTo(new MergeResult(List.of(), List.of(), 0));
        assertThat(merge(answer(TAP))).isEmpty();
    }

    @Test
    void refusesAnOriginThatIsNotTheServices() {
        Origin other = new Origin(new Ivoid("ivo://x/other"), "t", ObsTap.PROTOCOL, "http://u");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer(TAP, other, List.of()))
                .withMessageContaining("ivo://x/other");
    }

    /** Texts whose hashes are the same are easily made: these have one, and lower and upper case change nothing. */
    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 15; bit++) {
            text.append((number >> bit & 1) == 0 ? "0n" : "20");
        }
        return text.toString();
    }

    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void recordsMadeToCollideAreMergedAsQuicklyAsOthers() {
        ObsCoreRecord[] records = new ObsCoreRecord[1 << 15];
        for (int i = 0; i < records.length; i++) {
            assertThat(colliding(i).hashCode()).isEqualTo(colliding(0).hashCode());
            records[i] = of("ivo://x/d?1", colliding(i), "http://a/1").get();
        }
        assertThat(merge(answer(TAP, records))).hasSize(1);
    }

    @Test
    void whatIsNotMergedIsThereAsItCame() {
        MergeResult all = Merger.unmerged(List.of(
                answer(TAP, of("ivo://x/d?1", FITS, "http://a/1").get()),
                answer(SIA2, of("ivo://x/d?1", FITS, "http://a/1").get())));
        assertThat(all.datasets()).hasSize(2);
        assertThat(all.records()).isEqualTo(2);
        assertThat(all.contributions()).extracting(Contribution::uniqueDatasets).containsExactly(1L, 1L);
    }
}
