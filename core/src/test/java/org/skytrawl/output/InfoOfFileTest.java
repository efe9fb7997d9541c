package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

class InfoOfFileTest {
    private static final Interval WAVES = new Interval(1e-7, 2e-7);
    private static final Interval TIME = new Interval(50000, Double.POSITIVE_INFINITY);
    /** Longer than a card of FITS. */
    private static final Region POLYGON =
            PolygonRegion.parse("10.123456789,20.123456789 11.123456789,20.123456789 11.123456789,21.123456789"
                    + " 10.623456789,21.623456789 10.123456789,21.123456789");

    @TempDir
    private Path folder;

    private static RunStarted run(
            Region region, @Nullable Interval waves, @Nullable Interval time, Set<String> types, boolean inclusive) {
        return new RunStarted(
                Instant.EPOCH,
                "other",
                "1",
                new Question(region, waves, time, types),
                DiscoveryOptions.DEFAULTS.withInclusive(inclusive),
                RunContext.NONE);
    }

    private InfoOfFile info(OutputFormat format, ProvenanceLog log, List<ResultExtract.Restriction> restrictions)
            throws IOException {
        ResultExtract result = ResultExtract.of(Runs.datasets(), log);
        for (ResultExtract.Restriction restriction : restrictions) {
            result = result.only(dataset -> true, restriction);
        }
        return info(format, result);
    }

    private InfoOfFile info(OutputFormat format, ResultExtract result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer().write(result, out);
        return InfoOfFile.of(Files.write(folder.resolve("found"), out.toByteArray()));
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTABLE", "FITS", "ECSV"})
    void tellsWhichConstraintsDiffer(OutputFormat format) throws IOException {
        InfoOfFile ofCone = info(format, Runs.endedLog(), List.of());
        assertThat(ofCone.runId()).isEqualTo("5f1c");
        Cone cone = new Cone(10.5, -20.25, 0.5);
        Set<String> image = Set.of("image");
        assertThat(ofCone.differentFrom(run(cone, WAVES, TIME, image, false))).isEmpty();
        assertThat(ofCone.differentFrom(run(new Cone(10.5, -20.25, 0.55), WAVES, TIME, image, false)))
                .containsExactly("cone");
        assertThat(ofCone.differentFrom(run(POLYGON, WAVES, TIME, image, false)))
                .containsExactly("cone", "polygon");
        assertThat(ofCone.differentFrom(run(cone, null, new Interval(50000, 50001), Set.of("cube"), true)))
                .containsExactly("inclusive", "product_types", "time", "wavelength");
        InfoOfFile ofPolygon = info(format, Runs.log(POLYGON), List.of());
        assertThat(ofPolygon.differentFrom(run(POLYGON, WAVES, TIME, image, false)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTABLE", "FITS", "ECSV"})
    void tellsWhetherDatasetsWereLeftOut(OutputFormat format) throws IOException {
        ResultExtract whole = ResultExtract.of(Runs.datasets(), Runs.log());
        assertThat(info(format, whole).isPart()).isFalse();
        assertThat(info(format, whole.first(2)).isPart()).isTrue();
        assertThat(info(
                                format,
                                Runs.endedLog(),
                                List.of(new ResultExtract.Restriction(
                                        "match", "t_exptime>100 and obs_title='\"x'", "m")))
                        .isPart())
                .isTrue();
        assertThat(info(
                                format,
                                Runs.endedLog(),
                                List.of(new ResultExtract.Restriction("new_since", "a.vot, b.vot", "m")))
                        .isPart())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON_LINES"})
    void otherFormatsSayNothing(OutputFormat format) throws IOException {
        InfoOfFile info = info(format, Runs.endedLog(), List.of(new ResultExtract.Restriction("match", "a=b", "m")));
        assertThat(info.runId()).isNull();
        assertThat(info.isPart()).isFalse();
        assertThat(info.differentFrom(run(POLYGON, null, null, Set.of(), true))).isEmpty();
    }
}
