package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.skytrawl.protocol.Questions.OPTICAL;
import static org.skytrawl.protocol.Questions.SPAN;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.cone;
import static org.skytrawl.protocol.Questions.service;
import static org.skytrawl.protocol.Questions.table;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.sky.Moc;

/** Golden requests: what goes over the wire, to the letter. */
class ServiceQueryTest {
    private static final Cone PLACE = new Cone(274.688, -13.792, 0.1);

    private static String sia1(Question constraints) {
        return KnownProtocols.query(service(Sia1.PROTOCOL, "http://host/sia?"), constraints, false)
                .text();
    }

    private static String sia2(Question constraints, boolean inclusive) {
        return KnownProtocols.query(service(Sia2.PROTOCOL, "http://host/sia2"), constraints, inclusive)
                .text();
    }

    private static String adql(Question constraints, boolean inclusive) {
        return KnownProtocols.query(service(ObsTap.PROTOCOL, "http://host/tap"), constraints, inclusive)
                .text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://host/sia                | http://host/sia?POS=
            http://host/sia?               | http://host/sia?POS=
            http://host/sia?coll=a%20b     | http://host/sia?coll=a%20b&POS=
            http://host/sia?coll=a&        | http://host/sia?coll=a&POS=
            http://host/sia?coll=a&&       | http://host/sia?coll=a&&POS=
            http://host/sia#top            | http://host/sia?POS=
            http://host/sia?coll=a#top     | http://host/sia?coll=a&POS=
            """)
    void addsParametersToTheAccessUrlAsItIsRegistered(String accessUrl, String start) {
        assertThat(KnownProtocols.query(service(Sia1.PROTOCOL, accessUrl), cone(1, 2, 3), false)
                        .url())
                .startsWith(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            274.688 | -13.792 | 0.1    | POS=274.688,-13.792&SIZE=0.2000000062&INTERSECT=OVERLAPS
            0       | 0       | 0.1    | POS=0,0&SIZE=0.2&INTERSECT=OVERLAPS
            360     | 10      | 0.5    | POS=0,10&SIZE=1.0000003947&INTERSECT=OVERLAPS
            0.00001 | 0       | 1e-5   | POS=0.00001,0&SIZE=0.00002&INTERSECT=OVERLAPS
            20      | 80      | 5      | POS=20,80&SIZE=10.4628027624&INTERSECT=OVERLAPS
            20      | 85      | 5      | POS=20,85&SIZE=360,10&INTERSECT=OVERLAPS
            0       | 90      | 1      | POS=0,90&SIZE=360,2&INTERSECT=OVERLAPS
            0       | -90     | 0.25   | POS=0,-90&SIZE=360,0.5&INTERSECT=OVERLAPS
            10      | 0       | 120    | POS=10,0&SIZE=360,180&INTERSECT=OVERLAPS
            10      | 10      | 120    | POS=10,0&SIZE=360,180&INTERSECT=OVERLAPS
            10      | 10      | 90     | POS=10,10&SIZE=360,180&INTERSECT=OVERLAPS
            """)
    void asksSia1ForABoxThatEnclosesTheCone(double raDeg, double decDeg, double radiusDeg, String parameters) {
        assertThat(sia1(cone(raDeg, decDeg, radiusDeg))).isEqualTo("http://host/sia?" + parameters);
    }

    @Test
    void sia1BoxesEncloseTheirConesWhereverTheyAre() {
        Random random = new Random(20260101);
        for (int i = 0; i < 2000; i++) {
            double decDeg = random.nextDouble(-89, 89);
            double radiusDeg = random.nextDouble(1e-4, 90 - Math.abs(decDeg));
            String url = sia1(cone(random.nextDouble(360), decDeg, radiusDeg));
            double halfDeg = Double.parseDouble(url.replaceAll(".*SIZE=([0-9.]+)&.*", "$1")) / 2;
            // where meridians touch the circle, poleward of its centre
            double widestRad = Math.asin(Math.sin(Math.toRadians(radiusDeg)) / Math.cos(Math.toRadians(decDeg)));
            assertThat(halfDeg).as(url).isGreaterThanOrEqualTo(radiusDeg);
            assertThat(halfDeg / Math.cos(Math.toRadians(decDeg)))
                    .as(url)
                    .isGreaterThanOrEqualTo(Math.toDegrees(widestRad) * (1 - 1e-14));
        }
    }

    @Test
    void asksSia1ForNothingButThePosition() {
        assertThat(sia1(all(PLACE, OPTICAL, SPAN, "image"))).isEqualTo(sia1(cone(274.688, -13.792, 0.1)));
    }

    @Test
    void asksSia2ForEveryConstraint() {
        assertThat(sia2(all(PLACE, OPTICAL, SPAN, "image"), false))
                .isEqualTo("http://host/sia2?POS=CIRCLE%20274.688%20-13.792%200.1&BAND=5.0E-7%206.0E-7"
                        + "&TIME=55000%2055001.5&DPTYPE=image&MAXREC=1000000");
        assertThat(sia2(all(PLACE, null, null), false))
                .isEqualTo("http://host/sia2?POS=CIRCLE%20274.688%20-13.792%200.1&MAXREC=1000000");
        assertThat(sia2(all(null, OPTICAL, null, "spectrum", "cube", "image"), false))
                .isEqualTo("http://host/sia2?BAND=5.0E-7%206.0E-7&DPTYPE=image&DPTYPE=cube&MAXREC=1000000");
    }

    @Test
    void sendsOpenEndsToSia2AsInfinities() {
        Interval since = new Interval(55000, Double.POSITIVE_INFINITY);
        Interval until = new Interval(Double.NEGATIVE_INFINITY, 55000);
        Interval longWaves = new Interval(0.01, Double.POSITIVE_INFINITY);
        assertThat(sia2(all(null, longWaves, since), false))
                .isEqualTo("http://host/sia2?BAND=0.01%20%2BInf&TIME=55000%20%2BInf&MAXREC=1000000");
        assertThat(sia2(all(null, new Interval(0, 1e-8), until), false))
                .isEqualTo("http://host/sia2?BAND=0.0%201.0E-8&TIME=-Inf%2055000&MAXREC=1000000");
    }

    @Test
    void leavesBandAndTimeToItselfWhereAnInclusiveQuestionIsBoundedByPosition() {
        assertThat(sia2(all(PLACE, OPTICAL, SPAN, "image"), true))
                .isEqualTo("http://host/sia2?POS=CIRCLE%20274.688%20-13.792%200.1&DPTYPE=image&MAXREC=1000000");
        assertThat(sia2(all(null, OPTICAL, SPAN), true))
                .isEqualTo("http://host/sia2?BAND=5.0E-7%206.0E-7&TIME=55000%2055001.5&MAXREC=1000000");
    }

    @Test
    void leavesOutConesOfMoreThanHalfTheSky() {
        Question wide = all(new Cone(1, 2, 90.5), OPTICAL, null);
        ServiceQuery sia2 = KnownProtocols.query(service(Sia2.PROTOCOL, "http://host/sia2"), wide, true);
        ServiceQuery obsTap = KnownProtocols.query(service(ObsTap.PROTOCOL, "http://host/tap"), wide, false);
        assertThat(sia2.text()).isEqualTo("http://host/sia2?BAND=5.0E-7%206.0E-7&MAXREC=1000000");
        assertThat(sia2.appliesPosition()).isFalse();
        assertThat(obsTap.text()).isEqualTo("SELECT * FROM ivoa.obscore WHERE em_min <= 6.0E-7 AND em_max >= 5.0E-7");
        assertThat(obsTap.appliesPosition()).isFalse();
        assertThat(KnownProtocols.query(service(ObsTap.PROTOCOL, "http://host/tap"), cone(1, 2, 90), false)
                        .appliesPosition())
                .isTrue();
        assertThat(adql(cone(1, 2, 89), false))
                .contains("CIRCLE('ICRS', 1, 2, 90)")
                .doesNotContain(" 91)");
        assertThat(adql(cone(1, 2, 100), false)).doesNotContain(" 102)");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"500,500", "2000000,1000000", "0,1000000", "none,1000000"})
    void asksForAsManyRowsAsTheServiceDeclaresWithinAMillion(Long declared, long sent) {
        assertThat(KnownProtocols.query(service(Sia2.PROTOCOL, "http://host/sia2", declared), cone(1, 2, 3), false)
                        .text())
                .endsWith("&MAXREC=" + sent);
    }

    @Test
    void asksObsTapForEveryConstraint() {
        assertThat(adql(all(PLACE, OPTICAL, SPAN, "image", "cube"), false))
                .isEqualTo("SELECT * FROM ivoa.obscore"
                        + " WHERE dataproduct_type IN ('image','IMAGE','Image','cube','CUBE','Cube',"
                        + "'spectral-cube','SPECTRAL-CUBE','Spectral-cube','time-cube','TIME-CUBE','Time-cube',"
                        + "'polarization-cube','POLARIZATION-CUBE','Polarization-cube')"
                        + " AND (1=INTERSECTS(s_region, CIRCLE('ICRS', 274.688, -13.792, 0.1))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 274.688, -13.792, 0.1))"
                        + " OR (s_region IS NULL AND s_fov > 0"
                        + " AND 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 274.688, -13.792, 2.1))))"
                        + " AND em_min <= 6.0E-7 AND em_max >= 5.0E-7 AND t_min <= 55001.5 AND t_max >= 55000");
        assertThat(adql(all(null, null, SPAN, "image"), false))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE dataproduct_type IN ('image','IMAGE','Image')"
                        + " AND t_min <= 55001.5 AND t_max >= 55000");
    }

    /** A function such as LOWER would keep the service from using its index. */
    @Test
    void asksObsTapForNarrowerTypesInAllSpellingsWithoutAFunction() {
        assertThat(adql(all(null, null, SPAN, "spectrum"), false))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE dataproduct_type IN ('spectrum','SPECTRUM','Spectrum',"
                        + "'sed','SED','Sed','slit-spectrum','SLIT-SPECTRUM','Slit-spectrum',"
                        + "'polarized-spectrum','POLARIZED-SPECTRUM','Polarized-spectrum',"
                        + "'dynamic-spectrum','DYNAMIC-SPECTRUM','Dynamic-spectrum')"
                        + " AND t_min <= 55001.5 AND t_max >= 55000");
        assertThat(adql(all(null, null, SPAN, "timeseries"), false))
                .isEqualTo("SELECT * FROM ivoa.obscore"
                        + " WHERE dataproduct_type IN ('timeseries','TIMESERIES','Timeseries','TimeSeries',"
                        + "'light-curve','LIGHT-CURVE','Light-curve','velocity-curve','VELOCITY-CURVE','Velocity-curve')"
                        + " AND t_min <= 55001.5 AND t_max >= 55000");
        assertThat(adql(all(null, null, SPAN), false))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE t_min <= 55001.5 AND t_max >= 55000");
    }

    /** Broader terms that are mainly for retrieval are no type of a dataset. */
    @Test
    void asksObsTapForBroaderTypesOnlyInAnInclusiveQuestion() {
        assertThat(adql(all(null, null, SPAN, "slit-spectrum"), true))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE (dataproduct_type IN"
                        + " ('slit-spectrum','SLIT-SPECTRUM','Slit-spectrum','spectrum','SPECTRUM','Spectrum')"
                        + " OR dataproduct_type IS NULL)"
                        + " AND ((t_min <= 55001.5 AND t_max >= 55000) OR t_min IS NULL OR t_max IS NULL)");
        assertThat(adql(all(null, null, SPAN, "slit-spectrum"), false)).doesNotContain("'spectrum'");
    }

    @Test
    void acceptsNullsInAnInclusiveQuestionToObsTap() {
        assertThat(adql(all(null, OPTICAL, SPAN, "image"), true))
                .isEqualTo("SELECT * FROM ivoa.obscore"
                        + " WHERE (dataproduct_type IN ('image','IMAGE','Image') OR dataproduct_type IS NULL)"
                        + " AND ((em_min <= 6.0E-7 AND em_max >= 5.0E-7) OR em_min IS NULL OR em_max IS NULL)"
                        + " AND ((t_min <= 55001.5 AND t_max >= 55000) OR t_min IS NULL OR t_max IS NULL)");
    }

    /** A row without extent near the region is unknown. */
    @Test
    void asksObsTapForRowsWithoutExtentWhereTheyCount() {
        assertThat(adql(all(PLACE, null, null), false)).contains("s_region IS NULL AND s_fov > 0 AND 1=CONTAINS(");
        assertThat(adql(all(PLACE, null, null), true)).contains("s_region IS NULL AND 1=CONTAINS(");
    }

    @Test
    void leavesOpenEndsOutOfAdql() {
        Interval since = new Interval(55000, Double.POSITIVE_INFINITY);
        assertThat(adql(all(null, new Interval(0, 1e-8), since), false))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE em_min <= 1.0E-8 AND t_max >= 55000");
        assertThat(adql(all(null, new Interval(0, 1e-8), since), true))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE (em_min <= 1.0E-8 OR em_min IS NULL OR em_max IS NULL)"
                        + " AND (t_max >= 55000 OR t_min IS NULL OR t_max IS NULL)");
    }

    @Test
    void postsObsTapQueriesToTheSyncEndpoint() {
        ServiceQuery query =
                KnownProtocols.query(service(ObsTap.PROTOCOL, "http://host/tap/", 77L), cone(0, 0, 1), false);
        FetchRequest request = query.forms().getFirst().requests().getFirst();
        assertThat(query.url()).isEqualTo("http://host/tap/sync");
        assertThat(request.method()).isEqualTo(FetchRequest.Method.POST);
        assertThat(request.form())
                .containsExactly(
                        new Field("REQUEST", "doQuery"),
                        new Field("LANG", "ADQL"),
                        new Field("QUERY", query.text()),
                        new Field("MAXREC", "77"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/tap,http://host/tap/sync",
        "http://host/tap//,http://host/tap/sync",
        "http://host/tap?,http://host/tap/sync",
        "http://host/tap/?v=2,http://host/tap/sync?v=2",
        "http://host/tap/sync,http://host/tap/sync",
        "http://host/tap/sync/?v=2,http://host/tap/sync?v=2"
    })
    void findsTheSyncEndpointOfAnAccessUrl(String accessUrl, String syncUrl) {
        assertThat(TapSync.url(accessUrl)).isEqualTo(syncUrl);
    }

    @ParameterizedTest
    @ValueSource(strings = {"obscore", "ivoa.ObsCore", "_x.y_1", "\"a b\".\"say \"\"so\"\"\"", "cat.schema.tab"})
    void queriesTablesUnderTheirOwnNames(String name) {
        assertThat(KnownProtocols.query(table(name), cone(0, 0, 1), false).text())
                .startsWith("SELECT * FROM " + name + " WHERE ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a;b",
                "a--",
                "a,b",
                "a.",
                ".a",
                "1a",
                "\"a",
                "\"a\"b\"",
                "a\n",
                "(select 1)",
                "a.b.c.d.e",
                "ä"
            })
    void refusesWhatIsNoTableName(String name) {
        Skipped skipped = KnownProtocols.unaskable(table(name), cone(0, 0, 1));
        assertThat(skipped).isNotNull().extracting(Skipped::why).isEqualTo(Skipped.Why.UNUSABLE);
        assertThatThrownBy(() -> KnownProtocols.query(table(name), cone(0, 0, 1), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatCannotBeAsked() {
        Service sia1 = service(Sia1.PROTOCOL, "http://host/sia");
        Service sia2 = service(Sia2.PROTOCOL, "http://host/sia");
        Service obsTap = service(ObsTap.PROTOCOL, "http://host/tap");
        assertThat(why(sia1, all(null, OPTICAL, null))).isEqualTo(Skipped.Why.NO_CONE);
        assertThat(why(sia1, cone(1, 2, 3, "spectrum"))).isEqualTo(Skipped.Why.NO_IMAGES);
        assertThat(why(sia2, cone(1, 2, 3, "spectrum"))).isEqualTo(Skipped.Why.NO_IMAGES);
        // a wide cone is better than nothing, though some services refuse it: that is then said
        assertThat(KnownProtocols.unaskable(sia2, cone(1, 2, 100))).isNull();
        assertThat(KnownProtocols.query(sia2, cone(1, 2, 100), false).text()).contains("POS=CIRCLE%201%202%20100");
        assertThat(KnownProtocols.query(obsTap, cone(1, 2, 100), false).text()).contains("CIRCLE('ICRS', 1, 2, 100)");
        assertThat(why(obsTap, all(null, new Interval(0, Double.POSITIVE_INFINITY), null)))
                .isEqualTo(Skipped.Why.UNBOUNDED);
        assertThat(KnownProtocols.unaskable(obsTap, cone(1, 2, 3, "spectrum"))).isNull();
        assertThat(KnownProtocols.unaskable(sia1, cone(1, 2, 170))).isNull();
    }

    private static Skipped.Why why(Service service, Question constraints) {
        Skipped skipped = KnownProtocols.unaskable(service, constraints);
        assertThat(skipped).isNotNull();
        return java.util.Objects.requireNonNull(skipped).why();
    }

    @Test
    void asksForAPolygonWhereTheProtocolHasIt() {
        PolygonRegion polygon = PolygonRegion.parse("10,41 11,41 10.5,41.75");
        assertThat(sia1(all(polygon, OPTICAL, null)))
                .isEqualTo("http://host/sia?POS=10.5,41.2804739&SIZE=0.9390621012&INTERSECT=OVERLAPS");
        ServiceQuery sia2 =
                KnownProtocols.query(service(Sia2.PROTOCOL, "http://host/sia2"), all(polygon, null, SPAN), false);
        assertThat(sia2.texts())
                .extracting(QueryText::form, QueryText::text)
                .startsWith(
                        tuple(
                                "polygon",
                                "http://host/sia2?POS=POLYGON%2010%2041%2011%2041%2010.5%2041.75&TIME=55000%2055001.5&MAXREC=1000000"),
                        tuple(
                                "circle",
                                "http://host/sia2?POS=CIRCLE%2010.5%2041.2804739%200.469527&TIME=55000%2055001.5&MAXREC=1000000"));
        assertThat(sia2.forms())
                .extracting(QueryForm::appliesPosition)
                .containsExactly(true, false, false, false, false);
        assertThat(adql(all(polygon, null, SPAN), false))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE (1=INTERSECTS(s_region,"
                        + " POLYGON('ICRS', 10, 41, 11, 41, 10.5, 41.75)) OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec),"
                        + " POLYGON('ICRS', 10, 41, 11, 41, 10.5, 41.75)) OR (s_region IS NULL AND s_fov > 0 AND"
                        + " 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.5, 41.2804739, 2.469527))))"
                        + " AND t_min <= 55001.5 AND t_max >= 55000");
    }

    @Test
    void asksForTheConeAroundAMoc() {
        MocRegion moc = MocRegion.parse("6/2623 2708-2709");
        assertThat(sia1(all(moc, null, null)))
                .isEqualTo("http://host/sia?POS=10.546875,41.3927402&SIZE=2.5685891267&INTERSECT=OVERLAPS");
        assertThat(sia2(all(moc, null, null), false))
                .isEqualTo("http://host/sia2?POS=CIRCLE%2010.546875%2041.3927402%201.284211&MAXREC=1000000");
        assertThat(adql(all(moc, null, null), false))
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE"
                        + " (1=INTERSECTS(s_region, CIRCLE('ICRS', 10.546875, 41.3927402, 1.284211))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec),"
                        + " CIRCLE('ICRS', 10.546875, 41.3927402, 1.284211))"
                        + " OR (s_region IS NULL AND s_fov > 0 AND 1=CONTAINS(POINT('ICRS', s_ra, s_dec),"
                        + " CIRCLE('ICRS', 10.546875, 41.3927402, 3.284211))))");
        for (var protocol : new org.skytrawl.model.Protocol[] {Sia1.PROTOCOL, Sia2.PROTOCOL, ObsTap.PROTOCOL}) {
            assertThat(KnownProtocols.query(service(protocol, "http://host/x"), all(moc, null, null), false)
                            .appliesPosition())
                    .isFalse();
        }
    }

    @Test
    void leavesOutMocsOfMoreThanHalfTheSkyIfElseBounded() {
        Question wide = all(new MocRegion(Moc.FULL), OPTICAL, null);
        assertThat(sia2(wide, false)).isEqualTo("http://host/sia2?BAND=5.0E-7%206.0E-7&MAXREC=1000000");
        assertThat(sia1(wide)).isEqualTo("http://host/sia?POS=0,0&SIZE=360,180&INTERSECT=OVERLAPS");
    }
}
