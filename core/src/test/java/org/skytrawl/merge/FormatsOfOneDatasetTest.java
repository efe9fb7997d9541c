package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.skytrawl.merge.Records.answer;
import static org.skytrawl.merge.Records.service;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.ssa.Ssa;

/** A dataset in several formats, as SSA and ObsTAP services give it: FITS, VOTable, a preview, links. */
class FormatsOfOneDatasetTest {
    private static final Service SSA = service(Ssa.PROTOCOL, "spectra");
    private static final Service TAP = service(ObsTap.PROTOCOL, "tap");
    private static final String FITS = "application/fits";
    private static final String VOTABLE = "application/x-votable+xml";
    private static final String LINKS = "application/x-votable+xml;content=datalink";

    private static List<String> merged(Answer... answers) {
        return Merger.merge(List.of(answers)).datasets().stream()
                .map(it -> it.origins().size() + " " + it.record().text(ObsCoreColumn.access_url))
                .sorted()
                .toList();
    }

    private static Records spectrum(String did, String format, String url) {
        return Records.of(did, format, url).with(ObsCoreColumn.dataproduct_type, "spectrum");
    }

    private static ObsCoreRecord row(String did, String format, String url) {
        return spectrum(did, format, url).get();
    }

    @Test
    void twoServicesThatGiveSeveralFormatsMergeFormatByFormat() {
        assertThat(merged(
                        answer(
                                SSA,
                                row("IVO://Org.X/y#s1", FITS, "http://ssa/1.fits"),
                                row("IVO://Org.X/y#s1", VOTABLE, "http://ssa/1.vot"),
                                row("IVO://Org.X/y#s1", "image/png", "http://ssa/1.png")),
                        answer(
                                TAP,
                                row("ivo://org.x/y?s1", FITS, "http://tap/1.fits"),
                                row("ivo://org.x/y?s1", VOTABLE, "http://tap/1.vot"),
                                row("ivo://org.x/y?s1", LINKS, "http://tap/1.links"))))
                .containsExactly(
                        "1 http://ssa/1.png", "1 http://tap/1.links", "2 http://tap/1.fits", "2 http://tap/1.vot");
    }

    @Test
    void theSameUrlIsOneFileWhateverItsFormatIsCalled() {
        assertThat(merged(
                        answer(SSA, row("ivo://x/y?1", "text/xml", "https://h/1")),
                        answer(TAP, row("ivo://x/y?1", VOTABLE, "http://h/1"))))
                .containsExactly("2 http://h/1");
    }

    @ParameterizedTest
    @CsvSource({
        "application/fits, image/fits, true",
        "application/x-votable+xml, application/x-votable+xml;serialization=BINARY2, true",
        "application/x-votable+xml;serialization=TABLEDATA, text/x-votable+xml;serialization=BINARY2, true",
        "application/x-votable+xml, text/xml, false",
        "application/x-votable+xml, application/x-votable+xml;content=datalink, false",
        "application/fits, image/png, false"
    })
    void formatsOfOneKindAreOneBetweenServices(String one, String other, boolean same) {
        assertThat(merged(answer(SSA, row("d", one, "http://ssa/1")), answer(TAP, row("d", other, "http://tap/1"))))
                .hasSize(same ? 1 : 2);
    }

    @Test
    void aServiceWithSeveralFormatsOfOneKindMergesByTheFormatAsItIsWritten() {
        String binary = VOTABLE + ";serialization=BINARY2";
        assertThat(merged(
                        answer(
                                SSA,
                                row("d", VOTABLE, "http://ssa/1.vot"),
                                row("d", binary, "http://ssa/1.b2"),
                                row("d", FITS, "http://ssa/1.fits")),
                        answer(
                                TAP,
                                row("d", VOTABLE, "http://tap/1.vot"),
                                row("d", "image/fits", "http://tap/1.fits"))))
                .containsExactly("1 http://ssa/1.b2", "2 http://tap/1.fits", "2 http://tap/1.vot");
    }

    @Test
    void aDidOfSeveralFilesInOneFormatJoinsNothingInAnyFormat() {
        assertThat(merged(
                        answer(
                                SSA,
                                row("d", FITS, "http://ssa/1.fits"),
                                row("d", FITS, "http://ssa/2.fits"),
                                row("d", VOTABLE, "http://ssa/1.vot")),
                        answer(TAP, row("d", VOTABLE, "http://tap/1.vot"))))
                .hasSize(4);
    }

    @Test
    void aFileOfUnknownFormatMayBeAnotherOneOfAnyFormat() {
        assertThat(merged(
                        answer(
                                SSA,
                                spectrum("d", FITS, "http://ssa/1.fits").get(),
                                Records.of("d", "N/A", "http://ssa/2").get()),
                        answer(TAP, row("d", FITS, "http://tap/1.fits"))))
                .hasSize(3);
    }

    /** One service has the target's position, the other that of the slit. */
    @ParameterizedTest
    @CsvSource({"0.004, true", "0.02, false"})
    void theCentresOfASpectrumMayDifferByAnArcminuteHoweverSmallItsAperture(double apartDeg, boolean same) {
        for (double apertureDeg : new double[] {0.5 / 3600, Double.NaN}) {
            Records ssa = spectrum("d", FITS, "http://ssa/1").at(10).with(ObsCoreColumn.s_dec, 0);
            if (!Double.isNaN(apertureDeg)) {
                ssa.with(ObsCoreColumn.s_fov, apertureDeg);
            }
            Records tap = spectrum("d", FITS, "http://tap/1")
                    .at(10 + apartDeg)
                    .with(ObsCoreColumn.s_dec, 0)
                    .with(ObsCoreColumn.s_fov, 1.0 / 3600);
            assertThat(merged(answer(SSA, ssa.get()), answer(TAP, tap.get()))).hasSize(same ? 1 : 2);
        }
    }

    @Test
    void theFieldsOfImagesAreTakenAsTheyAre() {
        Records one = Records.of("d", "image/fits", "http://ssa/1")
                .at(10)
                .with(ObsCoreColumn.s_dec, 0)
                .with(ObsCoreColumn.s_fov, 1.0 / 3600);
        Records other = Records.of("d", "image/fits", "http://tap/1")
                .at(10.004)
                .with(ObsCoreColumn.s_dec, 0)
                .with(ObsCoreColumn.s_fov, 1.0 / 3600);
        assertThat(merged(answer(SSA, one.get()), answer(TAP, other.get()))).hasSize(2);
    }

    @Test
    void bandsAndTimesThatContradictEachOtherStillSeparate() {
        for (ObsCoreColumn[] ends : new ObsCoreColumn[][] {
            {ObsCoreColumn.em_min, ObsCoreColumn.em_max}, {ObsCoreColumn.t_min, ObsCoreColumn.t_max}
        }) {
            assertThat(merged(
                            answer(
                                    SSA,
                                    spectrum("d", FITS, "http://ssa/1.fits")
                                            .with(ends[0], 1)
                                            .with(ends[1], 2)
                                            .get(),
                                    spectrum("d", VOTABLE, "http://ssa/1.vot")
                                            .with(ends[0], 1)
                                            .with(ends[1], 2)
                                            .get()),
                            answer(
                                    TAP,
                                    spectrum("d", FITS, "http://tap/1.fits")
                                            .with(ends[0], 3)
                                            .with(ends[1], 4)
                                            .get())))
                    .hasSize(3);
        }
    }

    /** Also where a service has two formats of one kind, which only its merged record tells. */
    @Test
    void aRetryGivesTheSameRowsAsARunInWhichAllHadAnswered() {
        Answer ssa = answer(
                SSA,
                row("d", FITS, "http://ssa/1.fits"),
                row("d", VOTABLE, "http://ssa/1.vot"),
                row("d", VOTABLE + ";serialization=BINARY2", "http://ssa/1.b2"));
        Answer tap = answer(TAP, row("d", FITS, "http://tap/1.fits"), row("d", VOTABLE, "http://tap/1.vot"));
        Answer late = answer(
                service(Ssa.PROTOCOL, "late"),
                row("d", "image/fits", "http://late/1.fits"),
                row("d", VOTABLE + ";serialization=BINARY2", "http://late/1.b2"));
        List<FoundDataset> whole = Merger.merge(List.of(ssa, tap, late)).datasets();
        List<Answer> retried = new ArrayList<>(List.of(late));
        retried.addAll(EarlierDatasets.of(
                        Merger.merge(List.of(ssa, tap)).datasets(),
                        Map.of(SSA, ssa.origin(), TAP, tap.origin()),
                        answered -> false,
                        List.of(late))
                .earlier());
        assertThat(Merger.merge(retried).datasets())
                .extracting(FoundDataset::record, FoundDataset::origins)
                .containsExactlyElementsOf(whole.stream()
                        .map(it -> tuple(it.record(), it.origins()))
                        .toList());
        assertThat(whole).hasSize(3);
    }

    private static FoundDataset dataset(String format, String url) {
        return new FoundDataset(
                row("ivo://x/y?1", format, url), List.of(new Origin(SSA.ivoid(), "", SSA.protocol(), "q")));
    }

    @Test
    void aDatasetThatMovedInAllItsFormatsHasChangedInEach() {
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(FITS, "http://old/1.fits"), dataset(VOTABLE, "http://old/1.vot")),
                List.of(dataset("image/fits", "http://new/1.fits"), dataset(VOTABLE, "http://new/1.vot")),
                EnumSet.of(ObsCoreColumn.access_url));
        assertThat(difference.changed()).hasSize(2);
        assertThat(difference.added()).isEmpty();
        assertThat(difference.gone()).isEmpty();
        assertThat(difference.earlier().duplicates()).isZero();
    }

    @Test
    void aFurtherFormatOfAKnownDatasetIsNew() {
        ResultDifference difference = ResultComparison.between(
                List.of(dataset(FITS, "http://h/1.fits")),
                List.of(dataset(FITS, "http://h/1.fits"), dataset(LINKS, "http://h/1.links")),
                EnumSet.of(ObsCoreColumn.access_url));
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.added())
                .singleElement()
                .satisfies(it -> assertThat(it.record().text(ObsCoreColumn.access_format))
                        .isEqualTo(LINKS));
    }
}
