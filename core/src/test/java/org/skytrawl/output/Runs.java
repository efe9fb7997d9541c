package org.skytrawl.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Records;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** Datasets and logs for tests. */
final class Runs {
    /** All that services may put into a text, and more. */
    static final String HOSTILE =
            "a<b>&amp;\"' ]]> \u0000\u0001\u001b[31m\u007f\u0085\r\nline\rline\ttab \u2028\u2029 \ud800 \udc00x "
                    + "\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u206f\ufffe\uffff é \ud83d\ude00, end\ud83d";

    /** The same as it may be shown. */
    static final String HARMLESS =
            "a<b>&amp;\"' ]]> \ufffd\ufffd\ufffd[31m\ufffd\ufffd\nline\nline\ttab \n\n \ufffd \ufffdx "
                    + "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd é"
                    + " \ud83d\ude00, end\ufffd";

    static final Service TAP = Records.service(ObsTap.PROTOCOL, "tap");
    static final Service SIA = Records.service(Sia1.PROTOCOL, "sia");
    static final Origin TAP_ORIGIN = origin(TAP, "");
    static final Origin SIA_ORIGIN = origin(SIA, "?POS=1,2");

    private static final Instant START = Instant.parse("2025-05-04T03:02:01Z");

    private Runs() {}

    static Origin origin(Service service, String query) {
        return new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl() + query);
    }

    /** A record in which every column has a value that no other has. */
    static ObsCoreRecord full() {
        RecordLayout layout = new RecordLayout(List.of(ObsCoreColumn.values()));
        double[] numbers = new double[layout.numbers()];
        String[] texts = new String[layout.texts()];
        int i = 0;
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            i++;
            switch (column.type()) {
                case TEXT -> texts[layout.slot(column)] = "text " + i;
                case INTEGER -> numbers[layout.slot(column)] = (1L << 52) + i;
                case REAL -> numbers[layout.slot(column)] = 1e-7 / i;
            }
        }
        return new ObsCoreRecord(layout, numbers, texts);
    }

    /** A full record, one with hardly anything, and a hostile one. */
    static List<FoundDataset> datasets() {
        return List.of(
                new FoundDataset(full().withOverlap(Overlap.TESTED), List.of(TAP_ORIGIN, SIA_ORIGIN)),
                new FoundDataset(Records.of(null, null, null).get(), List.of(SIA_ORIGIN)),
                new FoundDataset(
                        Records.of("=1+1", "@x", "http://h/?a=1&b=2")
                                .with(ObsCoreColumn.obs_title, HOSTILE)
                                .with(ObsCoreColumn.target_name, " M 51, \"the whirlpool\" ")
                                .with(ObsCoreColumn.calib_level, -1)
                                .with(ObsCoreColumn.t_max, Double.POSITIVE_INFINITY)
                                .with(ObsCoreColumn.t_min, Double.NEGATIVE_INFINITY)
                                .with(ObsCoreColumn.s_ra, 0.1 + 0.2)
                                .with(ObsCoreColumn.s_dec, -0.0)
                                .with(ObsCoreColumn.s_fov, Double.MIN_VALUE)
                                .with(ObsCoreColumn.em_min, Double.MAX_VALUE)
                                .get()
                                .withOverlap(Overlap.SERVICE),
                        List.of(new Origin(
                                new Ivoid("ivo://x/hostile"), HOSTILE, Sia2.PROTOCOL, "http://h/?" + HOSTILE))));
    }

    static QueryFacts facts(String query) {
        return QueryFacts.of(query, "whole", new QueryFacts.Cost(2, 1L << 40, 1.5))
                .with(new QueryFacts.Rows(10, 3, 4, 0))
                .with(new QueryFacts.Oddities(5, 6, 8, 7));
    }

    /** One service for each outcome. */
    static final List<ServiceOutcome> OUTCOMES = List.of(
            new ServiceOutcome.Answered(),
            new ServiceOutcome.Overflowed("table full"),
            new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, null, "broke off"),
            new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 500, HOSTILE),
            new ServiceOutcome.TimedOut(Phase.READING),
            new ServiceOutcome.Cancelled(Phase.QUEUED),
            new ServiceOutcome.Pruned(Axis.TIME, true),
            new ServiceOutcome.Elided(new Ivoid("ivo://x/better"), "served by it"),
            new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.NEEDS_LOGIN, "only with a login"));

    static ProvenanceLog log() {
        return log(new Cone(10.5, -20.25, 0.5));
    }

    static ProvenanceLog log(@Nullable Region region) {
        ProvenanceLog log = ProvenanceLog.inMemory();
        log.append(new ProvenanceEvent.RunStarted(
                START,
                "5f1c",
                "1.2.3",
                new Question(
                        region,
                        new Interval(1e-7, 2e-7),
                        new Interval(50000, Double.POSITIVE_INFINITY),
                        Set.of("image")),
                DiscoveryOptions.DEFAULTS,
                org.skytrawl.provenance.RunContext.NONE));
        log.append(new ProvenanceEvent.RegistryRead(
                START.plusSeconds(1),
                new ProvenanceEvent.CandidateSource("http://reg.example.org/tap", START.minusSeconds(3599), true),
                9,
                List.of("http://other.example.org: \"<down>\""),
                List.of("a note"),
                false));
        int i = 0;
        for (ServiceOutcome outcome : OUTCOMES) {
            Service service = Records.service(i % 2 == 0 ? ObsTap.PROTOCOL : Sia1.PROTOCOL, "s" + i++);
            boolean asked = outcome.isLoss() || outcome instanceof ServiceOutcome.Answered;
            log.append(new ProvenanceEvent.ServiceEnded(
                    START.plusSeconds(i),
                    service,
                    outcome,
                    asked ? facts("SELECT *\nFROM t WHERE a < 'x' " + HOSTILE) : null,
                    i == 1 ? new Ivoid("ivo://x/failed") : null));
        }
        return log;
    }

    static ProvenanceLog endedLog() {
        ProvenanceLog log = log();
        Service first = Records.service(ObsTap.PROTOCOL, "s0");
        log.append(new ProvenanceEvent.RunEnded(
                START.plusSeconds(60),
                new ProvenanceEvent.ServiceCounts(Map.of("answered", 1), 0, 1),
                new ProvenanceEvent.Findings(30, 20, List.of(new ProvenanceEvent.Contribution(first, 12, 8))),
                new ProvenanceEvent.Ending(true, 60, 0, false, false)));
        return log;
    }

    static byte[] written(OutputFormat format, List<FoundDataset> datasets, ProvenanceLog log) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("a writer must leave the stream open");
            }
        };
        format.writer().write(datasets, log, out);
        return out.toByteArray();
    }
}
