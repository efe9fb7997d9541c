package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.fuzz.Fuzz;
import org.skytrawl.fuzz.Mutations;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.VoTableReader;

/** Whatever a service sends: it costs what is damaged, and is told of in a report, never by an exception. */
@Tag("fuzz")
@Isolated("uses all processors; memory is measured")
class MutationFuzzTest {
    private static final List<byte[]> ANSWERS = Stream.of(
                    Fuzz.resources(
                            "/votable/dachs/",
                            "sia1_ok.xml",
                            "sia1_ok_td.xml",
                            "sia1_maxrec2.xml",
                            "sia1_metadata.xml",
                            "sia1_empty.xml",
                            "sia1_error.xml",
                            "sia2_radb_circle.xml",
                            "sia2_radb_circle_td.xml",
                            "sia2_radb_overflow.xml",
                            "sia2_capabilities.xml",
                            "tap_ok.xml",
                            "tap_ok_b2.xml",
                            "tap_ok_td.xml",
                            "tap_overflow.xml",
                            "tap_error_syntax.xml",
                            "rr_coverage_output.xml"),
                    Fuzz.resources(
                            "/votable/ssa/",
                            "dachs.xml",
                            "eso.xml",
                            "mast.xml",
                            "vizier.xml",
                            "spectrum-prefix.xml",
                            "ucds-only.xml",
                            "xray.xml",
                            "radio.xml",
                            "timeseries.xml",
                            "nonsense.xml"),
                    // the smaller ones are hit harder
                    made(),
                    made(),
                    made())
            .flatMap(List::stream)
            .toList();

    private static List<byte[]> made() {
        return Fuzz.resources(
                "/votable/made/",
                "every_type_binary.xml",
                "every_type_binary2.xml",
                "every_type_tabledata.xml",
                "sia1_wcs.xml",
                "obscore_regions.xml");
    }

    @Test
    void anyAnswerIsReadAndJudgedOrRefusedInOrder() {
        Mutations answers = Mutations.ofVoTables(ANSWERS);
        Fuzz.run("answers", 10_000, answers::mutant, MutationFuzzTest::ask);
    }

    @Test
    void anyErrorPageHasAMessage() {
        Mutations pages = Mutations.ofVoTables(Stream.concat(
                        Fuzz.resources(
                                "/votable/dachs/",
                                "sia1_error.xml",
                                "tap_error_column.xml",
                                "tap_error_syntax.xml",
                                "sia2_site_error.xml")
                                .stream(),
                        Stream.of(("<!DOCTYPE html><html><head><title>500</title><style>a { b: c }</style></head>"
                                        + "<body><h1>Oops</h1><script>if (a < b) c();</script><p>x &amp; y</body>")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toList());
        Fuzz.run("errors", 1_000, pages::mutant, (page, random) -> {
            String message = ErrorBody.failure(500, null, page).getMessage();
            assertThat(message).contains("HTTP 500").hasSizeLessThan(5000);
            assertThat(message.chars()).noneMatch(c -> c < ' ');
        });
    }

    /** What reading an answer gave. */
    private record Asked(ReadReport report, List<ObsCoreRecord> records, JudgingSink rows) {
        /** Without what depends on how much had come when a fault was met: damage behind it, the message. */
        String summary() {
            ReadReport r = report;
            return r.status() + " " + r.hasTable() + " " + r.rows() + " " + r.badRows() + " "
                    + r.extraTables() + " "
                    + (r.failure() != null ? r.failure().code() : r.complete() ? r.badCells() : "cut") + " "
                    + rows.records()
                    + " " + rows.filtered() + " " + rows.unknown() + " "
                    + rows.badCells() + " " + rows.extraColumns();
        }
    }

    private static void ask(byte[] answer, SplittableRandom random) throws IOException {
        ServiceQuery query = query(random);
        boolean positionApplied = random.nextBoolean();
        Asked whole = ask(new ByteArrayInputStream(answer), query, positionApplied);
        long judged = whole.rows.records() + whole.rows.filtered() + whole.rows.unknown();
        assertThat(whole.report.rows()).isEqualTo(judged);
        whole.records.forEach(MutationFuzzTest::look);
        switch (random.nextInt(16)) {
            case 0 -> {
                Asked drop = ask(new Drip(answer, random.split()), query, positionApplied);
                assertThat(drop.summary()).as("as it drips in").isEqualTo(whole.summary());
            }
            case 1 -> merge(whole.records, query);
            default -> {}
        }
    }

    private static ServiceQuery query(SplittableRandom random) {
        Cone cone = random.nextInt(4) > 0
                ? new Cone(10.5, 41.25, 2)
                : new Cone(random.nextInt(360), random.nextInt(-90, 91), random.nextInt(1, 181));
        return KnownProtocols.query(
                Questions.service(
                        Protocol.known().get(random.nextInt(Protocol.known().size())), "http://host/service"),
                Questions.all(
                        cone,
                        random.nextBoolean() ? Questions.OPTICAL : null,
                        random.nextBoolean() ? new Interval(Double.NEGATIVE_INFINITY, 55001) : null,
                        random.nextBoolean() ? new String[] {"image", "cube", "spectrum"} : new String[0]),
                random.nextInt(4) > 0);
    }

    private static Asked ask(InputStream answer, ServiceQuery query, boolean positionApplied) throws IOException {
        List<ObsCoreRecord> records = new ArrayList<>();
        JudgingSink rows = new JudgingSink(
                query,
                new QueryForm(null, "", List.of(), positionApplied),
                (record, bytes) -> records.add(record),
                query.constraints());
        VoTableReader reader = new VoTableReader();
        try {
            reader.read(answer, rows);
        } catch (StopReadingException e) {
            throw new AssertionError("the sink refuses nothing", e);
        }
        ReadReport report = reader.report();
        if (report.failure() != null) {
            assertThat(report.failure().message()).isNotBlank().hasSizeLessThan(20_000);
            assertThat(report.failure().code()).isNotEqualTo(FailureCode.INTERNAL);
        }
        return new Asked(report, records, rows);
    }

    /** What is known is of use: no number is infinite but an open end, no text is blank. */
    private static void look(ObsCoreRecord record) {
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            Object value = record.value(column);
            if (value instanceof String text) {
                assertThat(text).as(column.name()).isNotBlank();
            } else if (value instanceof Double number) {
                assertThat(number.isInfinite()).as(column.name()).isFalse();
            }
        }
    }

    private static void merge(List<ObsCoreRecord> records, ServiceQuery query) {
        Origin origin = new Origin(
                query.service().ivoid(),
                query.service().title(),
                query.service().protocol(),
                "http://host/service?x");
        var merged = Merger.merge(List.of(new Answer(query.service(), origin, records)));
        assertThat(merged.datasets().size()).isLessThanOrEqualTo(records.size());
    }

    /** A stream that gives one to seven bytes at a time. */
    private static final class Drip extends InputStream {
        private final ByteArrayInputStream in;
        private final SplittableRandom random;

        Drip(byte[] bytes, SplittableRandom random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return in.read(into, offset, Math.min(length, random.nextInt(1, 8)));
        }
    }
}
