package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.tap.TargetTable.Row;
import org.skytrawl.simvo.universe.ObsCoreTable;

/** Wrong answers to uploaded tables. The images of {@link SmallTap} are along the equator, one a degree. */
class UploadFaultTest {
    private static final String QUERY = "SELECT t.id AS target, o.s_ra FROM ivoa.obscore AS o"
            + " JOIN TAP_UPLOAD.targets AS t ON 1=INTERSECTS(o.s_region, CIRCLE('ICRS', t.ra, t.dec, t.radius))"
            + " ORDER BY o.s_ra";

    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static TapService service(@Nullable String fault) {
        TapDescription description = new TapDescription(
                "obs",
                "Observations",
                Asked.BASE + "/tap",
                List.of(ObsCoreTable.named("ivoa.obscore")),
                1_000,
                2_000,
                List.of(SmallTap.OBSCORE),
                false);
        return new TapService(
                tap.database, description, "/tap", UploadFault.of(fault == null ? null : Fault.named(fault)));
    }

    /** One target in each of some images. */
    private static List<Row> targets(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Row("T" + i, i, 0, 0.1))
                .toList();
    }

    private static List<String> pairs(TapService service, List<Row> targets) {
        return asked(service, targets).rows().stream()
                .map(row -> String.join(" ", row))
                .toList();
    }

    private static Asked asked(TapService service, List<Row> targets) {
        return Asked.to(
                service,
                "POST",
                "/tap/sync",
                Map.of("t", TargetTable.tableData(targets)),
                "LANG",
                "ADQL",
                "UPLOAD",
                "targets,param:t",
                "QUERY",
                QUERY);
    }

    private static List<String> pairs(@Nullable String fault) {
        return pairs(service(fault), targets(3, 7));
    }

    @Test
    void aServiceWithoutFaultGivesEachItsOwn() {
        assertThat(pairs((String) null)).containsExactly("T3 3.0", "T4 4.0", "T5 5.0", "T6 6.0");
    }

    @Test
    void dropsTheSecondHalf() {
        assertThat(pairs("upload-drops")).containsExactly("T3 3.0", "T4 4.0");
        assertThat(pairs(service("upload-drops"), targets(3, 4))).containsExactly("T3 3.0");
    }

    @Test
    void doubles() {
        assertThat(pairs("upload-doubles"))
                .containsExactly("T3 3.0", "T3 3.0", "T4 4.0", "T4 4.0", "T5 5.0", "T5 5.0", "T6 6.0", "T6 6.0");
    }

    @Test
    void givesEachTheRowsOfAnother() {
        assertThat(pairs("upload-shifts")).containsExactly("T4 3.0", "T5 4.0", "T6 5.0", "T3 6.0");
    }

    @Test
    void givesTheRowsOfTheFirstUploadForever() {
        TapService service = service("upload-same");
        assertThat(pairs(service, targets(3, 5))).containsExactly("T3 3.0", "T4 4.0");
        assertThat(pairs(service, targets(7, 9))).containsExactly("T3 3.0", "T4 4.0");
    }

    @Test
    void givesEachRowWithEach() {
        assertThat(pairs("upload-crosses")).hasSize(4 * 30).contains("T3 17.0", "T6 29.0");
    }

    @Test
    void leavesOutTheColumnsOfTheUpload() {
        Asked answer = asked(service("upload-no-columns"), targets(3, 7));
        assertThat(answer.names()).containsExactly("s_ra");
        assertThat(answer.column()).containsExactly("3.0", "4.0", "5.0", "6.0");
    }

    @Test
    void reorders() {
        assertThat(pairs("upload-reorders")).containsExactly("T6 6.0", "T5 5.0", "T4 4.0", "T3 3.0");
    }

    @Test
    void otherQueriesAreAnsweredProperly() {
        for (Fault fault : Fault.all()) {
            if (fault.isOfUploads()) {
                assertThat(Asked.query(
                                        service(fault.name()),
                                        "SELECT s_ra FROM ivoa.obscore"
                                                + " WHERE 1=INTERSECTS(s_region, CIRCLE('ICRS', 4, 0, 0.1))")
                                .column())
                        .as(fault.name())
                        .containsExactly("4.0");
            }
        }
    }

    @Test
    void onlyFaultsOfUploadsAreDoneHere() {
        assertThat(UploadFault.of(null)).isNull();
        assertThat(UploadFault.of(Fault.named("cut"))).isNull();
        assertThat(Fault.all().stream().filter(Fault::isOfUploads).map(UploadFault::of))
                .containsExactly(UploadFault.values());
    }
}
