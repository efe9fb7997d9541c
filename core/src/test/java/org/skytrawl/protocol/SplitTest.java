package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.skytrawl.protocol.Questions.SPAN;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.cone;
import static org.skytrawl.protocol.Questions.service;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.votable.TableField;

/** Into which queries one that overflows is split. */
class SplitTest {
    private static final RecordLayout LAYOUT =
            new RecordLayout(Set.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec, ObsCoreColumn.t_min));

    private static RowSample rows(double[]... raDecMjd) {
        RowSample sample = new RowSample();
        for (double[] row : raDecMjd) {
            double[] numbers = new double[3];
            numbers[LAYOUT.slot(ObsCoreColumn.s_ra)] = row[0];
            numbers[LAYOUT.slot(ObsCoreColumn.s_dec)] = row[1];
            numbers[LAYOUT.slot(ObsCoreColumn.t_min)] = row[2];
            sample.add(new ObsCoreRecord(LAYOUT, numbers, new String[0]));
        }
        return sample;
    }

    private static final RowSample THREE_DAYS =
            rows(new double[] {10, 10, 55000}, new double[] {10, 10.5, 55000.25}, new double[] {11, 10.5, 55001});

    private static List<String> texts(List<ServiceQuery> queries) {
        return queries.stream().map(ServiceQuery::text).toList();
    }

    private static final String PLACE = "(1=INTERSECTS(s_region, CIRCLE('ICRS', 10, 10, 1))"
            + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10, 10, 1)) OR (s_region IS NULL"
            + " AND s_fov > 0 AND 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10, 10, 3))))";

    @Test
    void splitsObsTapByTimeThenByPlaceSoThatEachRowIsInOnePart() {
        ServiceQuery whole = KnownProtocols.query(service(ObsTap.PROTOCOL, "http://host/tap"), cone(10, 10, 1), false);
        List<ServiceQuery> parts = whole.split(THREE_DAYS);
        String start = "SELECT * FROM ivoa.obscore WHERE " + PLACE + " AND ";
        assertThat(texts(parts))
                .containsExactly(start + "t_min < 55000.25", start + "t_min >= 55000.25", start + "t_min IS NULL");
        double nan = Double.NaN;
        RowSample timeless = rows(new double[] {10, 9.5, nan}, new double[] {10, 10, nan});
        assertThat(texts(parts.get(2).split(timeless)))
                .containsExactly(
                        start + "t_min IS NULL AND s_dec < 10",
                        start + "t_min IS NULL AND s_dec >= 10",
                        start + "t_min IS NULL AND s_dec IS NULL");
        assertThat(texts(parts.get(0).split(THREE_DAYS)))
                .as("the part is known to have times")
                .containsExactly(
                        start + "t_min < 55000.25 AND t_min < 55000.25",
                        start + "t_min < 55000.25 AND t_min >= 55000.25");
        assertThat(whole.split(rows(new double[] {10, 10, 55000}, new double[] {10, 10, 55000})))
                .as("all rows are at one place and time")
                .isEmpty();
    }

    @Test
    void splitsObsTapByNoColumnWhoseValuesTheServiceHasOtherwise() {
        ServiceQuery whole = KnownProtocols.query(service(ObsTap.PROTOCOL, "http://host/tap"), cone(10, 10, 1), false);
        JudgingSink rows = new JudgingSink(whole, whole.forms().getFirst(), (record, bytes) -> {}, whole.constraints());
        rows.fields(List.of(
                field("T_MIN", "d", String.class),
                field("s_dec", "rad", Double.class),
                field("s_ra", "deg", Float.class)));
        assertThatCode(() -> {
                    rows.row(new Object[] {"2009-06-18T00:00:00", 0.1745, 10f});
                    rows.row(new Object[] {"2009-06-19T00:00:00", 0.1746, 10.5f});
                })
                .doesNotThrowAnyException();
        assertThat(texts(whole.split(rows.sample())))
                .extracting(text -> text.substring(text.lastIndexOf(" AND ")))
                .containsExactly(" AND s_ra < 10.5", " AND s_ra >= 10.5", " AND s_ra IS NULL");
    }

    private static TableField field(String name, String unit, Class<?> cellClass) {
        return new TableField(name, null, null, null, unit, null, null, null, cellClass);
    }

    @Test
    void splitsSia2ByTheTimeThatIsAsked() {
        ServiceQuery whole = KnownProtocols.query(
                service(Sia2.PROTOCOL, "http://host/sia2"), all(new Cone(10, 10, 1), null, SPAN, "image"), false);
        assertThat(texts(whole.split(THREE_DAYS)))
                .containsExactly(
                        "http://host/sia2?POS=CIRCLE%2010%2010%201&TIME=55000%2055000.125&DPTYPE=image&MAXREC=1000000",
                        "http://host/sia2?POS=CIRCLE%2010%2010%201&TIME=55000.125%2055001.5&DPTYPE=image&MAXREC=1000000");
    }

    @Test
    void splitsSia2WithoutTimeAndSia1ByPlace() {
        ServiceQuery sia2 = KnownProtocols.query(service(Sia2.PROTOCOL, "http://host/sia2"), cone(10, 10, 1), false);
        List<ServiceQuery> parts = sia2.split(THREE_DAYS);
        assertThat(parts).hasSize(7);
        assertThat(parts.getFirst().text()).startsWith("http://host/sia2?POS=CIRCLE%2010%2010%200.505&");
        ServiceQuery sia1 = KnownProtocols.query(service(Sia1.PROTOCOL, "http://host/sia1"), cone(10, 10, 1), false);
        assertThat(sia1.split(THREE_DAYS)).hasSize(7);
        assertThat(sia1.split(THREE_DAYS).getFirst().text()).startsWith("http://host/sia1?POS=10,10&SIZE=1.01");
    }

    @Test
    void anInclusiveQuestionIsNotSplitByTimeWhichWouldLoseWhatHasNone() {
        ServiceQuery whole = KnownProtocols.query(
                service(Sia2.PROTOCOL, "http://host/sia2"), all(new Cone(10, 10, 1), null, SPAN), true);
        assertThat(whole.split(THREE_DAYS)).hasSize(7);
        ServiceQuery unbounded = KnownProtocols.query(
                service(Sia2.PROTOCOL, "http://host/sia2"), all(null, Questions.OPTICAL, null), false);
        assertThat(unbounded.split(THREE_DAYS)).isEmpty();
    }
}
