package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.skytrawl.protocol.Questions.OPTICAL;
import static org.skytrawl.protocol.Questions.SPAN;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.net.FetchRequest.FileType;
import org.skytrawl.protocol.TargetWay.Proof;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;

/** Golden requests for several targets: what goes over the wire, to the letter. */
class TargetWaysTest {
    private static final TargetList LIST =
            TargetList.of(List.of(new Target("a", 10.5, -20, 0.5), new Target("b", 359.99, 45.25, 0.1)));
    private static final TargetRegion BOTH = TargetRegion.of(LIST);
    private static final int A = LIST.numberOf("a");
    private static final int B = LIST.numberOf("b");
    private static final int CENTRE_AND_FOV = 4;
    private static final int BOUNDS_AND_FOV = 6;
    private static final int BOUNDS = 7;

    private static final String FIELDS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE name="targets">
            <FIELD name="target" datatype="int" ucd="meta.id;meta.main"/>
            <FIELD name="ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main"/>
            <FIELD name="dec" datatype="double" unit="deg" ucd="pos.eq.dec;meta.main"/>
            <FIELD name="radius" datatype="double" unit="deg" ucd="phys.angSize"/>
            """;
    private static final String END = "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>\n";

    private static TargetWay way(String word) {
        return Stream.of(ObsTap.PROTOCOL, Sia2.PROTOCOL)
                .flatMap(protocol -> protocol.targetWays().stream())
                .filter(way -> way.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static List<QueryForm> upload(Question question, boolean inclusive, int formOfOne) {
        return way("upload")
                .query(service(ObsTap.PROTOCOL, "http://host/tap/"), question, inclusive, formOfOne)
                .forms();
    }

    private static List<QueryForm> circles(Question question, int formOfOne) {
        return way("circles")
                .query(service(ObsTap.PROTOCOL, "http://host/tap"), question, false, formOfOne)
                .forms();
    }

    private static Question about(TargetRegion targets) {
        return all(targets, null, null);
    }

    private static List<String> texts(List<QueryForm> forms) {
        return forms.stream().map(QueryForm::text).toList();
    }

    private static List<String> names(List<QueryForm> forms) {
        return forms.stream().map(QueryForm::name).map(Objects::requireNonNull).toList();
    }

    /** Rows in the order of the numbers. */
    private static String rows(String ofA, String ofB) {
        String a = "<TR><TD>" + A + "</TD>" + ofA + "</TR>\n";
        String b = "<TR><TD>" + B + "</TD>" + ofB + "</TR>\n";
        return A < B ? a + b : b + a;
    }

    @Test
    void uploadsTheTargetsAsATableWithTheQuery() {
        FetchRequest request =
                upload(about(BOTH), false, 0).getFirst().requests().getFirst();
        assertThat(request.url()).isEqualTo("http://host/tap/sync");
        assertThat(request.form())
                .containsExactly(
                        new Field("REQUEST", "doQuery"),
                        new Field("LANG", "ADQL"),
                        new Field(
                                "QUERY",
                                "SELECT o.* FROM ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t"
                                        + " ON (1=INTERSECTS(o.s_region, CIRCLE('ICRS', t.ra, t.dec, t.radius))"
                                        + " OR 1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec), CIRCLE('ICRS', t.ra, t.dec, t.radius))"
                                        + " OR (o.s_region IS NULL AND o.s_fov > 0 AND 1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec),"
                                        + " CIRCLE('ICRS', t.ra, t.dec, t.radius + 2))))"),
                        new Field("MAXREC", "1000000"),
                        new Field("UPLOAD", "targets,param:targets"),
                        new Field(
                                "targets",
                                FIELDS + "<DATA><TABLEDATA>\n"
                                        + rows(
                                                "<TD>10.5</TD><TD>-20</TD><TD>0.5</TD>",
                                                "<TD>359.99</TD><TD>45.25</TD><TD>0.1</TD>")
                                        + END,
                                new FileType("targets.vot", "application/x-votable+xml")));
    }

    @Test
    void uploadsWithAllConstraints() {
        assertThat(upload(all(BOTH, OPTICAL, SPAN, "image"), false, 0)
                        .getFirst()
                        .text())
                .endsWith(" WHERE o.dataproduct_type IN ('image','IMAGE','Image')"
                        + " AND o.em_min <= 6.0E-7 AND o.em_max >= 5.0E-7 AND o.t_min <= 55001.5 AND o.t_max >= 55000");
        assertThat(upload(all(BOTH, OPTICAL, null, "image"), true, 0).getFirst().text())
                .contains("(o.s_region IS NULL AND 1=CONTAINS(")
                .endsWith(" WHERE (o.dataproduct_type IN ('image','IMAGE','Image') OR o.dataproduct_type IS NULL)"
                        + " AND ((o.em_min <= 6.0E-7 AND o.em_max >= 5.0E-7) OR o.em_min IS NULL OR o.em_max IS NULL)");
    }

    @Test
    void simplerUploadsFindAsMuch() {
        List<QueryForm> forms = upload(about(BOTH), false, 0);
        String start = "SELECT o.* FROM ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON ";
        assertThat(names(forms))
                .containsExactly("intersects-or-contains", "without-frame", "two-queries", "two-queries-without-frame");
        assertThat(forms).allMatch(QueryForm::appliesPosition);
        assertThat(forms.get(1).text()).isEqualTo(forms.getFirst().text().replace("'ICRS', ", ""));
        assertThat(forms.get(2).text())
                .isEqualTo(
                        start + "1=INTERSECTS(o.s_region, CIRCLE('ICRS', t.ra, t.dec, t.radius)) ; " + start
                                + "1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec), CIRCLE('ICRS', t.ra, t.dec, t.radius)) ; "
                                + start
                                + "(o.s_region IS NULL AND o.s_fov > 0"
                                + " AND 1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec), CIRCLE('ICRS', t.ra, t.dec, t.radius + 2)))");
        assertThat(forms.get(2).requests()).hasSize(3);
        assertThat(forms.get(3).text()).isEqualTo(forms.get(2).text().replace("'ICRS', ", ""));
        assertThat(names(upload(about(BOTH), false, 3))).containsExactly("two-queries-without-frame");
    }

    @Test
    void uploadsForServicesThatKnowOnlyCentres() {
        List<QueryForm> forms = upload(about(BOTH), false, CENTRE_AND_FOV);
        assertThat(names(forms)).containsExactly("centre-and-fov", "centre-and-fov-without-frame");
        assertThat(forms).noneMatch(QueryForm::appliesPosition);
        assertThat(forms.getFirst().text())
                .endsWith(
                        " ON (1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec), CIRCLE('ICRS', t.ra, t.dec, t.radius))"
                                + " OR DISTANCE(POINT('ICRS', o.s_ra, o.s_dec), POINT('ICRS', t.ra, t.dec)) <= t.radius + o.s_fov/2)");
    }

    @Test
    void uploadsBoundsForServicesWithoutGeometry() {
        List<QueryForm> forms = upload(about(BOTH), false, BOUNDS);
        String inBounds = "(o.s_dec BETWEEN t.south AND t.north AND (o.s_ra BETWEEN t.west AND t.east"
                + " OR (t.west > t.east AND (o.s_ra >= t.west OR o.s_ra <= t.east))))";
        assertThat(names(forms)).containsExactly("bounds");
        assertThat(forms.getFirst().text()).endsWith(" ON " + inBounds);
        assertThat(forms.getFirst().requests().getFirst().form().getLast().value())
                .isEqualTo(FIELDS + """
                        <FIELD name="south" datatype="double" unit="deg" ucd="pos.eq.dec;stat.min"/>
                        <FIELD name="north" datatype="double" unit="deg" ucd="pos.eq.dec;stat.max"/>
                        <FIELD name="west" datatype="double" unit="deg" ucd="pos.eq.ra;stat.min"/>
                        <FIELD name="east" datatype="double" unit="deg" ucd="pos.eq.ra;stat.max"/>
                        <DATA><TABLEDATA>
                        """
                        + rows(
                                "<TD>10.5</TD><TD>-20</TD><TD>0.5</TD>"
                                        + "<TD>-20.500001</TD><TD>-19.499999</TD><TD>9.96791</TD><TD>11.03209</TD>",
                                "<TD>359.99</TD><TD>45.25</TD><TD>0.1</TD>"
                                        + "<TD>45.149999</TD><TD>45.350001</TD><TD>359.847957</TD><TD>0.132043</TD>")
                        + END);
        forms = upload(about(BOTH), false, BOUNDS_AND_FOV);
        assertThat(names(forms)).containsExactly("bounds-and-fov");
        assertThat(forms.getFirst().text())
                .endsWith(" ON (" + inBounds + " OR (o.s_fov > 2"
                        + " AND o.s_dec BETWEEN t.dec - t.radius - o.s_fov/2 AND t.dec + t.radius + o.s_fov/2))");
        assertThat(forms.getFirst().requests().getFirst().form().getLast().value())
                .contains("<TD>-21.500001</TD>");
    }

    @Test
    void fetchesTheUploadedListBack() {
        TargetWay upload = way("upload");
        FetchRequest request =
                Objects.requireNonNull(upload.listRequest(service(ObsTap.PROTOCOL, "http://host/tap"), about(BOTH)));
        assertThat(upload.proof()).isEqualTo(Proof.RETURNED_LIST);
        assertThat(request.url()).isEqualTo("http://host/tap/sync");
        assertThat(request.form().subList(0, 5))
                .containsExactly(
                        new Field("REQUEST", "doQuery"),
                        new Field("LANG", "ADQL"),
                        new Field("QUERY", "SELECT target, ra, dec, radius FROM TAP_UPLOAD.targets"),
                        new Field("MAXREC", "5"),
                        new Field("UPLOAD", "targets,param:targets"));
        assertThat(request.form().getLast())
                .isEqualTo(upload(about(BOTH), false, 0)
                        .getFirst()
                        .requests()
                        .getFirst()
                        .form()
                        .getLast());
        assertThat(Objects.requireNonNull(upload.limitsRequest(service(ObsTap.PROTOCOL, "http://host/tap/?a=b")))
                        .url())
                .isEqualTo("http://host/tap/capabilities?a=b");
    }

    @Test
    void asksForCirclesWithOrBetweenThem() {
        List<QueryForm> forms = circles(all(BOTH, null, SPAN), 0);
        String a = "CIRCLE('ICRS', 10.5, -20, ";
        String b = "CIRCLE('ICRS', 359.99, 45.25, ";
        String one = A < B ? a + "0.5)" : b + "0.1)";
        String other = A < B ? b + "0.1)" : a + "0.5)";
        String oneWide = A < B ? a + "2.5)" : b + "2.1)";
        String otherWide = A < B ? b + "2.1)" : a + "2.5)";
        assertThat(names(forms)).containsExactly("intersects-or-contains", "without-frame");
        assertThat(forms).allMatch(QueryForm::appliesPosition);
        assertThat(forms.getFirst().text())
                .isEqualTo("SELECT * FROM ivoa.obscore WHERE (1=INTERSECTS(s_region, " + one
                        + ") OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), " + one + ") OR 1=INTERSECTS(s_region, " + other
                        + ") OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), " + other
                        + ") OR (s_region IS NULL AND s_fov > 0 AND (1=CONTAINS(POINT('ICRS', s_ra, s_dec), " + oneWide
                        + ") OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), " + otherWide
                        + ")))) AND t_min <= 55001.5 AND t_max >= 55000");
        assertThat(forms.getFirst().requests())
                .extracting(FetchRequest::form)
                .containsExactly(List.of(
                        new Field("REQUEST", "doQuery"),
                        new Field("LANG", "ADQL"),
                        new Field("QUERY", forms.getFirst().text()),
                        new Field("MAXREC", "1000000")));
    }

    /** A form with several queries a target would not be one request for several targets. */
    @Test
    void circlesHaveOneRequestInEachForm() {
        for (int formOfOne = 0; formOfOne <= BOUNDS + 1; formOfOne++) {
            assertThat(circles(about(BOTH), formOfOne))
                    .isNotEmpty()
                    .allMatch(form -> form.requests().size() == 1);
        }
        assertThat(names(circles(about(BOTH), CENTRE_AND_FOV)))
                .containsExactly("centre-and-fov", "centre-and-fov-without-frame");
        assertThat(names(circles(about(BOTH), BOUNDS))).containsExactly("bounds");
        assertThat(names(circles(about(BOTH), 2))).containsExactly("intersects-or-contains");
    }

    /** So that a refusal for their number never leads to a form that misses records. */
    @Test
    void noFormFindsLessThanTheOneForOneTarget() {
        List<QueryForm> ofOne = KnownProtocols.query(
                        service(ObsTap.PROTOCOL, "http://host/tap"),
                        all(LIST.target(0).cone(), null, null),
                        false)
                .forms();
        List<String> names = names(ofOne);
        for (int i = 0; i < ofOne.size(); i++) {
            List<String> several = names(upload(about(BOTH), false, i));
            assertThat(names.indexOf(several.getFirst())).isEqualTo(i);
            assertThat(several.getLast().startsWith("bounds"))
                    .isEqualTo(names.get(i).startsWith("bounds"));
            assertThat(several.getLast().startsWith("centre"))
                    .isEqualTo(names.get(i).startsWith("centre"));
        }
    }

    @Test
    void aQueryOfFiftyCirclesIsWithinTheLimitOfItsSize() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            targets.add(new Target("t" + i, 100.123456 + i, -10.123456 - i, 0.0012));
        }
        TargetWay.Limits limits = Objects.requireNonNull(way("circles").limits(null));
        assertThat(limits.targets()).isEqualTo(50);
        assertThat((long) circles(about(TargetRegion.of(TargetList.of(targets))), 0)
                        .getFirst()
                        .text()
                        .length())
                .isLessThan(limits.bytes());
    }

    private static List<QueryForm> positions(String word, Question question, boolean inclusive, int formOfOne) {
        return way(word)
                .query(service(Sia2.PROTOCOL, "http://host/sia2?x=y"), question, inclusive, formOfOne)
                .forms();
    }

    @Test
    void repeatsPosForSia2() {
        String one = A < B ? "CIRCLE 10.5 -20 0.5" : "CIRCLE 359.99 45.25 0.1";
        String other = A < B ? "CIRCLE 359.99 45.25 0.1" : "CIRCLE 10.5 -20 0.5";
        String url = "http://host/sia2?x=y&POS=" + one.replace(" ", "%20") + "&POS=" + other.replace(" ", "%20")
                + "&BAND=5.0E-7%206.0E-7&TIME=55000%2055001.5&DPTYPE=image&MAXREC=1000000";
        Question question = all(BOTH, OPTICAL, SPAN, "image");
        QueryForm get = positions("several POS", question, false, 0).getFirst();
        assertThat(get.requests()).containsExactly(FetchRequest.get(url));
        QueryForm post = positions("several POS by POST", question, false, 0).getFirst();
        assertThat(post.requests())
                .containsExactly(FetchRequest.post(
                        "http://host/sia2?x=y",
                        List.of(
                                new Field("POS", one),
                                new Field("POS", other),
                                new Field("BAND", "5.0E-7 6.0E-7"),
                                new Field("TIME", "55000 55001.5"),
                                new Field("DPTYPE", "image"),
                                new Field("MAXREC", "1000000"))));
        assertThat(List.of(get.text(), post.text())).containsOnly(url);
        assertThat(post.appliesPosition()).isTrue();
        assertThat(positions("several POS", question, true, 0).getFirst().text())
                .doesNotContain("BAND", "TIME")
                .contains("&DPTYPE=image");
    }

    @ParameterizedTest
    @MethodSource("sia2Ways")
    void severalPosHaveTheFormsOfOne(String word) {
        Question question = all(BOTH, OPTICAL, SPAN, "image");
        List<QueryForm> several = positions(word, question, false, 0);
        List<QueryForm> ofOne = KnownProtocols.query(
                        service(Sia2.PROTOCOL, "http://host/sia2?x=y"),
                        question.at(LIST.target(0).cone()),
                        false)
                .forms();
        String two = Stream.of(0, 1)
                .map(i -> LIST.target(i).cone())
                .map(cone -> KnownProtocols.query(
                                service(Sia2.PROTOCOL, "http://h"), Questions.all(cone, null, null), false)
                        .forms()
                        .getLast()
                        .text()
                        .replace("http://h?", ""))
                .collect(Collectors.joining("&"));
        String one = two.substring(0, two.indexOf('&'));
        assertThat(several)
                .extracting(QueryForm::name, QueryForm::leftOut, QueryForm::text)
                .containsExactlyElementsOf(ofOne.stream()
                        .map(form ->
                                tuple(form.name(), form.leftOut(), form.text().replace(one, two)))
                        .toList());
        assertThat(positions(word, question, false, 3))
                .hasSize(ofOne.size() - 3)
                .first()
                .isEqualTo(several.get(3));
    }

    static List<String> sia2Ways() {
        return Sia2.PROTOCOL.targetWays().stream().map(TargetWay::word).toList();
    }

    @Test
    void saysWhatShowsThatAllTargetsWereUsed() {
        assertThat(Stream.of(ObsTap.PROTOCOL, Sia2.PROTOCOL)
                        .flatMap(protocol -> protocol.targetWays().stream())
                        .map(way -> way.word() + ": " + way.proof()))
                .containsExactly(
                        "upload: RETURNED_LIST",
                        "circles: REFUSAL",
                        "several POS by POST: KNOWN_TARGETS",
                        "several POS: KNOWN_TARGETS");
        assertThat(Sia1.PROTOCOL.targetWays()).isEmpty();
        assertThat(Ssa.PROTOCOL.targetWays()).isEmpty();
    }

    /** What is known of a question about a cone then holds for each target. */
    @Test
    void oneTargetIsAskedForAsItsCone() {
        for (ProtocolDescriptor protocol : List.of(Sia1.PROTOCOL, Sia2.PROTOCOL, Ssa.PROTOCOL, ObsTap.PROTOCOL)) {
            Question question = all(BOTH, OPTICAL, SPAN, "image", "spectrum");
            TargetsQuery list = new TargetsQuery(protocol, anyService(protocol), question, false);
            ServiceQuery ofCone = KnownProtocols.query(
                    anyService(protocol), question.at(LIST.target(A).cone()), false);
            assertThat(list.single(A).forms()).isEqualTo(ofCone.forms());
        }
    }

    private static Service anyService(Protocol protocol) {
        return service(protocol, "http://host/x");
    }

    @Test
    void asksOnlyForTheTargetsOfTheRequest() {
        TargetRegion onlyB = BOTH.batch(TargetSet.range(B, B + 1));
        assertThat(upload(about(onlyB), false, 0)
                        .getFirst()
                        .requests()
                        .getFirst()
                        .form()
                        .getLast()
                        .value())
                .contains("<TD>45.25</TD>")
                .doesNotContain("<TD>10.5</TD>");
        assertThat(texts(circles(about(onlyB), 0))).noneMatch(text -> text.contains("10.5"));
        assertThat(texts(positions("several POS", about(onlyB), false, 0))).noneMatch(text -> text.contains("10.5"));
    }
}
