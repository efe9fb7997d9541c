package org.skytrawl.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Elided;
import org.skytrawl.provenance.ServiceOutcome.Pruned;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

class ServiceSelectionTest {
    private static final Question IMAGES_AT_M31 =
            new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
    private static final Interval OPTICAL = new Interval(4e-7, 8e-7);

    private static Candidate sia1(String ivoid, String... servedBy) {
        return candidate(Sia1.PROTOCOL, ivoid, "http://" + ivoid.substring(6) + "/sia?", null, servedBy);
    }

    private static Candidate sia2(String ivoid, String... servedBy) {
        return candidate(Sia2.PROTOCOL, ivoid, "http://" + ivoid.substring(6) + "/sia2?", null, servedBy);
    }

    private static Candidate obsTap(String ivoid, String... servedBy) {
        return candidate(ObsTap.PROTOCOL, ivoid, "http://" + ivoid.substring(6) + "/tap", "ivoa.obscore", servedBy);
    }

    private static Candidate candidate(Protocol protocol, String ivoid, String url, String table, String... servedBy) {
        Service service = Service.of(List.of(new Ivoid(ivoid)), ivoid, protocol, url, table);
        return new Candidate(service, List.of(servedBy).stream().map(Ivoid::new).toList(), Set.of(), null);
    }

    private static Candidate listing(Candidate candidate, String... tables) {
        return new Candidate(candidate.service(), candidate.servedBy(), Set.of(tables), candidate.preset());
    }

    private static Candidate covering(Candidate candidate, Coverage coverage) {
        Service s = candidate.service();
        Service covered = Service.of(s.ivoids(), s.title(), s.protocol(), s.accessUrl(), s.tableName())
                .withCoverage(coverage);
        return new Candidate(covered, candidate.servedBy(), candidate.tableNames(), candidate.preset());
    }

    private static Selection elide(Candidate... candidates) {
        return ServiceSelection.select(List.of(candidates), IMAGES_AT_M31, false, true, false);
    }

    private static List<String> kept(Selection selection) {
        return selection.kept().stream()
                .map(s -> s.protocol() + " " + s.ivoid())
                .toList();
    }

    /** Those that are asked after all if these do not answer, one after the other. */
    private static List<Service> withoutAnswerOf(Selection selection, Candidate... silent) {
        StandbyServices reserve = selection.reserve();
        return Stream.of(silent)
                .flatMap(of -> reserve.withoutAnswerOf(of.service()).stream())
                .map(Decision::service)
                .toList();
    }

    private static ServiceOutcome outcome(Selection selection, Candidate of) {
        return selection.decisions().stream()
                .filter(d -> d.service() == of.service())
                .findFirst()
                .orElseThrow()
                .exclusion()
                .orElse(null);
    }

    @Test
    void elidesTheSameResourceByABetterProtocol() {
        Candidate one = sia1("ivo://a/x");
        Candidate two = sia2("ivo://a/x");
        Candidate three = obsTap("ivo://a/x");
        Selection selection = elide(one, two, three);
        assertThat(kept(selection)).containsExactly("OBSTAP ivo://a/x");
        assertThat(outcome(selection, one)).isEqualTo(new Elided(new Ivoid("ivo://a/x"), "same resource by ObsTAP"));
        assertThat(withoutAnswerOf(selection, three)).containsExactly(two.service());
        assertThat(withoutAnswerOf(selection, three, two)).containsExactly(two.service(), one.service());
    }

    /** A protocol that there is not: worse than SIA2, better than SIA1. */
    private static final class SpectraAndImages extends ProtocolDescriptor {
        SpectraAndImages() {
            super("BOTH", 25, "a service of both", List.of());
        }

        @Override
        public Set<String> productTypes() {
            return Set.of("spectrum", "image");
        }

        @Override
        public ServiceQuery query(Service service, Question question, boolean inclusive) {
            throw new IllegalStateException("nobody asks here");
        }

        @Override
        public @Nullable Skipped unaskable(Question question) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image          | SIA2 ivo://a/x
                    image,cube     | SIA2 ivo://a/x
                    image,spectrum | SIA2 ivo://a/x, BOTH ivo://a/x
                    spectrum       | BOTH ivo://a/x
                                   | SIA2 ivo://a/x, BOTH ivo://a/x
                    cube           | SIA2 ivo://a/x
                    """)
    void elidesOnlyWhatGivesNoMoreOfTheWantedTypes(@Nullable String types, String asked) {
        Set<String> wanted = types == null ? Set.of() : Set.of(types.split(","));
        List<Candidate> candidates = List.of(
                sia1("ivo://a/x"),
                sia2("ivo://a/x"),
                candidate(new SpectraAndImages(), "ivo://a/x", "http://a/x/both", null));
        Question question = new Question(IMAGES_AT_M31.region(), null, null, wanted);
        assertThat(kept(ServiceSelection.select(candidates, question, false, true, false)))
                .containsExactly(asked.split(", "));
    }

    @Test
    void everyIvoidOfAMergedServiceElides() {
        Service merged = Service.of(
                List.of(new Ivoid("ivo://a/tap"), new Ivoid("ivo://a/x")),
                "TAP",
                ObsTap.PROTOCOL,
                "http://a/tap",
                "ivoa.obscore");
        Candidate sameIvoid = sia1("ivo://a/x");
        Candidate served = listing(sia1("ivo://a/y", "ivo://a/x"), "ivoa.obscore");
        Selection selection = elide(Candidate.of(merged), sameIvoid, served);
        assertThat(selection.kept()).containsExactly(merged);
        assertThat(outcome(selection, served))
                .isEqualTo(new Elided(
                        new Ivoid("ivo://a/tap"), "served by ivo://a/tap, whose table ivoa.obscore its record lists"));
    }

    @Test
    void obsTapServesOnlyWhatListsItsTable() {
        Candidate tap = obsTap("ivo://a/tap");
        Candidate inObsCore = listing(sia1("ivo://a/in", "ivo://a/tap"), "IVOA.ObsCore");
        Candidate outside = listing(sia1("ivo://a/out", "ivo://a/tap"), "out.main");
        assertThat(kept(elide(tap, inObsCore, outside))).containsExactly("OBSTAP ivo://a/tap", "SIA1 ivo://a/out");
    }

    @Test
    void siaServesWithoutTables() {
        assertThat(kept(elide(sia1("ivo://a/x", "ivo://a/site"), sia2("ivo://a/site"))))
                .containsExactly("SIA2 ivo://a/site");
    }

    @Test
    void aServerThatIsNotSelectedElidesNothing() {
        Candidate skipped = new Candidate(
                sia2("ivo://a/site").service(),
                List.of(),
                Set.of(),
                new Skipped(Skipped.Why.NEEDS_LOGIN, "needs a login"));
        assertThat(kept(elide(sia1("ivo://a/x", "ivo://a/site"), skipped))).containsExactly("SIA1 ivo://a/x");
        Candidate pruned = sia2("ivo://a/site");
        Candidate near = covering(sia1("ivo://a/x", "ivo://a/site"), new Coverage(Moc.FULL, List.of(), List.of()));
        assertThat(kept(ServiceSelection.select(List.of(near, pruned), IMAGES_AT_M31, false, true, true)))
                .containsExactly("SIA1 ivo://a/x");
    }

    @Test
    void elidesTransitivelyAndNamesTheKeptEnd() {
        Candidate tap = obsTap("ivo://a/tap");
        Candidate site = listing(sia2("ivo://a/site", "ivo://a/tap"), "ivoa.obscore");
        Candidate collection = sia1("ivo://a/x", "ivo://a/site");
        Selection selection = elide(tap, site, collection);
        assertThat(selection.kept()).containsExactly(tap.service());
        assertThat(outcome(selection, collection))
                .isEqualTo(new Elided(
                        new Ivoid("ivo://a/tap"),
                        "served by ivo://a/site, which in turn is represented by ivo://a/tap"));
        assertThat(withoutAnswerOf(selection, tap)).containsExactly(site.service());
        assertThat(withoutAnswerOf(selection, tap, site)).containsExactly(site.service(), collection.service());
    }

    @Test
    void aCycleKeepsItsBestMember() {
        assertThat(kept(elide(sia1("ivo://a/x", "ivo://a/y"), sia1("ivo://a/y", "ivo://a/x"))))
                .containsExactly("SIA1 ivo://a/x");
        assertThat(kept(elide(
                        sia1("ivo://a/1", "ivo://a/2"),
                        sia1("ivo://a/2", "ivo://a/3"),
                        sia2("ivo://a/3", "ivo://a/1"))))
                .containsExactly("SIA2 ivo://a/3");
        assertThat(kept(elide(
                        obsTap("ivo://a/t", "ivo://a/s"), listing(sia2("ivo://a/s", "ivo://a/t"), "ivoa.obscore"))))
                .containsExactly("OBSTAP ivo://a/t");
    }

    @Test
    void aResourceServedByItselfStays() {
        assertThat(kept(elide(sia1("ivo://a/x", "ivo://a/x")))).containsExactly("SIA1 ivo://a/x");
    }

    @Test
    void twoSiaServicesOfOneResourceAreBothAsked() {
        Candidate north = candidate(Sia1.PROTOCOL, "ivo://a/x", "http://a/north?", null);
        Candidate south = candidate(Sia1.PROTOCOL, "ivo://a/x", "http://a/south?", null);
        assertThat(elide(north, south).kept()).hasSize(2);
    }

    @Test
    void obsTapTablesServedByAnotherNeedItsTableToo() {
        Candidate tap = obsTap("ivo://a/tap");
        Candidate own = candidate(ObsTap.PROTOCOL, "ivo://a/c", "http://a/tap", "c.obscore", "ivo://a/tap");
        assertThat(elide(tap, listing(own, "c.obscore")).kept()).hasSize(2);
        assertThat(elide(tap, listing(own, "c.obscore", "ivoa.obscore")).kept()).containsExactly(tap.service());
    }

    @Test
    void siaStandsForObsTapOnlyWhereImagesAreAllThatIsAsked() {
        Candidate table = obsTap("ivo://a/t", "ivo://a/s");
        Candidate sia = sia2("ivo://a/s");
        assertThat(elide(table, sia).kept()).containsExactly(sia.service());
        for (Set<String> types : List.of(Set.<String>of(), Set.of("image", "spectrum"))) {
            Question more = new Question(IMAGES_AT_M31.region(), null, null, types);
            assertThat(ServiceSelection.select(List.of(table, sia), more, false, true, false)
                            .kept())
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.org/sia?", "http://A.org:80/sia", "http://a.org/sia?&", "http://a.org/./sia"})
    void elidesTwinsOfTheSameUrl(String url) {
        Candidate one = candidate(Sia1.PROTOCOL, "ivo://a/x", "http://a.org/sia", null);
        Candidate other = candidate(Sia1.PROTOCOL, "ivo://b/x", url, null);
        Selection selection = elide(other, one);
        assertThat(selection.kept()).containsExactly(one.service());
        assertThat(outcome(selection, other))
                .isEqualTo(new Elided(new Ivoid("ivo://a/x"), "same access URL as ivo://a/x"));
    }

    @Test
    void prefersHttpsAmongTheTwinsOfAResource() {
        Candidate plain = candidate(Sia1.PROTOCOL, "ivo://a/x", "http://a.org/sia?a=1&b=2", null);
        Candidate secure = candidate(Sia1.PROTOCOL, "ivo://a/x", "https://a.org/sia?b=2&a=1", null);
        assertThat(elide(plain, secure).kept()).containsExactly(secure.service());
    }

    @Test
    void theSameUrlWithAnotherProtocolOrTableIsNoTwin() {
        assertThat(elide(
                                candidate(Sia1.PROTOCOL, "ivo://a/1", "http://a/s", null),
                                candidate(Sia2.PROTOCOL, "ivo://a/2", "http://a/s", null),
                                candidate(ObsTap.PROTOCOL, "ivo://a/3", "http://a/s", "ivoa.obscore"),
                                candidate(ObsTap.PROTOCOL, "ivo://a/4", "http://a/s", "b.obscore"))
                        .kept())
                .hasSize(4);
        assertThat(elide(
                                candidate(ObsTap.PROTOCOL, "ivo://a/3", "http://a/s/", "ivoa.ObsCore"),
                                candidate(ObsTap.PROTOCOL, "ivo://a/4", "http://a/s", "ivoa.obscore"))
                        .kept())
                .hasSize(1);
    }

    @Test
    void elisionCanBeSwitchedOff() {
        Selection selection = ServiceSelection.select(
                List.of(sia1("ivo://a/x"), sia2("ivo://a/x")), IMAGES_AT_M31, false, false, false);
        assertThat(selection.kept()).hasSize(2);
    }

    @Test
    void prunesByTheFirstAxisKnownNotToMatch() {
        Question asked = new Question(new Cone(10, 41, 1), OPTICAL, new Interval(55000, 55001), Set.of());
        Coverage elsewhere = new Coverage(null, List.of(new Interval(0.1, 1)), List.of(new Interval(1, 2)));
        Candidate candidate = covering(sia1("ivo://a/x"), elsewhere);
        for (boolean inclusive : new boolean[] {true, false}) {
            Selection selection = ServiceSelection.select(List.of(candidate), asked, inclusive, true, true);
            assertThat(outcome(selection, candidate)).isEqualTo(new Pruned(Axis.SPECTRUM, false));
            assertThat(selection.undeclared()).isZero();
        }
    }

    @Test
    void undeclaredCoverageMatchesOnlyInclusively() {
        Question asked = new Question(null, OPTICAL, new Interval(55000, 55001), Set.of());
        Candidate candidate =
                covering(sia2("ivo://a/x"), new Coverage(null, List.of(new Interval(5e-7, 1)), List.of()));
        Selection selection = ServiceSelection.select(List.of(candidate), asked, false, true, true);
        assertThat(outcome(selection, candidate)).isEqualTo(new Pruned(Axis.TIME, true));
        assertThat(selection.undeclared()).isEqualTo(1);
        assertThat(ServiceSelection.select(List.of(candidate), asked, true, true, true)
                        .kept())
                .hasSize(1);
        assertThat(ServiceSelection.select(List.of(candidate), asked, false, true, false)
                        .kept())
                .hasSize(1);
    }

    @Test
    void skipsWhatCannotBeAsked() {
        Question noCone = new Question(null, OPTICAL, null, Set.of("image"));
        Candidate one = sia1("ivo://a/1");
        Candidate two = sia2("ivo://a/2");
        Candidate three = obsTap("ivo://a/3");
        Selection selection = ServiceSelection.select(List.of(one, two, three), noCone, true, true, true);
        assertThat(outcome(selection, one))
                .isInstanceOfSatisfying(Skipped.class, s -> assertThat(s.why()).isEqualTo(Skipped.Why.NO_CONE));
        assertThat(kept(selection)).containsExactly("OBSTAP ivo://a/3", "SIA2 ivo://a/2");

        Question spectra = new Question(new Cone(1, 2, 3), null, null, Set.of("spectrum"));
        Selection other = ServiceSelection.select(List.of(one, two, three), spectra, true, true, true);
        assertThat(outcome(other, two))
                .isInstanceOfSatisfying(Skipped.class, s -> assertThat(s.why()).isEqualTo(Skipped.Why.NO_IMAGES));
        assertThat(kept(other)).containsExactly("OBSTAP ivo://a/3");
    }

    @Test
    void whatIsSkippedBeforehandIsNeverJudged() {
        Skipped login = new Skipped(Skipped.Why.NEEDS_LOGIN, "needs a login");
        Candidate candidate = new Candidate(sia1("ivo://a/x").service(), List.of(), Set.of(), login);
        assertThat(outcome(ServiceSelection.select(List.of(candidate), IMAGES_AT_M31, false, true, true), candidate))
                .isEqualTo(login);
    }

    @Test
    void inAnyGraphEveryElidedServiceLeadsToAKeptOneAndOrderDoesNotCount() {
        Random random = new Random(20);
        for (int round = 0; round < 400; round++) {
            List<Candidate> candidates = randomGraph(random);
            Selection selection = ServiceSelection.select(candidates, IMAGES_AT_M31, false, true, false);
            assertThat(selection.decisions()).hasSameSizeAs(candidates);
            assertThat(selection.decisions().stream().map(Decision::service))
                    .containsExactlyInAnyOrderElementsOf(
                            candidates.stream().map(Candidate::service).toList());
            checkPaths(selection, candidates);
            List<Candidate> shuffled = new ArrayList<>(candidates);
            Collections.shuffle(shuffled, random);
            assertThat(ServiceSelection.select(shuffled, IMAGES_AT_M31, false, true, false)
                            .decisions())
                    .isEqualTo(selection.decisions());
        }
    }

    /** Elided: its named service is kept and can be reached. Kept: no other kept one can be reached. */
    private static void checkPaths(Selection selection, List<Candidate> candidates) {
        List<List<ElisionEdges.Edge>> edges = ElisionEdges.of(candidates, IMAGES_AT_M31.productTypes());
        for (int i = 0; i < candidates.size(); i++) {
            boolean[] reached = new boolean[candidates.size()];
            reach(i, edges, reached);
            Service service = candidates.get(i).service();
            Decision own = selection.decisions().stream()
                    .filter(d -> d.service() == service)
                    .findFirst()
                    .orElseThrow();
            for (int j = 0; j < candidates.size(); j++) {
                Service other = candidates.get(j).service();
                if (j != i && own.isKept() && reached[j]) {
                    assertThat(selection.kept()).noneMatch(kept -> kept == other);
                }
                if (own.representedBy().orElse(null) == other) {
                    assertThat(reached[j]).isTrue();
                    assertThat(selection.kept()).anyMatch(kept -> kept == other);
                    assertThat(((Elided) own.exclusion().orElseThrow()).by()).isEqualTo(other.ivoid());
                }
            }
        }
    }

    private static void reach(int from, List<List<ElisionEdges.Edge>> edges, boolean[] reached) {
        for (ElisionEdges.Edge edge : edges.get(from)) {
            if (!reached[edge.to()]) {
                reached[edge.to()] = true;
                reach(edge.to(), edges, reached);
            }
        }
    }

    private static List<Candidate> randomGraph(Random random) {
        int size = 1 + random.nextInt(14);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Protocol protocol = Protocol.known().get(random.nextInt(3));
            List<String> servedBy = new ArrayList<>();
            for (int k = random.nextInt(3); k > 0; k--) {
                servedBy.add("ivo://a/" + random.nextInt(size));
            }
            String table = protocol.equals(ObsTap.PROTOCOL) ? "t" + random.nextInt(2) : null;
            Candidate made = candidate(
                    protocol,
                    "ivo://a/" + random.nextInt(size),
                    "http://a/" + random.nextInt(2 * size),
                    table,
                    servedBy.toArray(String[]::new));
            candidates.add(listing(made, "t" + random.nextInt(3)));
        }
        return candidates;
    }

    /** Each with each would be more edges than fit into memory. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void thousandsOfInterfacesOfOneResourceAreChosenFromInTime() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 15_000; i++) {
            candidates.add(candidate(Sia2.PROTOCOL, "ivo://a/x", "http://a/2/" + i, null, "ivo://a/site"));
            candidates.add(candidate(Sia1.PROTOCOL, "ivo://a/x", "http://a/1/" + i, null, "ivo://a/site"));
        }
        Selection other = ServiceSelection.select(candidates, IMAGES_AT_M31, false, true, false);
        assertThat(other.kept())
                .hasSize(15_000)
                .allMatch(service -> service.protocol().equals(Sia2.PROTOCOL));
        for (int i = 0; i < 15_000; i++) {
            candidates.add(candidate(Sia1.PROTOCOL, "ivo://a/site", "http://b/1/" + i, null));
        }
        Selection selection = ServiceSelection.select(candidates, IMAGES_AT_M31, false, true, false);
        assertThat(selection.kept())
                .hasSize(15_000)
                .allMatch(service -> service.accessUrl().startsWith("http://b/"));
        assertThat(selection.explain(new Ivoid("ivo://a/x"))).hasSize(30_000);
        StandbyServices reserve = selection.reserve();
        assertThat(reserve.withoutAnswerOf(selection.kept().getFirst())).isEmpty();
        assertThat(reserve.withAnswerOf(selection.kept().get(1))).hasSize(30_000);
    }

    @Test
    void aSecondInterfaceOfTheBetterProtocolStandsForTheFirst() {
        Candidate north = candidate(Sia2.PROTOCOL, "ivo://a/x", "http://a/north?", null);
        Candidate south = candidate(Sia2.PROTOCOL, "ivo://a/x", "http://a/south?", null);
        Candidate worse = sia1("ivo://a/x");
        assertThat(withoutAnswerOf(elide(worse, north, south), north)).isEmpty();
        assertThat(withoutAnswerOf(elide(worse, north, south), north, south)).containsExactly(worse.service());
    }

    @Test
    void prunesWhatLiesOutsideOfAPolygonOrMoc() throws Exception {
        Candidate here = covering(sia1("ivo://a/here"), new Coverage(Moc.parse("8/0-3"), List.of(), List.of()));
        Candidate beside = covering(sia2("ivo://a/beside"), new Coverage(Moc.parse("8/12"), List.of(), List.of()));
        Candidate far = covering(obsTap("ivo://a/far"), new Coverage(Moc.parse("0/8"), List.of(), List.of()));
        Candidate silent = sia1("ivo://a/silent");
        SkyPoint middle = Healpix.centreOf(7, 0);
        double ra = middle.raDeg();
        double dec = middle.decDeg();
        Region polygon = PolygonRegion.ofDegrees(ra - 0.2, dec, ra, dec - 0.2, ra + 0.2, dec, ra, dec + 0.2);
        for (Region region : List.of(polygon, MocRegion.parse("9/0-7"))) {
            Question question = new Question(region, null, null, Set.of("image"));
            Selection selection =
                    ServiceSelection.select(List.of(here, beside, far, silent), question, false, true, true);
            assertThat(kept(selection)).containsExactly("SIA1 ivo://a/here");
            assertThat(outcome(selection, beside)).isEqualTo(new Pruned(Axis.SPACE, false));
            assertThat(outcome(selection, far)).isEqualTo(new Pruned(Axis.SPACE, false));
            assertThat(outcome(selection, silent)).isEqualTo(new Pruned(Axis.SPACE, true));
        }
    }
}
