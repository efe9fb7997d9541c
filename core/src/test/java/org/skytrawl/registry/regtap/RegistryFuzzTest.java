package org.skytrawl.registry.regtap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.skytrawl.fuzz.Fuzz;
import org.skytrawl.fuzz.Mutations;
import org.skytrawl.model.Axis;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.list.ServiceListException;
import org.skytrawl.registry.snapshot.SnapshotJson;
import org.skytrawl.sky.Moc;

/** Lists of services and snapshots come from other hands, too. */
class RegistryFuzzTest {
    private static final String CSV = """
            ivoid,title,standard_id,access_url,table_name
            ivo://a/1,"One, ""quoted""
            and long",ivo://ivoa.net/std/sia,http://a/s?,
            ivo://a/2 ivo://a/3,Two,ivo://ivoa.net/std/sia#query-2.0,https://a/s2,
            ivo://a/4,Four,tap,http://a/tap,ivoa.obscore
            ,Five,ssa,gopher://x,
            """;

    private static final String JSON = """
            [{"ivoid": "ivo://a/1", "title": "One \\u00e9\\n", "standard_id": "sia1", "access_url": "http://a/s?", "x": [1, {}]},
             {"ivoid": "ivo://a/4", "title": null, "standard_id": "tap", "access_url": "http://a/tap", "table_name": "x.y"}]
            {"ivoid": "ivo://a/5", "standard_id": 2, "access_url": true}
            """;

    @Test
    void anyListOfServicesIsReadOrRefused() {
        Mutations texts = Mutations.ofTexts(List.of(CSV, JSON));
        Fuzz.run("lists", 50_000, texts::mutant, (mutant, random) -> list(mutant));
        Mutations tables = Mutations.ofVoTables(Fuzz.resources("/votable/made/", "service_list.xml"));
        Fuzz.run("list-tables", 20_000, tables::mutant, (mutant, random) -> list(mutant));
    }

    private static void list(byte[] mutant) throws IOException {
        ServiceList list;
        try {
            list = ServiceList.read("list", new ByteArrayInputStream(mutant));
        } catch (ServiceListException e) {
            assertThat(e).hasMessageStartingWith("service list list");
            return;
        }
        StringBuilder csv = new StringBuilder();
        List<Service> services =
                list.candidates().stream().map(Candidate::service).toList();
        ServiceList.writeCsv(services, csv);
        services.forEach(service -> CanonicalUrl.of(service.accessUrl()));
        ServiceList again = ServiceList.read(
                "again", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(again.candidates()).isEqualTo(list.candidates());
    }

    @Test
    void anySnapshotIsReadOrRefused() throws IOException {
        Mutations zips = Mutations.ofBytes(List.of(snapshot()));
        Fuzz.run("zips", 5_000, zips::mutant, (mutant, random) -> read(mutant));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(snapshot()))) {
            Mutations lines = Mutations.ofBytes(List.of(in.readAllBytes()));
            Fuzz.run("snapshots", 20_000, lines::mutant, (mutant, random) -> read(zipped(mutant)));
        }
    }

    private static void read(byte[] zip) {
        try {
            SnapshotJson.read(new ByteArrayInputStream(zip));
        } catch (IOException e) {
            // what SnapshotStore sets aside
            assertThat(e).isNotNull();
        }
    }

    private static byte[] zipped(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] snapshot() throws IOException {
        Service table = Service.of(
                        List.of(new Ivoid("ivo://a/tap"), new Ivoid("ivo://a/c")),
                        "Title \"\u00e9\"\n",
                        Protocol.OBSTAP,
                        "http://a/tap",
                        "\"x\".obs")
                .withCoverage(new Coverage(
                        Moc.ofCells(3, 4, 5, 99),
                        List.of(new Interval(1e-7, Double.POSITIVE_INFINITY), new Interval(0, 1e-9)),
                        List.of(new Interval(Double.NEGATIVE_INFINITY, 55000.125))))
                .withMaxRecords(20_000_000_000L);
        Service sia = Service.of(List.of(new Ivoid("ivo://a/x")), "", Protocol.SIA1, "", null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotJson.write(
                new RegistrySnapshot(
                        "http://reg.test/tap",
                        Instant.parse("2026-03-01T12:00:00.123Z"),
                        Set.of(Axis.SPACE, Axis.TIME),
                        true,
                        List.of(
                                new Candidate(table, List.of(new Ivoid("ivo://a/s")), Set.of("x.obs"), null),
                                new Candidate(sia, List.of(), Set.of(), new Skipped(Skipped.Why.NEEDS_LOGIN, "login"))),
                        List.of("a note")),
                "a stamp",
                Instant.EPOCH,
                out);
        return out.toByteArray();
    }
}
