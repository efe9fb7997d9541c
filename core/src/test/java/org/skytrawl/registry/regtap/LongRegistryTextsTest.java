package org.skytrawl.registry.regtap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.list.UnregisteredService;
import org.skytrawl.registry.snapshot.SnapshotStore;
import org.skytrawl.selection.Decision;
import org.skytrawl.selection.Selection;
import org.skytrawl.selection.ServiceSelection;

/** Texts of registry records, lists and snapshots that are too long, or made to take long. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongRegistryTextsTest {
    private static final Question QUESTION = new Question(new Cone(10, 20, 1), null, null, Set.of());
    private static final Skipped TOO_LONG =
            new Skipped(Skipped.Why.UNUSABLE, "access URL is longer than 8192 characters");

    /** A SIA1 service, an ObsTAP service with that access URL, and an honest one. */
    private static List<Candidate> candidates(String url, String mirrors) {
        List<RegTapQuery> queries = List.of(
                new RegTapQuery("rr.resource", List.of(), "rr.resource", ""),
                new RegTapQuery("rr.interface", List.of(), "rr.interface", ""),
                new RegTapQuery("rr.res_detail", List.of(), "rr.res_detail", ""));
        List<List<RegistryRow>> rows = List.of(
                List.of(
                        new RegistryRow("ivo://a/sia", "vs:catalogservice", "t".repeat(1_000_000)),
                        new RegistryRow("ivo://a/" + "x".repeat(1_000_000), "vs:catalogservice", "left out")),
                List.of(
                        anInterface("ivo://a/sia", "ivo://ivoa.net/std/sia", url, mirrors),
                        anInterface("ivo://a/tap", "ivo://ivoa.net/std/tap", url, mirrors),
                        anInterface("ivo://a/honest", "ivo://ivoa.net/std/sia", "http://honest.test/sia", mirrors)),
                List.of(new RegistryRow(
                        "ivo://a/tap", 1, RegTapQuery.DATA_MODEL, "ivo://ivoa.net/std/ObsCore#core-1.1")));
        return CandidateBuilder.build(RowsReader.read(queries, rows, new Notes()), new Notes());
    }

    private static RegistryRow anInterface(String ivoid, String standardId, String url, String mirrors) {
        return new RegistryRow(ivoid, 1, standardId, "vs:paramhttp", "std", "1.0", url, 0, mirrors);
    }

    private static void select(List<Candidate> candidates) {
        Selection selection = ServiceSelection.select(candidates, QUESTION, true, true, true);
        assertThat(selection.decisions()).hasSameSizeAs(candidates);
        selection.decisions().stream()
                .filter(Decision::isKept)
                .forEach(decision -> assertThat(KnownProtocols.query(decision.service(), QUESTION, true)
                                .texts())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", " ", "@", "%2F", "0", "[", "?", "&", "/..", ":", "\u00e4"})
    void skipsServicesWithAUrlThatIsTooLong(String repeated) {
        String url = "http://" + repeated.repeat(200_000) + "x";
        List<Candidate> candidates = candidates(url, url + "#" + url + "#http://mirror.test/sia");
        assertThat(candidates).hasSize(3);
        assertThat(candidates.stream().filter(it -> TOO_LONG.equals(it.preset())))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.service().accessUrl()).isEmpty());
        Service honest = candidates.stream()
                .filter(it -> it.preset() == null)
                .findAny()
                .orElseThrow()
                .service();
        assertThat(honest.accessUrl()).isEqualTo("http://honest.test/sia");
        assertThat(honest.mirrorUrls()).containsExactly("http://mirror.test/sia");
        select(candidates);
    }

    /** As long as a URL may be, and all of it what takes longest. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "%2F", "0", "?", "&", "/..", "x=1&"})
    void asksServicesWithTheLongestUrl(String repeated) {
        String url = "http://a.test/" + repeated.repeat((8192 - 15) / repeated.length()) + "x";
        List<Candidate> candidates = candidates(url, url);
        assertThat(candidates).allSatisfy(it -> assertThat(it.preset()).isNull());
        select(candidates);
    }

    @Test
    void callsAResourceWithATitleThatIsTooLongByItsIvoid() {
        Service service = candidates("http://a.test/x", "").stream()
                .map(Candidate::service)
                .filter(it -> it.protocol().equals(Sia1.PROTOCOL)
                        && it.ivoid().value().endsWith("sia"))
                .findAny()
                .orElseThrow();
        assertThat(service.title()).isEqualTo("ivo://a/sia");
    }

    @Test
    void notesRowsWithAnIdentifierThatIsTooLong() {
        Notes notes = new Notes();
        RowsReader.read(
                List.of(new RegTapQuery("rr.resource", List.of(), "rr.resource", "")),
                List.of(List.of(new RegistryRow("ivo://a/" + "x".repeat(1_000_000), "vs:catalogservice", "t"))),
                notes);
        assertThat(notes.lines())
                .singleElement()
                .asString()
                .startsWith("registry rows without an identifier, left out (1): rr.resource: column 1 of");
    }

    @Test
    void readsNoSnapshotUrlThatIsTooLong(@TempDir Path directory) throws IOException {
        String url = "http://a.test/" + "/".repeat(200_000) + "x";
        Service service = Service.of(List.of(new Ivoid("ivo://a/tap")), "", ObsTap.PROTOCOL, url, "ivoa.obscore");
        SnapshotStore store = new SnapshotStore(directory);
        store.save(
                new RegistrySnapshot(
                        "http://reg.test/tap",
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Set.of(),
                        false,
                        List.of(Candidate.of(service)),
                        List.of()),
                null);
        RegistrySnapshot read = store.load("http://reg.test/tap").snapshot();
        assertThat(read).isNotNull();
        assertThat(read.candidates()).singleElement().satisfies(it -> {
            assertThat(it.preset()).isEqualTo(TOO_LONG);
            assertThat(it.service().accessUrl()).isEmpty();
        });
    }

    @Test
    void skipsEntriesOfAListThatAreTooLong() throws IOException {
        String url = "http://a.test/" + "@".repeat(1_000_000);
        String csv = "ivoid,title,standard_id,access_url,mirror_urls,max_records\n"
                + "ivo://a/x,X,sia1," + url + ",,\n"
                + "ivo://a/y," + "t".repeat(100_000) + ",sia1,http://a.test/y," + url + "," + "0".repeat(100_000) + "\n"
                + "ivo://a/" + "z".repeat(100_000) + ",Z,sia1,http://a.test/z,,\n"
                + "ivo://a/w,W," + " sia".repeat(100_000) + ",http://a.test/w,,\n";
        ServiceList list = ServiceList.read("list", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(list.candidates()).hasSize(2);
        assertThat(list.candidates().getFirst().preset()).isEqualTo(TOO_LONG);
        assertThat(list.candidates().getFirst().service().accessUrl()).isEqualTo(url);
        assertThat(list.candidates().get(1).service().title()).isEqualTo("ivo://a/y");
        assertThat(list.notes())
                .allSatisfy(note -> assertThat(note).hasSizeLessThan(400))
                .anySatisfy(note -> assertThat(note).contains("line 2: skipped, access URL is longer than 8192"))
                .anySatisfy(
                        note -> assertThat(note).contains("line 3: mirror URL").contains("is longer than 8192"))
                .anySatisfy(note -> assertThat(note).contains("line 4: left out, it has no ivoid"));
    }

    @Test
    void refusesAServiceUrlThatIsTooLong() {
        assertThatThrownBy(() -> UnregisteredService.of(Sia2.PROTOCOL, "http://a.test/" + "@".repeat(10_000)))
                .hasMessage("a URL of 10014 characters is too long: give at most 8192");
    }

    @Test
    void joinsTheCoverageOfThousandsOfRows() {
        CoverageRows rows = new CoverageRows(new Notes());
        for (int i = 0; i < 100_000; i++) {
            rows.addSpatial("ivo://a/x", "29/" + 2L * i, null);
        }
        assertThat(rows.of("ivo://a/x").spatial()).isNotNull();
    }
}
