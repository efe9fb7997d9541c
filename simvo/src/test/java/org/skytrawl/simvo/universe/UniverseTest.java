package org.skytrawl.simvo.universe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyPoint;

/** Each oddity is made by every seed; a test that fails here means that it is not simulated any more. */
class UniverseTest {
    private static final List<Universe> UNIVERSES = new ArrayList<>();

    @BeforeAll
    static void makeUniverses() throws IOException {
        for (int seed = 1; seed <= 5; seed++) {
            UNIVERSES.add(make(SimOptions.of(60, seed)));
        }
    }

    private static Universe make(SimOptions options) throws IOException {
        try (SimServer server = SimServer.start()) {
            return UniverseMaker.make(options, server);
        }
    }

    private static void allHaveDatasets(Predicate<Dataset> wanted) {
        for (Universe universe : UNIVERSES) {
            assertThat(universe.datasets()).anyMatch(wanted);
        }
    }

    private static void allHaveResources(Predicate<Resource> wanted) {
        for (Universe universe : UNIVERSES) {
            assertThat(universe.resources()).anyMatch(wanted);
        }
    }

    private static boolean has(Resource resource, Kind kind) {
        return resource.capabilities().stream().anyMatch(capability -> capability.kind() == kind);
    }

    @Test
    void asManyServicesAsAskedEachAtItsPlace() throws IOException {
        for (int services : new int[] {10, 11, 40, 300}) {
            Universe universe = make(SimOptions.of(services, 3));
            assertThat(universe.services()).hasSize(services);
            for (int i = 0; i < services; i++) {
                assertThat(universe.services().get(i).number()).isEqualTo(i);
            }
            for (int i = 0; i < universe.datasets().size(); i++) {
                assertThat(universe.datasets().get(i).id()).isEqualTo(i);
            }
        }
    }

    @Test
    void theSameOptionsMakeTheSame() throws IOException {
        assertThat(make(SimOptions.of(60, 1)).datasets())
                .isEqualTo(UNIVERSES.getFirst().datasets());
        assertThat(make(SimOptions.of(60, 1)).resources())
                .extracting(Resource::ivoid, Resource::coverage, Resource::tables)
                .isEqualTo(UNIVERSES.getFirst().resources().stream()
                        .map(resource -> org.assertj.core.api.Assertions.tuple(
                                resource.ivoid(), resource.coverage(), resource.tables()))
                        .toList());
    }

    @Test
    void datasetsOfAllKindsOfOutlineAndType() {
        allHaveDatasets(dataset -> dataset.extent() instanceof Extent.Circle);
        allHaveDatasets(dataset -> dataset.extent() instanceof Extent.Rectangle);
        allHaveDatasets(dataset -> dataset.extent() instanceof Extent.FieldOfView);
        allHaveDatasets(dataset -> dataset.extent() instanceof Extent.CentreOnly);
        for (String type : List.of("image", "cube", "spectrum")) {
            allHaveDatasets(dataset -> dataset.productType().equals(type));
        }
    }

    @Test
    void datasetsThatLackSomething() {
        allHaveDatasets(dataset -> dataset.mjd() == null && dataset.wavelengthM() != null);
        allHaveDatasets(dataset -> dataset.mjd() != null && dataset.wavelengthM() == null);
        allHaveDatasets(dataset -> dataset.did() == null);
        allHaveDatasets(dataset -> dataset.did() != null);
    }

    @Test
    void datasetsOverRaZeroAndAtThePoles() {
        allHaveDatasets(dataset -> crossesRaZero(dataset) && Math.abs(dataset.decDeg()) < 80);
        allHaveDatasets(dataset -> dataset.decDeg() > 89);
        allHaveDatasets(dataset -> dataset.extent().fovDeg() / 2 > 90 - Math.abs(dataset.decDeg()));
        for (Universe universe : List.of(UNIVERSES.get(0), UNIVERSES.get(1))) {
            assertThat(universe.datasets()).anyMatch(dataset -> dataset.decDeg() < -80);
        }
    }

    private static boolean crossesRaZero(Dataset dataset) {
        double half = dataset.extent().fovDeg() / 2 / Math.cos(Math.toRadians(dataset.decDeg()));
        return dataset.raDeg() - half < 0 || dataset.raDeg() + half > 360;
    }

    @Test
    void observationsOfManyNights() {
        allHaveDatasets(dataset ->
                dataset.mjd() != null && dataset.mjd().hi() - dataset.mjd().lo() > 100);
    }

    @Test
    void noTimeIsNearMidnight() {
        for (Universe universe : UNIVERSES) {
            for (Dataset dataset : universe.datasets()) {
                Span mjd = dataset.mjd();
                if (mjd != null) {
                    for (double time : new double[] {mjd.lo(), mjd.hi(), (mjd.lo() + mjd.hi()) / 2}) {
                        assertThat(Math.abs(time - Math.rint(time))).isGreaterThan(0.12);
                    }
                }
            }
        }
    }

    @Test
    void titlesThatNeedCare() {
        for (String part : List.of("&", "<", "\u00dc")) {
            for (Universe universe : UNIVERSES) {
                assertThat(universe.datasets())
                        .anyMatch(dataset -> dataset.title().contains(part));
            }
        }
    }

    @Test
    void accessUrlsAreWrittenInSeveralWays() {
        for (Universe universe : UNIVERSES) {
            Map<Integer, Set<String>> urls = new HashMap<>();
            for (SimService service : universe.services()) {
                for (SimService.Published published : service.published()) {
                    assertThat(UniverseMaker.datasetId(published.accessUrl()))
                            .isEqualTo(published.dataset().id());
                    urls.computeIfAbsent(published.dataset().id(), id -> new HashSet<>())
                            .add(published.accessUrl());
                }
            }
            List<String> all = urls.values().stream().flatMap(Set::stream).toList();
            assertThat(all).anyMatch(url -> url.startsWith("https:")).anyMatch(url -> url.startsWith("http:"));
            assertThat(all)
                    .anyMatch(url -> url.contains("&id="))
                    .anyMatch(url -> url.contains("?id="))
                    .anyMatch(url -> url.contains("%67et"));
            assertThat(urls.values()).anyMatch(ways -> ways.size() > 1);
        }
    }

    @Test
    void everyKindOfRegistration() {
        // not every seed has these; some do, see below
        Set<Kind> byChance = Set.of(Kind.SIA1_AUX, Kind.SIA2_AS_SIA1);
        for (Universe universe : UNIVERSES) {
            Set<Kind> kinds = universe.resources().stream()
                    .flatMap(resource -> resource.capabilities().stream())
                    .map(Capability::kind)
                    .collect(Collectors.toSet());
            kinds.addAll(byChance);
            assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        }
        assertThat(UNIVERSES)
                .anyMatch(universe -> universe.resources().stream().anyMatch(one -> has(one, Kind.SIA1_AUX)));
        assertThat(UNIVERSES)
                .anyMatch(universe -> universe.resources().stream().anyMatch(one -> has(one, Kind.SIA2_AS_SIA1)));
    }

    @Test
    void recordsWithSeveralProtocols() {
        allHaveResources(one -> has(one, Kind.SIA2) && (has(one, Kind.SIA1) || has(one, Kind.SIA1_AUX)));
        allHaveResources(one -> has(one, Kind.SIA2) && has(one, Kind.SIA1) && has(one, Kind.OBSTAP_TABLE));
    }

    @Test
    void servedByWithAndWithoutTheTableAndByEachOther() {
        for (Universe universe : UNIVERSES) {
            Map<String, Resource> byIvoid =
                    universe.resources().stream().collect(Collectors.toMap(Resource::ivoid, one -> one));
            List<Resource> served = universe.resources().stream()
                    .filter(one -> has(one, Kind.SIA1) || has(one, Kind.SIA2))
                    .filter(one -> !one.servedBy().isEmpty())
                    .toList();
            assertThat(served).anyMatch(one -> one.tables().contains("ivoa.obscore"));
            assertThat(served).anyMatch(one -> one.tables().contains("dc.images"));
            assertThat(served)
                    .anyMatch(one -> !one.tables().isEmpty()
                            && !one.tables().contains("ivoa.obscore")
                            && !one.tables().contains("dc.images"));
            assertThat(served)
                    .anyMatch(one -> one.servedBy().stream()
                            .anyMatch(other -> byIvoid.get(other).servedBy().contains(one.ivoid())));
        }
    }

    @Test
    void whatListsTheTableIsInIt() {
        for (Universe universe : UNIVERSES) {
            Map<String, Resource> byIvoid =
                    universe.resources().stream().collect(Collectors.toMap(Resource::ivoid, one -> one));
            for (Resource resource : universe.resources()) {
                for (String server : resource.servedBy()) {
                    SimService tap = obsTap(universe, byIvoid.get(server));
                    SimService own = sia(universe, resource);
                    if (tap != null && own != null) {
                        Set<Integer> inTable = ids(tap);
                        boolean listed = resource.tables().contains(tap.tableName());
                        assertThat(inTable.containsAll(ids(own))).isEqualTo(listed);
                    }
                }
            }
        }
    }

    private static SimService obsTap(Universe universe, Resource resource) {
        return resource.capabilities().stream()
                .filter(one -> one.kind().isTable() || one.kind() == Kind.OBSTAP_MODEL)
                .map(one -> universe.services().get(one.service()))
                .findFirst()
                .orElse(null);
    }

    private static SimService sia(Universe universe, Resource resource) {
        return resource.capabilities().stream()
                .filter(one -> one.kind() == Kind.SIA1 || one.kind() == Kind.SIA2)
                .map(one -> universe.services().get(one.service()))
                .findFirst()
                .orElse(null);
    }

    private static Set<Integer> ids(SimService service) {
        return service.published().stream()
                .map(published -> published.dataset().id())
                .collect(Collectors.toSet());
    }

    @Test
    void oneServiceInSeveralRecordsWithTwinsOfItsUrl() {
        for (Universe universe : UNIVERSES) {
            Map<Integer, List<String>> urls = new HashMap<>();
            for (Resource resource : universe.resources()) {
                for (Capability capability : resource.capabilities()) {
                    if (capability.kind() == Kind.SIA1) {
                        urls.computeIfAbsent(capability.service(), service -> new ArrayList<>())
                                .add(capability.accessUrl());
                    }
                }
            }
            assertThat(urls.values())
                    .anyMatch(ways -> ways.stream().anyMatch(url -> url.startsWith("https:"))
                            && ways.stream().anyMatch(url -> url.contains("&coll"))
                            && ways.stream().anyMatch(url -> url.contains("?coll")));
        }
    }

    @Test
    void aMirrorHasTheSameDidsAtOtherUrls() {
        for (Universe universe : UNIVERSES) {
            Map<Integer, Set<String>> hosts = new HashMap<>();
            for (SimService service : universe.services()) {
                for (SimService.Published published : service.published()) {
                    if (published.dataset().did() != null) {
                        hosts.computeIfAbsent(published.dataset().id(), id -> new HashSet<>())
                                .add(service.host().baseUrl());
                    }
                }
            }
            assertThat(hosts.values()).anyMatch(several -> several.size() > 1);
        }
    }

    @Test
    void coverageFullPartialAndNoneAndAlwaysTrue() throws ShapeFormatException {
        allHaveResources(one -> one.coverage().moc() != null
                && one.coverage().mjd() != null
                && one.coverage().wavelengthM() != null);
        allHaveResources(one -> one.coverage().moc() != null
                && (one.coverage().mjd() == null || one.coverage().wavelengthM() == null));
        allHaveResources(one -> one.coverage().equals(Coverage.NONE));
        for (Resource resource : UNIVERSES.getFirst().resources()) {
            SimService service = sia(UNIVERSES.getFirst(), resource);
            if (service != null) {
                isTrue(resource.coverage(), service);
            }
        }
    }

    private static void isTrue(Coverage coverage, SimService service) throws ShapeFormatException {
        Moc moc = coverage.moc() == null ? Moc.FULL : Moc.parse(coverage.moc());
        for (SimService.Published published : service.published()) {
            Dataset dataset = published.dataset();
            assertThat(moc.contains(SkyPoint.ofDegrees(dataset.raDeg(), dataset.decDeg())))
                    .isTrue();
            if (dataset.extent() instanceof Extent.Rectangle rectangle) {
                double[] corners = Outline.cornersDeg(dataset.raDeg(), dataset.decDeg(), rectangle);
                for (int i = 0; i < 8; i += 2) {
                    assertThat(moc.contains(SkyPoint.ofDegrees(corners[i], corners[i + 1])))
                            .isTrue();
                }
            }
            holds(coverage.mjd(), dataset.mjd());
            holds(coverage.wavelengthM(), dataset.wavelengthM());
        }
    }

    private static void holds(Span declared, Span had) {
        if (declared != null && had != null) {
            assertThat(declared.union(had)).isEqualTo(declared);
        }
    }

    @Test
    void aHostWithManyServices() {
        for (Universe universe : UNIVERSES) {
            Map<String, Long> services = universe.services().stream()
                    .collect(Collectors.groupingBy(one -> one.host().baseUrl(), Collectors.counting()));
            assertThat(services.values()).anyMatch(count -> count >= 10).anyMatch(count -> count == 1);
        }
    }

    @Test
    void noHostHasMoreThanTwoSilentServicesAndDatasetsKeepTheirUrls() throws IOException {
        SimOptions silent = SimOptions.of(60, 1).withFaults(FaultPlan.parse("hang-before-headers=0.8"));
        Universe universe = make(silent);
        Map<String, Long> services = universe.services().stream()
                .filter(one -> one.fault() != null)
                .collect(Collectors.groupingBy(one -> one.host().baseUrl(), Collectors.counting()));
        assertThat(services.values()).allMatch(count -> count <= 2);
        Map<Integer, Set<String>> hosts = new HashMap<>();
        for (SimService service : universe.services()) {
            for (SimService.Published published : service.published()) {
                hosts.computeIfAbsent(published.dataset().id(), id -> new HashSet<>())
                        .add(URI.create(published.accessUrl()).getAuthority());
            }
        }
        // but for those that have a mirror
        assertThat(hosts.values().stream().filter(several -> several.size() > 1).count())
                .isLessThan(hosts.size() / 10);
    }

    @Test
    void plainServicesAreIndependentAndDeclareEverything() throws IOException {
        SimOptions plain = SimOptions.of(60, 1).withLayout(SimOptions.Layout.PLAIN);
        Universe universe = make(plain);
        assertThat(universe.resources())
                .hasSize(60)
                .allMatch(one -> one.servedBy().isEmpty()
                        && "0/0-11".equals(one.coverage().moc()));
        assertThat(universe.services().stream().map(one -> one.host().baseUrl()).distinct())
                .hasSize(60);
        Map<SimProtocol, Long> protocols = universe.services().stream()
                .collect(Collectors.groupingBy(SimService::protocol, Collectors.counting()));
        assertThat(protocols)
                .hasSize(3)
                .allSatisfy((protocol, count) -> assertThat(count).isEqualTo(20));
    }

    /** One that has room for each way of publishing once has them all. */
    @Test
    void theSmallestUniverseWithRoomHasEachWayOfPublishingSpectra() throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            publishesSpectraInAllWays(make(SimOptions.of(50, seed)));
        }
    }

    private static void publishesSpectraInAllWays(Universe universe) {
        List<Resource> ssa = universe.resources().stream()
                .filter(one -> has(one, Kind.SSA) || has(one, Kind.SSA_SMALL) || has(one, Kind.SSA_THEORY))
                .toList();
        assertThat(ssa)
                .anyMatch(one -> has(one, Kind.OBSTAP_TABLE))
                .anyMatch(one -> has(one, Kind.SIA2))
                .anyMatch(one ->
                        one.tables().contains("ivoa.obscore") && !one.servedBy().isEmpty())
                .anyMatch(one -> !one.tables().contains("ivoa.obscore")
                        && !one.servedBy().isEmpty())
                .anyMatch(one -> one.productTypes().equals(List.of("timeseries")))
                .anyMatch(one -> has(one, Kind.SSA_SMALL))
                .anyMatch(one -> has(one, Kind.SSA_THEORY));
        assertThat(universe.datasets())
                .anyMatch(one -> one.formats().size() == 4)
                .anyMatch(one -> one.productType().equals("light-curve"))
                .anyMatch(one -> one.productType().equals("spectrum") && one.extent() instanceof Extent.FieldOfView);
        assertThat(universe.services().stream()
                        .flatMap(one -> one.published().stream())
                        .map(SimService.Published::productType))
                .contains("SPECTRUM");
        Map<Integer, Set<String>> hosts = new HashMap<>();
        universe.services().stream()
                .filter(one -> one.protocol() == SimProtocol.SSA)
                .forEach(one -> ids(one).forEach(id -> hosts.computeIfAbsent(id, any -> new HashSet<>())
                        .add(one.host().baseUrl())));
        assertThat(hosts.values()).anyMatch(several -> several.size() > 1);
    }
}
