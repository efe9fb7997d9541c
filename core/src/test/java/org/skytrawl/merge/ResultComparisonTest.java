package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.merge.ResultDifference.Cell;
import org.skytrawl.merge.ResultDifference.Oddities;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MeetingHashes;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;

class ResultComparisonTest {
    private static final Service SERVICE = Records.service(Sia2.PROTOCOL, "a");
    private static final Set<ObsCoreColumn> ALL = EnumSet.allOf(ObsCoreColumn.class);

    private static FoundDataset dataset(Records records, MergedRecord... merged) {
        Origin origin = new Origin(SERVICE.ivoid(), "", SERVICE.protocol(), "http://q/");
        return new FoundDataset(records.get(), List.of(origin), Arrays.asList(merged));
    }

    private static Records fits(String did, @Nullable String url) {
        return Records.of(did, "application/fits", url);
    }

    private static List<String> urls(List<FoundDataset> datasets) {
        return datasets.stream()
                .map(it -> String.valueOf(it.record().text(ObsCoreColumn.access_url)))
                .toList();
    }

    /** As with the result of a retry, which has the datasets of the earlier run. */
    @Test
    void bothResultsMayHaveTheSameObjects() {
        ObsCoreRecord other = fits("d3", "http://h/3").get();
        FoundDataset kept = dataset(fits("d1", "http://h/1"), new MergedRecord(SERVICE.ivoid(), Sia1.PROTOCOL, other));
        FoundDataset withoutIdentity = dataset(Records.of(null, null, null).titled("t"));
        FoundDataset more = dataset(fits("d2", "http://h/2"));
        ResultDifference difference =
                ResultComparison.between(List.of(kept, withoutIdentity), List.of(kept, withoutIdentity, more), ALL);
        assertThat(difference.added()).containsExactly(more);
        assertThat(difference.gone()).isEmpty();
        assertThat(difference.changed()).isEmpty();
        assertThat(difference.same()).isEqualTo(2);
    }

    @Test
    void tellsNewGoneChangedAndSame() {
        ResultDifference difference = ResultComparison.between(
                List.of(
                        dataset(fits("d1", "http://h/1").at(1)),
                        dataset(fits("d2", "http://h/2").at(2).titled("old")),
                        dataset(fits("d3", "http://h/3"))),
                List.of(
                        dataset(fits("d4", "http://h/4")),
                        dataset(fits("d2", "http://h/2").at(2.5).titled("old")),
                        dataset(fits("d1", "https://H/1").at(1))),
                EnumSet.of(ObsCoreColumn.s_ra, ObsCoreColumn.obs_title));
        assertThat(urls(difference.gone())).containsExactly("http://h/3");
        assertThat(urls(difference.added())).containsExactly("http://h/4");
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.changed()).hasSize(1);
        assertThat(difference.changed().getFirst().cells()).containsExactly(new Cell(ObsCoreColumn.s_ra, 2.0, 2.5));
    }

    /** A table of somebody else's in which one DID stands in every row: each with each would take hours. */
    @Test
    void comparesSomeOfVeryManyRowsOfOneDataset() {
        List<FoundDataset> before = new ArrayList<>();
        List<FoundDataset> after = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            before.add(dataset(fits("same", null).titled("old " + i)));
            after.add(dataset(fits("same", null).titled("new " + i)));
        }
        ResultDifference difference = ResultComparison.between(before, after, ALL);
        assertThat(difference.changed()).hasSize(1);
        assertThat(difference.earlier().duplicates()).isEqualTo(99_999);
    }

    @Test
    void knowsByItsDidADatasetThatHasMoved() {
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(fits("ivo://X/y?1", "http://old/1"))),
                List.of(dataset(fits("ivo://x/y?1", "http://new/1"))),
                ALL);
        assertThat(difference.gone()).isEmpty();
        assertThat(difference.changed().getFirst().cells())
                .extracting(Cell::column)
                .containsExactly(ObsCoreColumn.obs_publisher_did, ObsCoreColumn.access_url);
    }

    private static Records during(String url, double mjd) {
        return fits(null, url).with(ObsCoreColumn.t_min, mjd).with(ObsCoreColumn.t_max, mjd + 1);
    }

    @Test
    void aDatasetWhoseTimeWasCorrectedHasChanged() {
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(during("http://h/1", 53000.5))), List.of(dataset(during("http://h/1", 55000.5))), ALL);
        assertThat(difference.changed()).hasSize(1);
        assertThat(difference.gone()).isEmpty();
    }

    @Test
    void datasetsOfOneLandingPageAreDifferentOnes() {
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(during("http://h/1", 53000.5)), dataset(during("http://h/1", 54000.5))),
                List.of(dataset(during("http://h/1", 54000.5)), dataset(during("http://h/1", 55000.5))),
                ALL);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.gone()).hasSize(1);
        assertThat(difference.added()).hasSize(1);
        assertThat(difference.earlier().duplicates()).isZero();
    }

    @Test
    void knowsByAMergedRecordADatasetWhoseRecordWasNotKept() {
        ObsCoreRecord other = Records.of(null, null, "http://other/1").get();
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(fits("d1", "http://h/1"), new MergedRecord(SERVICE.ivoid(), Sia1.PROTOCOL, other))),
                List.of(dataset(Records.of(null, null, "http://other/1"))),
                EnumSet.noneOf(ObsCoreColumn.class));
        assertThat(difference.isEmpty()).isTrue();
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.earlier()).isEqualTo(new Oddities(0, 0));
    }

    @Test
    void aDidOfSeveralUrlsIdentifiesNothingHereEither() {
        List<FoundDataset> earlier = List.of(dataset(fits("d", "http://h/1")), dataset(fits("d", "http://h/2")));
        List<FoundDataset> later = List.of(dataset(fits("d", "http://h/2")), dataset(fits("d", "http://h/3")));
        ResultDifference difference = ResultComparison.between(earlier, later, ALL);
        assertThat(urls(difference.gone())).containsExactly("http://h/1");
        assertThat(urls(difference.added())).containsExactly("http://h/3");
        assertThat(difference.same()).isEqualTo(1);
    }

    @Test
    void countsDuplicatesAndComparesTheNearest() {
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(fits("d", "http://h/1").titled("b"))),
                List.of(
                        dataset(fits("d", "http://h/1").titled("a")),
                        dataset(fits("d", "http://h/1").titled("b"))),
                ALL);
        assertThat(difference.isEmpty()).isTrue();
        assertThat(difference.later()).isEqualTo(new Oddities(1, 0));
    }

    @Test
    void comparesWhatHasNoIdentityByAllItSays() {
        ResultDifference difference = ResultComparison.between(
                List.of(
                        dataset(Records.of("d", null, null)),
                        dataset(Records.of(null, null, null).at(1))),
                List.of(
                        dataset(Records.of(null, null, null).at(1)),
                        dataset(Records.of(null, null, null).at(1))),
                ALL);
        assertThat(difference.gone()).hasSize(1);
        assertThat(difference.added()).hasSize(1);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.earlier()).isEqualTo(new Oddities(0, 2));
        assertThat(difference.later()).isEqualTo(new Oddities(0, 2));
    }

    @Test
    void aNumberRoundedToAFloatIsTheSame() {
        double raDeg = 10.684708333;
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(fits("d", "http://h/1").at(raDeg))),
                List.of(dataset(fits("d", "http://h/1").at((float) raDeg))),
                ALL);
        assertThat(difference.isEmpty()).isTrue();
        assertThat(ResultComparison.between(
                                List.of(dataset(fits("d", "http://h/1").at(raDeg))),
                                List.of(dataset(fits("d", "http://h/1").at(raDeg + 1e-9))),
                                ALL)
                        .changed())
                .hasSize(1);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void comparesRowsAndServicesWhoseHashesMeetInTime() {
        List<FoundDataset> before = new ArrayList<>();
        List<FoundDataset> after = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            String text = MeetingHashes.text(i);
            before.add(dataset(Records.of(null, null, null).titled(text)));
            Origin origin = new Origin(new Ivoid("ivo://x/" + text), "", Sia2.PROTOCOL, "http://q/");
            for (List<FoundDataset> side : List.of(before, after)) {
                side.add(new FoundDataset(fits(null, "http://h/" + i).get(), List.of(origin)));
            }
            after.add(dataset(Records.of(null, null, null).titled(text)));
        }
        after.removeLast();
        ResultDifference difference = ResultComparison.between(before, after, ALL);
        assertThat(difference.same()).isEqualTo(59_999);
        assertThat(difference.gone()).containsExactly(before.get(59_998));
        assertThat(difference.added()).isEmpty();
    }

    @Test
    void rowsWithoutIdentityAreTheSameToTheDigitsOfAFloat() {
        FoundDataset exact = dataset(Records.of(null, null, null).at(10.1));
        FoundDataset rounded = dataset(Records.of(null, null, null).at((float) 10.1));
        FoundDataset other = dataset(Records.of(null, null, null).at(10.2));
        ResultDifference difference = ResultComparison.between(List.of(exact, other, exact), List.of(rounded), ALL);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.gone()).hasSize(2);
    }
}
