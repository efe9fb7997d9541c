package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.Questions.OPTICAL;
import static org.skytrawl.protocol.Questions.SPAN;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.cone;
import static org.skytrawl.protocol.Questions.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;

/** Golden requests of SSA: what goes over the wire, to the letter. */
class SsaRequestTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final Cone PLACE = new Cone(274.688, -13.792, 0.1);

    private static ServiceQuery query(Question question, boolean inclusive) {
        return KnownProtocols.query(service(Ssa.PROTOCOL, "http://host/ssa"), question, inclusive);
    }

    /** Open ends are infinite; a blank is no constraint. */
    private static @Nullable Interval interval(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Interval.at(Double.parseDouble(text));
        }
        String lo = text.substring(0, slash);
        String hi = text.substring(slash + 1);
        return new Interval(
                lo.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(lo),
                hi.isEmpty() ? INFINITE : Double.parseDouble(hi));
    }

    private static @Nullable Interval wavelengths(@Nullable String text) {
        Interval all = interval(text);
        return all == null ? null : new Interval(Math.max(0, all.lo()), all.hi());
    }

    /** Each combination of place, band and time, with each kind of end, whether inclusive or not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            here | -         | -             | exact     | POS=274.688,-13.792&SIZE=0.2
            here | -         | -             | inclusive | POS=274.688,-13.792&SIZE=0.2
            here | 5e-7/6e-7 | -             | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=5.0E-7/6.0E-7
            here | 5e-7/6e-7 | -             | inclusive | POS=274.688,-13.792&SIZE=0.2
            here | 5e-7/     | -             | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=5.0E-7/
            here | /6e-7     | -             | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=/6.0E-7
            here | 5.5e-7    | -             | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=5.5E-7
            here | /         | -             | exact     | POS=274.688,-13.792&SIZE=0.2
            here | 0.21      | -             | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=0.21
            here | -         | 55000/55001.5 | exact     | POS=274.688,-13.792&SIZE=0.2&TIME=2009-06-18T00:00:00/2009-06-19T12:00:00
            here | -         | 55000/55001.5 | inclusive | POS=274.688,-13.792&SIZE=0.2
            here | -         | 55000/        | exact     | POS=274.688,-13.792&SIZE=0.2&TIME=2009-06-18T00:00:00/
            here | -         | /55001.5      | exact     | POS=274.688,-13.792&SIZE=0.2&TIME=/2009-06-19T12:00:00
            here | -         | 55000         | exact     | POS=274.688,-13.792&SIZE=0.2&TIME=2009-06-18T00:00:00/2009-06-18T00:00:00
            here | -         | /             | exact     | POS=274.688,-13.792&SIZE=0.2
            here | 5e-7/6e-7 | 55000/55001.5 | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=5.0E-7/6.0E-7&TIME=2009-06-18T00:00:00/2009-06-19T12:00:00
            here | 5e-7/6e-7 | 55000/55001.5 | inclusive | POS=274.688,-13.792&SIZE=0.2
            here | 5e-7/     | /55001.5      | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=5.0E-7/&TIME=/2009-06-19T12:00:00
            here | /6e-7     | 55000/        | exact     | POS=274.688,-13.792&SIZE=0.2&BAND=/6.0E-7&TIME=2009-06-18T00:00:00/
            -    | 5e-7/6e-7 | -             | exact     | BAND=5.0E-7/6.0E-7
            -    | 5e-7/6e-7 | -             | inclusive | BAND=5.0E-7/6.0E-7
            -    | 5e-7/     | -             | exact     | BAND=5.0E-7/
            -    | /6e-7     | -             | inclusive | BAND=/6.0E-7
            -    | 5.5e-7    | -             | exact     | BAND=5.5E-7
            -    | -         | 55000/55001.5 | exact     | TIME=2009-06-18T00:00:00/2009-06-19T12:00:00
            -    | -         | 55000/55001.5 | inclusive | TIME=2009-06-18T00:00:00/2009-06-19T12:00:00
            -    | -         | 55000/        | exact     | TIME=2009-06-18T00:00:00/
            -    | -         | /55001.5      | inclusive | TIME=/2009-06-19T12:00:00
            -    | 5e-7/6e-7 | 55000/55001.5 | exact     | BAND=5.0E-7/6.0E-7&TIME=2009-06-18T00:00:00/2009-06-19T12:00:00
            -    | 5e-7/6e-7 | 55000/55001.5 | inclusive | BAND=5.0E-7/6.0E-7&TIME=2009-06-18T00:00:00/2009-06-19T12:00:00
            -    | 5e-7/     | /             | exact     | BAND=5.0E-7/
            """)
    void sendsEveryConstraint(
            @Nullable String place, @Nullable String band, @Nullable String time, String kind, String parameters) {
        Question question = all(place == null ? null : PLACE, wavelengths(band), interval(time), "spectrum");
        assertThat(query(question, kind.equals("inclusive")).text())
                .isEqualTo("http://host/ssa?REQUEST=queryData&" + parameters + "&MAXREC=1000000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://host/ssa                           | http://host/ssa?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?                          | http://host/ssa?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            ' http://host/ssa? '                      | http://host/ssa?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?coll=a%20b                | http://host/ssa?coll=a%20b&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?coll=a&                   | http://host/ssa?coll=a&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?coll=a&&                  | http://host/ssa?coll=a&&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa#top                       | http://host/ssa?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?coll=a#?POS=0,0           | http://host/ssa?coll=a&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/REQUEST=queryData             | http://host/REQUEST=queryData?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?REQUEST=queryData         | http://host/ssa?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?REQUEST=queryData&        | http://host/ssa?REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?request=QueryData&        | http://host/ssa?request=QueryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?XREQUEST=a                | http://host/ssa?XREQUEST=a&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?FORMAT=ALL&               | http://host/ssa?FORMAT=ALL&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?Format=fits&VERSION=1.0   | http://host/ssa?Format=fits&VERSION=1.0&REQUEST=queryData&POS=1,2&SIZE=6&MAXREC=1000000
            http://host/ssa?MAXREC=500                | http://host/ssa?MAXREC=500&REQUEST=queryData&POS=1,2&SIZE=6
            http://host/ssa?maxRec=500&REQUEST=x      | http://host/ssa?maxRec=500&REQUEST=x&POS=1,2&SIZE=6
            http://host/ssa?POS=5,6&SIZE=2            | http://host/ssa?POS=5,6&SIZE=2&REQUEST=queryData&MAXREC=1000000
            http://host/ssa?pos=&size=                | http://host/ssa?pos=&size=&REQUEST=queryData&MAXREC=1000000
            """)
    void sendsNothingAgainThatTheAccessUrlHas(String accessUrl, String request) {
        assertThat(KnownProtocols.query(service(Ssa.PROTOCOL, accessUrl), cone(1, 2, 3), false)
                        .text())
                .isEqualTo(request);
    }

    @Test
    void aBandOrTimeOfTheAccessUrlIsNotSentAgainAndCannotBeLeftOut() {
        ServiceQuery query = KnownProtocols.query(
                service(Ssa.PROTOCOL, "http://host/ssa?band=1e-10/1e-8&time=2009/"), all(PLACE, OPTICAL, SPAN), false);
        assertThat(query.texts())
                .extracting(QueryText::text)
                .containsExactly(
                        "http://host/ssa?band=1e-10/1e-8&time=2009/&REQUEST=queryData&POS=274.688,-13.792&SIZE=0.2"
                                + "&MAXREC=1000000",
                        "http://host/ssa?band=1e-10/1e-8&time=2009/&REQUEST=queryData&POS=274.688,-13.792&SIZE=0.2");
    }

    /** The limit of an overflow is then that of the access URL. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"?MAXREC=500,500", "?maxrec=7&x=y,7", "?MAXREC=many,none", "?x=y,1000000", "?MAXREC=-1,none"})
    void knowsTheMaxRecOfTheAccessUrl(String query, @Nullable Long sent) {
        List<QueryText> texts = KnownProtocols.query(
                        service(Ssa.PROTOCOL, "http://host/ssa" + query), cone(1, 2, 3), false)
                .texts();
        assertThat(texts.getFirst().maxRec()).isEqualTo(sent);
        assertThat(texts).hasSize(query.toUpperCase(java.util.Locale.ROOT).contains("MAXREC") ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"500,500", "2000000,1000000", "0,1000000", "none,1000000"})
    void asksForAsManyRowsAsTheServiceDeclaresWithinAMillion(@Nullable Long declared, long sent) {
        assertThat(KnownProtocols.query(service(Ssa.PROTOCOL, "http://host/ssa", declared), cone(1, 2, 3), false)
                        .text())
                .endsWith("&MAXREC=" + sent);
    }

    @ParameterizedTest
    @CsvSource({
        "274.688,-13.792,0.1,274.688,-13.792,0.2",
        "360,10,0.5,0,10,1",
        "0.00001,-0.0,1e-5,0.00001,0,0.00002",
        "0,90,1,0,90,2",
        "10,0,90,10,0,180",
        "10,10,120,10,10,240"
    })
    void sizeIsADiameter(double raDeg, double decDeg, double radiusDeg, String ra, String dec, String size) {
        assertThat(query(cone(raDeg, decDeg, radiusDeg), false).text())
                .isEqualTo("http://host/ssa?REQUEST=queryData&POS=" + ra + "," + dec + "&SIZE=" + size
                        + "&MAXREC=1000000");
    }

    /** Seconds are whole, and the interval sent contains the one asked for. */
    @ParameterizedTest
    @CsvSource({
        "55000.0000001,55000.0000001,2009-06-18T00:00:00/2009-06-18T00:00:01",
        "55000.123456,55000.654321,2009-06-18T02:57:46/2009-06-18T15:42:14",
        "40587,51544.5,1970-01-01T00:00:00/2000-01-01T12:00:00",
        "57753.99999,57754,2016-12-31T23:59:59/2017-01-01T00:00:00",
        "-3652,0,1848-11-17T00:00:00/1858-11-17T00:00:00",
        "-1e6,0,/1858-11-17T00:00:00",
        "55000,4e6,2009-06-18T00:00:00/",
        "4e6,5e6,9999-12-31T00:00:00/"
    })
    void roundsTimesOutwardsToSeconds(double startMjd, double endMjd, String time) {
        assertThat(query(all(null, OPTICAL, new Interval(startMjd, endMjd)), false)
                        .text())
                .isEqualTo("http://host/ssa?REQUEST=queryData&BAND=5.0E-7/6.0E-7&TIME=" + time + "&MAXREC=1000000");
    }

    /** The MJD of a whole second is not exact: it must not become the second before. */
    @Test
    void keepsWholeSeconds() {
        for (int second = 0; second < 86_400; second += 7) {
            double mjd = 55_000 + second / 86_400.0;
            String time = "2009-06-18T%02d:%02d:%02d".formatted(second / 3600, second / 60 % 60, second % 60);
            assertThat(query(all(null, null, Interval.at(mjd)), false).text())
                    .contains("TIME=" + time + "/" + time + "&");
        }
    }

    @Test
    void asksForTheCircleThatEnclosesAPolygonOrMoc() throws ShapeFormatException {
        PolygonRegion polygon = PolygonRegion.parse("9,9 11,9 11,11 9,11");
        ServiceQuery box = query(all(polygon, null, null), false);
        assertThat(box.text())
                .startsWith("http://host/ssa?REQUEST=queryData&POS=")
                .doesNotContain("POLYGON");
        assertThat(box.appliesPosition()).isFalse();
        double sizeDeg = Double.parseDouble(box.text().replaceAll(".*SIZE=([0-9.]+)&.*", "$1"));
        assertThat(sizeDeg).isBetween(2 * polygon.enclosingCone().radiusDeg(), 2.83);
        ServiceQuery moc = query(all(new MocRegion(Moc.parse("6/1000")), null, null), false);
        assertThat(moc.text()).contains("POS=").contains("SIZE=");
        assertThat(moc.appliesPosition()).isFalse();
        assertThat(query(cone(1, 2, 3), false).appliesPosition()).isTrue();
    }

    @Test
    void leavesOutConesOfMoreThanHalfTheSkyWhereSomethingElseBoundsTheQuery() {
        ServiceQuery wide = query(all(new Cone(1, 2, 90.5), OPTICAL, SPAN), true);
        assertThat(wide.text())
                .isEqualTo("http://host/ssa?REQUEST=queryData&BAND=5.0E-7/6.0E-7"
                        + "&TIME=2009-06-18T00:00:00/2009-06-19T12:00:00&MAXREC=1000000");
        assertThat(wide.appliesPosition()).isFalse();
        assertThat(query(cone(1, 2, 90.5), false).text()).contains("POS=1,2&SIZE=181&");
        assertThat(query(all(new Cone(1, 2, 90), OPTICAL, null), false).text()).contains("POS=1,2&SIZE=180&");
    }

    /** The service then tests another circle than the one of the question. */
    @Test
    void thePositionIsNotAppliedWhereTheAccessUrlFixesPlaceOrSize() {
        for (String fixed : List.of("POS=5,6", "SIZE=60", "pos=5,6&size=1")) {
            assertThat(KnownProtocols.query(service(Ssa.PROTOCOL, "http://host/ssa?" + fixed), cone(1, 2, 3), false)
                            .appliesPosition())
                    .as(fixed)
                    .isFalse();
        }
    }

    /** Services compare TIME with the middle of an observation. */
    @ParameterizedTest
    @ValueSource(strings = {"timeseries", "light-curve", "timeseries,spectrum", ""})
    void asksForTimeSeriesOfAPlaceAtAnyTime(String types) {
        String[] asked = types.isEmpty() ? new String[0] : types.split(",", -1);
        assertThat(query(all(PLACE, OPTICAL, SPAN, asked), false).text())
                .contains("&BAND=")
                .doesNotContain("TIME=");
        assertThat(query(all(null, OPTICAL, SPAN, asked), false).text()).contains("&TIME=");
    }

    @Test
    void formsLeaveOutTimeThenBandThenMaxRec() {
        assertThat(query(all(PLACE, OPTICAL, SPAN, "spectrum"), false).texts())
                .extracting(QueryText::form)
                .startsWith(null, "without TIME", "without TIME, BAND", "without TIME, BAND, MAXREC")
                .hasSize(8);
        assertThat(query(all(null, OPTICAL, SPAN), false).texts())
                .extracting(QueryText::form)
                .containsExactly(null, "without TIME", "without TIME, MAXREC", "without MAXREC");
        assertThat(query(all(null, OPTICAL, null), false).texts())
                .extracting(QueryText::form)
                .containsExactly(null, "without MAXREC");
        assertThat(query(all(PLACE, OPTICAL, SPAN), true).texts())
                .extracting(QueryText::form)
                .containsExactly(null, "without MAXREC");
        assertThat(query(all(PLACE, new Interval(0, INFINITE), null), false).texts())
                .as("a band without ends is not sent")
                .hasSize(2);
        assertThat(query(all(PLACE, OPTICAL, SPAN, "spectrum"), false).texts().get(2))
                .extracting(QueryText::text)
                .isEqualTo("http://host/ssa?REQUEST=queryData&POS=274.688,-13.792&SIZE=0.2&MAXREC=1000000");
    }

    @Test
    void saysWhatCannotBeAsked() {
        Service service = service(Ssa.PROTOCOL, "http://host/ssa");
        Interval anything = new Interval(0, INFINITE);
        Interval ever = new Interval(Double.NEGATIVE_INFINITY, INFINITE);
        assertThat(why(service, cone(1, 2, 3, "image"))).isEqualTo(Skipped.Why.NO_SPECTRA);
        assertThat(why(service, cone(1, 2, 3, "cube", "event"))).isEqualTo(Skipped.Why.NO_SPECTRA);
        assertThat(why(service, all(null, anything, ever))).isEqualTo(Skipped.Why.UNBOUNDED);
        assertThat(KnownProtocols.unaskable(service, cone(1, 2, 3, "image", "sed")))
                .isNull();
        assertThat(KnownProtocols.unaskable(service, cone(1, 2, 3))).isNull();
        assertThat(KnownProtocols.unaskable(service, all(null, OPTICAL, null))).isNull();
        assertThat(KnownProtocols.unaskable(service, all(null, null, SPAN))).isNull();
        assertThat(KnownProtocols.unaskable(service, cone(1, 2, 170))).isNull();
    }

    private static Skipped.Why why(Service service, Question question) {
        Skipped skipped = KnownProtocols.unaskable(service, question);
        assertThat(skipped).isNotNull();
        return skipped.why();
    }
}
