package org.skytrawl.registry.regtap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Declared;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.Notes;
import org.skytrawl.sky.Moc;

class CandidateBuilderTest {
    private static final String SIA = "ivo://ivoa.net/std/sia";
    private static final String TAP = "ivo://ivoa.net/std/tap";
    private static final String TABLE_UTYPE = "ivo://ivoa.net/std/obscore#table-1.1";

    private final List<RegistryRows.Resource> resources = new ArrayList<>();
    private final List<RegistryRows.Interface> interfaces = new ArrayList<>();
    private final List<RegistryRows.Table> tables = new ArrayList<>();
    private final List<RegistryRows.Detail> details = new ArrayList<>();
    private final List<RegistryRows.Relationship> relationships = new ArrayList<>();
    private final List<RegistryRows.Spatial> spatial = new ArrayList<>();
    private final List<RegistryRows.Bounds> spectral = new ArrayList<>();
    private final List<RegistryRows.Bounds> temporal = new ArrayList<>();
    private Notes notes = new Notes();

    @BeforeEach
    void noNotes() {
        notes = new Notes();
    }

    private List<Candidate> build() {
        return CandidateBuilder.build(
                new RegistryRows(resources, interfaces, tables, details, relationships, spatial, spectral, temporal),
                notes);
    }

    private List<String> services() {
        return build().stream()
                .map(Candidate::service)
                .map(s -> s.protocol() + " " + s.accessUrl())
                .toList();
    }

    private void capability(String ivoid, String standardId, String url) {
        row(ivoid, 1, standardId, "vs:paramhttp", "std", null, url, false);
    }

    private void row(
            String ivoid,
            Integer capIndex,
            String standardId,
            String type,
            String role,
            String version,
            String url,
            boolean login) {
        interfaces.add(new RegistryRows.Interface(ivoid, capIndex, standardId, type, role, version, url, login, null));
    }

    @ParameterizedTest
    @CsvSource({
        "ivo://ivoa.net/std/sia, , SIA1",
        "ivo://ivoa.net/std/sia, 1.0, SIA1",
        "ivo://ivoa.net/std/SIA, 2.0, SIA2",
        "ivo://ivoa.net/std/sia#query-2.0, , SIA2",
        "ivo://ivoa.net/std/sia#query-2.1, 1.0, SIA2",
        "ivo://ivoa.net/std/sia#aux, , SIA1",
        "ivo://ivoa.net/std/sia#query-aux-2.0, , SIA2",
        "ivo://ivoa.net/std/ssa, , SSA",
        "ivo://ivoa.net/std/SSA, 1.1, SSA",
        "ivo://ivoa.net/std/ssa#aux, 1.1, SSA",
    })
    void knowsTheStandardIds(String standardId, String version, Protocol protocol) {
        row("ivo://a/x", 1, standardId, "vs:paramhttp", "std", version, "http://a/s", false);
        assertThat(services()).containsExactly(protocol + " http://a/s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivo://ivoa.net/std/siap",
                "ivo://ivoa.net/std/sia#query-3.0",
                "ivo://ivoa.net/std/ssap",
                "ivo://ivoa.net/std/ssa#query-2.0",
                "ivo://ivoa.net/std/slap",
                TAP
            })
    void otherStandardsAreNoCandidates(String standardId) {
        capability("ivo://a/x", standardId, "http://a/s");
        assertThat(services()).isEmpty();
    }

    @Test
    void decodesAmpersandsThatTheRegistryEscapedTwice() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", null, "http://a/s?b=1&amp;c=2&amp;", false);
        assertThat(services()).containsExactly("SIA1 http://a/s?b=1&c=2&");
    }

    @Test
    void auxiliaryFormsCountOnlyWithoutAMainOne() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", null, "http://a/main", false);
        row("ivo://a/x", 2, SIA + "#aux", "vs:paramhttp", "std", null, "http://a/aux", false);
        row("ivo://a/x", 3, SIA + "#query-aux-2.0", "vs:paramhttp", "std", null, "http://a/aux2", false);
        assertThat(services()).containsExactly("SIA2 http://a/aux2", "SIA1 http://a/main");
    }

    @Test
    void oneCapabilityOfBothVersionsIsTwoServices() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", "1.0", "http://a/1", false);
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", "2.0", "http://a/2", false);
        row("ivo://a/x", 1, SIA, "vr:webbrowser", null, null, "http://a/page", false);
        assertThat(services()).containsExactly("SIA2 http://a/2", "SIA1 http://a/1");
    }

    @Test
    void interfacesBelongToTheirCapability() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", null, "http://a/north", false);
        row("ivo://a/x", 2, SIA, "vs:paramhttp", "std", null, "http://a/south", false);
        row("ivo://a/x", 3, "ivo://ivoa.net/std/vosi#tables", "vs:paramhttp", "std", null, "http://a/tables", false);
        assertThat(services()).containsExactly("SIA1 http://a/north", "SIA1 http://a/south");
    }

    @Test
    void choosesStdThenHttpsThenTheNewestVersion() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", null, "9.0", "https://a/norole", false);
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", "1.9", "https://a/old", false);
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", "1.10", "https://a/new", false);
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", "1.11", "http://a/plain", false);
        row("ivo://a/x", 1, SIA, "vs:webservice", "std", "1.12", "https://a/soap", false);
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "vs:other", "1.13", "https://a/other", false);
        assertThat(services()).containsExactly("SIA1 https://a/new");
    }

    @Test
    void keepsTheMirrorsOfTheChosenInterfaceThatCanBeUsed() {
        interfaces.add(new RegistryRows.Interface(
                "ivo://a/x",
                1,
                SIA,
                "vs:paramhttp",
                "std",
                null,
                "http://a/1",
                false,
                " http://b/1?# ftp://c/1#HTTP://A:80/1##http://b/1?#https://d/1"));
        assertThat(build().getFirst().service().mirrorUrls()).containsExactly("http://b/1?", "https://d/1");
    }

    @Test
    void takesARolelessInterfaceWhereNoneIsStd() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "", null, "http://a/norole", false);
        assertThat(services()).containsExactly("SIA1 http://a/norole");
    }

    @Test
    void openInterfacesGoBeforeThoseThatNeedALogin() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", null, "https://a/login", true);
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", null, "http://a/open", false);
        assertThat(services()).containsExactly("SIA1 http://a/open");
    }

    @Test
    void skipsWhatOnlyALoginOpens() {
        row("ivo://a/x", 1, SIA, "vs:paramhttp", "std", null, "https://a/login", true);
        assertThat(build().getFirst().preset().why()).isEqualTo(Skipped.Why.NEEDS_LOGIN);
        assertThat(services()).containsExactly("SIA1 https://a/login");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "vs:paramhttp, ftp://a/x, access URL is no http or https URL",
                "vs:paramhttp, '', no access URL",
                "vs:paramhttp, null, no access URL",
                "vr:webbrowser, http://a/x, no interface of type vs:paramhttp and role std",
                "null, null, no interface of type vs:paramhttp and role std"
            })
    void skipsUnusableEntriesWithTheReason(String type, String url, String reason) {
        row("ivo://a/x", 1, SIA, type, null, null, url, false);
        assertThat(build())
                .singleElement()
                .satisfies(candidate ->
                        assertThat(candidate.preset()).isEqualTo(new Skipped(Skipped.Why.UNUSABLE, reason)));
    }

    private void obsCoreTable(String ivoid, String table, String standardId, String url) {
        resources.add(new RegistryRows.Resource(ivoid, "vs:catalogresource", "Table " + ivoid));
        tables.add(new RegistryRows.Table(ivoid, table, TABLE_UTYPE));
        capability(ivoid, standardId, url);
    }

    private void obsCoreService(String ivoid, String url) {
        resources.add(new RegistryRows.Resource(ivoid, "vs:catalogservice", "Service " + ivoid));
        details.add(new RegistryRows.Detail(
                ivoid, 1, "/capability/dataModel/@ivo-id", "ivo://ivoa.net/std/ObsCore#core-1.1"));
        capability(ivoid, TAP, url);
    }

    @Test
    void aRegisteredTableIsQueriedByItsOwnName() {
        obsCoreTable("ivo://a/c", "\"My\".ObsCore", TAP + "#aux", "http://a/tap");
        assertThat(build()).singleElement().satisfies(candidate -> {
            assertThat(candidate.service().tableName()).isEqualTo("\"My\".ObsCore");
            assertThat(candidate.service().protocol()).isEqualTo(ObsTap.PROTOCOL);
            assertThat(candidate.service().title()).isEqualTo("Table ivo://a/c");
        });
    }

    @Test
    void aTableOfAnotherKindOfResourceIsNoCandidate() {
        obsCoreTable("ivo://a/c", "x.obscore", TAP, "http://a/tap");
        resources.set(0, new RegistryRows.Resource("ivo://a/c", "vs:catalogservice", "no"));
        assertThat(build()).isEmpty();
    }

    @Test
    void aServiceThatDeclaresTheModelHasIvoaObscore() {
        obsCoreService("ivo://a/tap", "http://a/tap");
        assertThat(build().getFirst().service().tableName()).isEqualTo("ivoa.obscore");
    }

    @Test
    void theModelCountsForItsOwnCapabilityOnly() {
        obsCoreService("ivo://a/tap", "http://a/tap");
        details.set(
                0,
                new RegistryRows.Detail(
                        "ivo://a/tap", 2, "/capability/dataModel/@ivo-id", "ivo://ivoa.net/std/obscore"));
        assertThat(build()).isEmpty();
    }

    @Test
    void otherModelsAreNoCandidates() {
        capability("ivo://a/tap", TAP, "http://a/tap");
        details.add(new RegistryRows.Detail(
                "ivo://a/tap", 1, "/capability/dataModel/@ivo-id", "ivo://ivoa.net/std/RegTAP#1.1"));
        assertThat(build()).isEmpty();
    }

    @Test
    void oneTableOfOneServiceIsOneCandidateWithAllItsIvoids() {
        obsCoreTable("ivo://a/c2", "ivoa.ObsCore", TAP + "#aux", "https://A/tap/");
        obsCoreTable("ivo://a/c1", "ivoa.ObsCore", TAP + "#aux", "http://a:80/tap?");
        obsCoreService("ivo://a/tap", "http://a/tap");
        spatial.add(new RegistryRows.Spatial("ivo://a/c1", "0/1", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/c2", "0/2", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/tap", "0/3", null));
        assertThat(build()).singleElement().satisfies(candidate -> {
            Service service = candidate.service();
            assertThat(service.ivoids().stream().map(Ivoid::value))
                    .containsExactly("ivo://a/tap", "ivo://a/c1", "ivo://a/c2");
            assertThat(service.title()).isEqualTo("Service ivo://a/tap");
            assertThat(service.accessUrl()).isEqualTo("https://A/tap/");
            assertThat(service.tableName()).isEqualTo("ivoa.ObsCore");
            assertThat(service.coverage().spatial().toAscii()).isEqualTo("0/1-2");
        });
    }

    /** The record of a table may leave to that of its service what it does not say itself. */
    @Test
    void axesThatNoTableDeclaresAreThoseOfTheService() {
        obsCoreTable("ivo://a/c1", "ivoa.ObsCore", TAP + "#aux", "http://a/tap");
        obsCoreTable("ivo://a/c2", "ivoa.ObsCore", TAP + "#aux", "http://a/tap");
        obsCoreService("ivo://a/tap", "http://a/tap");
        spatial.add(new RegistryRows.Spatial("ivo://a/c1", "0/1", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/tap", "0/3", null));
        temporal.add(new RegistryRows.Bounds("ivo://a/tap", 55000.0, 56000.0));
        Coverage coverage = build().getFirst().service().coverage();
        assertThat(coverage.spatial().toAscii()).isEqualTo("0/1");
        assertThat(coverage.mjd()).containsExactly(new Interval(55000, 56000));
        assertThat(coverage.wavelengthM()).isEmpty();
        assertThat(coverage.partly()).as("one of the tables says nothing").containsExactly(Axis.SPACE);
    }

    @Test
    void axesThatOnlySomeServicesDeclareStayUncertain() {
        obsCoreTable("ivo://a/c1", "ivoa.ObsCore", TAP + "#aux", "http://a/tap");
        obsCoreService("ivo://a/tap1", "http://a/tap");
        obsCoreService("ivo://a/tap2", "http://a/tap");
        spatial.add(new RegistryRows.Spatial("ivo://a/c1", "0/1", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/tap1", "0/3", null));
        temporal.add(new RegistryRows.Bounds("ivo://a/tap1", 55000.0, 56000.0));
        assertThat(build().getFirst().service().coverage().partly()).containsExactly(Axis.TIME);
    }

    @Test
    void decodesAmpersandsOfUrlsOnce() {
        capability("ivo://a/x", SIA, "http://a/s?c=1&amp;d=2&amp;amp;");
        assertThat(build().getFirst().service().accessUrl()).isEqualTo("http://a/s?c=1&d=2&amp;");
    }

    @Test
    void aServicesOwnCoverageCountsWhereNoTableIsRegistered() {
        obsCoreService("ivo://a/tap", "http://a/tap");
        spatial.add(new RegistryRows.Spatial("ivo://a/tap", "0/3", null));
        assertThat(build().getFirst().service().coverage().spatial().toAscii()).isEqualTo("0/3");
    }

    @Test
    void tablesOfOtherNamesOrServicesStayApart() {
        obsCoreTable("ivo://a/c1", "ivoa.obscore", TAP, "http://a/tap");
        obsCoreTable("ivo://a/c2", "c2.obscore", TAP, "http://a/tap");
        obsCoreTable("ivo://a/c3", "ivoa.obscore", TAP, "http://b/tap");
        assertThat(build()).hasSize(3);
    }

    @Test
    void aMergedServiceIsServedOnlyByWhatAllItsRecordsSay() {
        obsCoreTable("ivo://a/c1", "x.obs", TAP, "http://a/tap");
        obsCoreTable("ivo://a/c2", "x.obs", TAP, "http://a/tap");
        relationships.add(new RegistryRows.Relationship("ivo://a/c1", "ivo://a/site"));
        relationships.add(new RegistryRows.Relationship("ivo://a/c1", "ivo://a/one"));
        relationships.add(new RegistryRows.Relationship("ivo://a/c2", "ivo://a/site"));
        assertThat(build().getFirst().servedBy()).containsExactly(new Ivoid("ivo://a/site"));
    }

    @Test
    void listsOnlyTablesThatSomebodyQueries() {
        obsCoreService("ivo://a/tap", "http://a/tap");
        capability("IVO://A/x", SIA, "http://a/s");
        relationships.add(new RegistryRows.Relationship("ivo://a/X", "ivo://A/TAP"));
        relationships.add(new RegistryRows.Relationship("ivo://a/x", null));
        tables.add(new RegistryRows.Table("ivo://a/x", "x.main", null));
        tables.add(new RegistryRows.Table("ivo://a/x", "IVOA.ObsCore", null));
        Candidate sia = build().getLast();
        assertThat(sia.tableNames()).containsExactly("ivoa.obscore");
        assertThat(sia.servedBy()).containsExactly(new Ivoid("ivo://a/tap"));
    }

    @ParameterizedTest
    @CsvSource({
        "/capability/maxRecords, 500, 500",
        "/capability/outputLimit/hard, 2000, 2000",
        "/capability/maxRecords, 0, ",
        "/capability/maxRecords, many, ",
        "/capability/other, 7, "
    })
    void readsTheDeclaredLimit(String xpath, String value, Long limit) {
        capability("ivo://a/x", SIA, "http://a/s");
        details.add(new RegistryRows.Detail("ivo://a/x", 1, xpath, value));
        details.add(new RegistryRows.Detail("ivo://a/x", 2, "/capability/maxRecords", "3"));
        assertThat(build().getFirst().service().maxRecords()).isEqualTo(limit);
    }

    @Test
    void aLimitInBytesIsNoLimitOfRows() {
        obsCoreService("ivo://a/tap", "http://a/tap");
        details.add(new RegistryRows.Detail("ivo://a/tap", 1, "/capability/outputLimit/hard", "1000000"));
        details.add(new RegistryRows.Detail("ivo://a/tap", 1, "/capability/outputLimit/hard/@unit", "byte"));
        assertThat(build().getFirst().service().maxRecords()).isNull();
    }

    @Test
    void ssaOfAResourceHasItsCoverageAndWhatItsCapabilityDeclares() {
        capability("ivo://a/x", "ivo://ivoa.net/std/ssa", "http://a/ssa?");
        row("ivo://a/x", 2, SIA, "vs:paramhttp", "std", null, "http://a/sia?", false);
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "0/3", null));
        details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/maxRecords", "500"));
        details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/maxSearchRadius", "2.5"));
        details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/dataSource", "theory"));
        details.add(new RegistryRows.Detail("ivo://a/x", null, "/productTypeServed", "Spectrum"));
        List<Service> services = build().stream().map(Candidate::service).toList();
        assertThat(services).extracting(Service::protocol).containsExactly(Ssa.PROTOCOL, Sia1.PROTOCOL);
        Coverage covered = new Coverage(Moc.ofCells(0, 3), List.of(), List.of());
        assertThat(services)
                .extracting(Service::declared)
                .containsExactly(
                        new Declared(covered, 500L, 2.5, Set.of("spectrum"), true),
                        new Declared(covered, null, null, Set.of("spectrum"), false));
    }

    @ParameterizedTest
    @CsvSource({
        "2.5, 2.5",
        "' 10 ', 10",
        "1.8E2, 180",
        "0.5e-1, 0.05",
        ".5, 0.5",
        "360.0, ",
        "180.5, ",
        "0, ",
        "-1, ",
        "NaN, ",
        "Infinity, ",
        "0x10, ",
        "1d, ",
        "2 deg, ",
        "1e400, ",
    })
    void readsTheLargestRadius(String value, Double radiusDeg) {
        capability("ivo://a/x", "ivo://ivoa.net/std/ssa", "http://a/s");
        details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/maxSearchRadius", value));
        assertThat(build().getFirst().service().declared().maxSearchRadiusDeg()).isEqualTo(radiusDeg);
        boolean isNumber = value.matches("[ 0-9.eE-]+") && !value.startsWith("-") && !value.equals("1e400");
        assertThat(notes.lines()).hasSize(isNumber ? 0 : 1);
    }

    @Test
    void theSmallestOfSeveralRadiiCounts() {
        capability("ivo://a/x", "ivo://ivoa.net/std/ssa", "http://a/s");
        for (String value : List.of("3", "0.5", "180", "0")) {
            details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/maxSearchRadius", value));
        }
        details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/defaultMaxRecords", "7"));
        assertThat(build().getFirst().service().declared()).isEqualTo(Declared.NOTHING.withMaxSearchRadiusDeg(0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "theory, true",
        "THEORY, true",
        "' artificial', true",
        "theory artificial, true",
        "survey, false",
        "theory survey, false",
        "pointed, false",
        "custom theory, false",
        "theoretical, false",
    })
    void onlyTheoryInAllSourcesIsTheory(String sources, boolean theory) {
        capability("ivo://a/x", "ivo://ivoa.net/std/ssa", "http://a/s");
        for (String source : sources.strip().split(" ")) {
            details.add(new RegistryRows.Detail("ivo://a/x", 1, "/capability/dataSource", source));
        }
        details.add(new RegistryRows.Detail("ivo://a/x", 2, "/capability/dataSource", "theory"));
        assertThat(build().getFirst().service().declared().theory()).isEqualTo(theory);
    }

    @Test
    void productTypesAreWordsOrUrisOfTheVocabulary() {
        capability("ivo://a/x", "ivo://ivoa.net/std/ssa", "http://a/s");
        capability("ivo://a/y", "ivo://ivoa.net/std/ssa", "http://a/s2");
        for (String type : List.of(
                "Spectrum",
                " http://www.ivoa.net/rdf/product-type#light-curve",
                "https://www.ivoa.net/rdf/product-type#sed",
                "#cube",
                "echelle")) {
            details.add(new RegistryRows.Detail("ivo://a/x", null, "/productTypeServed", type));
        }
        details.add(new RegistryRows.Detail("ivo://a/y", null, "/productTypeServed", "image"));
        details.add(new RegistryRows.Detail("ivo://a/y", null, "/productTypeServed", "all sorts"));
        assertThat(build())
                .extracting(candidate -> candidate.service().declared().productTypes())
                .containsExactly(Set.of("spectrum", "light-curve", "sed", "cube", "echelle"), Set.of());
        assertThat(notes.lines())
                .containsExactly("unreadable productTypeServed, counted as undeclared (1): ivo://a/y: all sorts");
    }

    @Test
    void aTableOfSeveralResourcesHasTheTypesOfAllIfAllDeclareThem() {
        obsCoreService("ivo://a/tap", "http://a/tap");
        details.add(new RegistryRows.Detail("ivo://a/tap", null, "/productTypeServed", "cube"));
        assertThat(build().getFirst().service().declared().productTypes()).containsExactly("cube");
        obsCoreTable("ivo://a/c", "ivoa.obscore", TAP + "#aux", "http://a/tap");
        obsCoreTable("ivo://a/d", "ivoa.obscore", TAP + "#aux", "http://a/tap");
        assertThat(build().getFirst().service().declared().productTypes()).containsExactly("cube");
        details.add(new RegistryRows.Detail("ivo://a/c", null, "/productTypeServed", "image"));
        assertThat(build().getFirst().service().declared().productTypes()).isEmpty();
        details.add(new RegistryRows.Detail("ivo://a/d", null, "/productTypeServed", "spectrum"));
        assertThat(build().getFirst().service().declared().productTypes()).containsOnly("image", "spectrum");
    }

    private Coverage coverage() {
        capability("ivo://a/x", SIA, "http://a/s");
        return build().getFirst().service().coverage();
    }

    @Test
    void turnsEnergiesIntoWavelengthsAndSwapsTheEnds() {
        spectral.add(new RegistryRows.Bounds("ivo://a/x", 2.3676352e-19, 5.2551477e-19));
        assertThat(coverage().wavelengthM()).singleElement().satisfies(interval -> {
            assertThat(interval.lo()).isCloseTo(378e-9, within(1e-13));
            assertThat(interval.hi()).isCloseTo(839e-9, within(1e-13));
        });
    }

    @Test
    void aNullEndIsOpenAndTwoAreNoRow() {
        spectral.add(new RegistryRows.Bounds("ivo://a/x", null, 1e-19));
        spectral.add(new RegistryRows.Bounds("ivo://a/x", 1e-18, null));
        spectral.add(new RegistryRows.Bounds("ivo://a/x", null, null));
        temporal.add(new RegistryRows.Bounds("ivo://a/x", 55000., null));
        temporal.add(new RegistryRows.Bounds("ivo://a/x", null, Double.NaN));
        Coverage coverage = coverage();
        assertThat(coverage.wavelengthM()).hasSize(2);
        assertThat(coverage.wavelengthM().getFirst().hi()).isInfinite();
        assertThat(coverage.wavelengthM().getLast().lo()).isZero();
        assertThat(coverage.mjd()).containsExactly(new Interval(55000, Double.POSITIVE_INFINITY));
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void severalPlacesAreAUnionAndOtherFramesDoNotCount() {
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "1/4,5", ""));
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "1/6 7 2/", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "0/5", "GALACTIC"));
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "", null));
        assertThat(coverage().spatial()).isEqualTo(Moc.ofCells(0, 1));
    }

    @Test
    void emptyTextIsNoCoverage() {
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "6/", null));
        assertThat(coverage()).isEqualTo(Coverage.UNDECLARED);
    }

    @Test
    void whatCannotBeReadMakesTheAxisUndeclaredWithANote() {
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "0/1", null));
        spatial.add(new RegistryRows.Spatial("ivo://a/x", "not a moc", null));
        spectral.add(new RegistryRows.Bounds("ivo://a/x", 1e-19, 2e-19));
        spectral.add(new RegistryRows.Bounds("ivo://a/x", -1e-19, 2e-19));
        assertThat(coverage()).isEqualTo(Coverage.UNDECLARED);
        assertThat(notes.lines())
                .hasSize(2)
                .anySatisfy(note -> assertThat(note)
                        .startsWith("unreadable spatial coverage")
                        .contains("ivo://a/x"))
                .anySatisfy(note -> assertThat(note)
                        .startsWith("unreadable spectral coverage")
                        .contains("(1)"));
    }

    @Test
    void aResourceWithoutTitleIsCalledByItsIvoid() {
        capability("ivo://a/x", SIA, "http://a/s");
        resources.add(new RegistryRows.Resource("ivo://a/x", "vs:catalogservice", ""));
        assertThat(build().getFirst().service().title()).isEqualTo("ivo://a/x");
        assertThat(build().getFirst().service().ivoids()).isEqualTo(List.of(new Ivoid("ivo://a/x")));
        assertThat(build().getFirst().tableNames()).isEqualTo(Set.of());
    }
}
