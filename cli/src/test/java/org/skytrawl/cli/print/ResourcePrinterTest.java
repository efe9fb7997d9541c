package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.cli.terminal.LabelledText;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;
import org.skytrawl.sky.Moc;

class ResourcePrinterTest {
    private static final Ivoid IVOID = new Ivoid("ivo://x.test/a");

    private static String printed(Resource resource, List<Candidate> services, @Nullable List<ResourceTable> tables) {
        StringWriter text = new StringWriter();
        new ResourcePrinter(new LabelledText(new PrintWriter(text), 60)).print(resource, services, tables);
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static Resource bare(String title) {
        return new Resource(
                new Resource.Identity(IVOID, null, title, null, List.of()),
                new Resource.Content(
                        null,
                        null,
                        new Resource.Topics(List.of(), List.of()),
                        List.of(),
                        List.of(),
                        new Resource.Source(null, null)),
                new Resource.Curation(
                        List.of(), null, new Resource.RecordState(null, null, List.of()), List.of(), null, null),
                new Resource.Extent(Coverage.UNDECLARED, List.of(), List.of(), null),
                List.of(),
                List.of());
    }

    @Test
    void printsOnlyWhatIsKnown() {
        assertThat(printed(bare("A"), List.of(), null)).isEqualTo("""
                A
                ivo://x.test/a

                Coverage
                  sky           not declared
                  spectrum      not declared
                  time          not declared

                What Skytrawl can query
                  nothing       it has no SIA, SSA or ObsCore service
                """);
    }

    @Test
    void printsAllThatThereIs() {
        Resource resource = new Resource(
                new Resource.Identity(IVOID, "vs:catalogservice", "A survey", "SURV", List.of("doi:10.5072/a")),
                new Resource.Content(
                        "First paragraph, which is longer than a line of sixty characters.\n\n Second.",
                        "http://x.test/a-page-with-an-address-that-is-longer-than-any-line",
                        new Resource.Topics(List.of("galaxies", "surveys"), List.of("galaxies")),
                        List.of("research"),
                        List.of("survey"),
                        new Resource.Source("2026x", "bibcode")),
                new Resource.Curation(
                        List.of(
                                new Resource.Role("creator", "Zuse, K.", null, null),
                                new Resource.Role("creator", "Abel, N.", null, null),
                                new Resource.Role("contact", "Desk", new Ivoid("ivo://x.test/org"), "desk@x.test")),
                        "2",
                        new Resource.RecordState("2024-03-01", null, List.of(new Resource.Validation(2, "ivo://v", 1))),
                        List.of(new Resource.Dated("2025-01-01", "collected")),
                        "free",
                        "http://spdx.org/licenses/CC0-1.0"),
                new Resource.Extent(
                        new Coverage(
                                Moc.ofCells(0, 1, 2, 3),
                                List.of(new Interval(4e-7, 7e-7), new Interval(0, 1e-9)),
                                List.of(new Interval(50000, Double.POSITIVE_INFINITY))),
                        List.of(new Resource.OtherFrame("mars", "0/1")),
                        List.of("optical"),
                        0.5),
                List.of(new Resource.Relationship("isservedby", new Ivoid("ivo://x.test/tap"), "The TAP")),
                List.of(
                        new Resource.Capability(
                                1,
                                "sia:simpleimageaccess",
                                "ivo://ivoa.net/std/sia",
                                "Images",
                                List.of(),
                                List.of(new Resource.Interface(
                                        "vs:paramhttp",
                                        "std",
                                        "2.0",
                                        new Resource.Urls("http://x.test/q?", "base", List.of("http://m.test/q?")),
                                        "application/x-votable+xml",
                                        true))),
                        new Resource.Capability(
                                2,
                                null,
                                "ivo://ivoa.net/std/vosi#tables",
                                null,
                                List.of(),
                                List.of(new Resource.Interface(
                                        "vs:paramhttp",
                                        "std",
                                        null,
                                        new Resource.Urls("http://x.test/t", null, List.of()),
                                        null,
                                        false)))));
        Candidate asked =
                Candidate.of(Service.of(List.of(IVOID), "A", ObsTap.PROTOCOL, "http://x.test/tap", "ivoa.obscore")
                        .withMaxRecords(100L));
        Candidate locked = new Candidate(
                Service.of(List.of(IVOID), "A", Sia2.PROTOCOL, "http://x.test/q?", null),
                List.of(),
                java.util.Set.of(),
                new Skipped(Skipped.Why.NEEDS_LOGIN, "all its interfaces need a login"));
        ResourceTable table = new ResourceTable(
                "x.main",
                "Main",
                null,
                new ResourceTable.Kind("output", null),
                12L,
                List.of(new ResourceTable.Column(
                        "ra",
                        new ResourceTable.Values("double", null, "deg"),
                        new ResourceTable.Meaning("pos.eq.ra", null, true),
                        "RA")));
        assertThat(printed(resource, List.of(asked, locked), List.of(table))).isEqualTo("""
                A survey [SURV]
                ivo://x.test/a (vs:catalogservice)

                  First paragraph, which is longer than a line of sixty
                  characters.

                  Second.

                Content
                  subjects      galaxies, surveys
                  UAT concepts  galaxies
                  kinds         survey
                  for           research
                  page          http://x.test/a-page-with-an-address-that-is-longer-than-any-line
                  source        2026x (bibcode)
                  identifiers   doi:10.5072/a

                Coverage
                  sky           25.0 % of the sky
                                also places in mars
                  spectrum      4.000e-07 m to 7.000e-07 m
                                up to 1.000e-09 m
                  wavebands     optical
                  time          1995-10-10 and later
                  region        0.5000 deg around a position

                Curation
                  creators      Zuse, K.; Abel, N.
                  contact       Desk (ivo://x.test/org) <desk@x.test>
                  version       2
                  rights        free
                  licence       http://spdx.org/licenses/CC0-1.0
                  record        made 2024-03-01
                  collected     2025-01-01
                  validation    level 2 of capability 1, by ivo://v

                Related
                  served by     The TAP (ivo://x.test/tap)

                Capability 1: SIA2
                  standard      ivo://ivoa.net/std/sia
                  description   Images
                  URL           http://x.test/q?
                  mirrors       http://m.test/q?
                                version 2.0, only after login, gives
                                application/x-votable+xml

                About the service
                  tables        http://x.test/t

                What Skytrawl can query
                  OBSTAP        http://x.test/tap
                                table ivoa.obscore
                                at most 100 rows at once
                  SIA2          nothing: all its interfaces need a login

                Table x.main
                  title         Main
                  type          output
                  rows          about 12
                  columns       1
                    ra          double; in deg; pos.eq.ra; RA
                """);
    }

    @Test
    void noTerminalObeysWhatARegistrySays() {
        Resource hostile = bare("\u001b[2JA\u202e\nB");
        assertThat(printed(
                        hostile,
                        List.of(),
                        List.of(new ResourceTable(
                                "t\u001b[1m", "\u009b2J", null, new ResourceTable.Kind(null, null), null, List.of()))))
                .startsWith("[2JA B\n")
                .contains("Table t[1m\n  title         2J\n")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
    }
}
