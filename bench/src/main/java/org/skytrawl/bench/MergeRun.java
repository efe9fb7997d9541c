package org.skytrawl.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skytrawl.bench.Measured.Seconds;
import org.skytrawl.bench.ObsCoreFile.Serialization;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.protocol.RecordReading;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

/**
 * Reads the answers of twenty ObsTAP services, each sharing a tenth of its rows with the next, merges and sorts them and writes
 * what was found; to be run with a heap of 1536 MB. Arguments: rows in all, folder for the files, which are deleted.
 */
final class MergeRun {
    private static final int SERVICES = 20;
    private static final double SHARED = 0.1;
    private static final Question QUESTION = new Question(new Cone(10.68, 41.27, 180), null, null, Set.of());

    private MergeRun() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory(Path.of(args[1]), "merge");
        Path answer = folder.resolve("answer.vot");
        Path found = folder.resolve("found.vot");
        PeakHeap heap = new PeakHeap();
        try {
            Measured.say("%s", Measured.machine());
            List<Answer> answers = new ArrayList<>();
            double readS = 0;
            for (int i = 0; i < SERVICES; i++) {
                int each = rows / SERVICES;
                Service service = service(i);
                ObsCoreFile.write(answer, Serialization.TABLEDATA, (long) (i * each * (1 - SHARED)), each);
                List<ObsCoreRecord> records = new ArrayList<>();
                answers.add(new Answer(
                        service,
                        new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl() + "/sync"),
                        records));
                readS += Measured.seconds(() -> read(answer, service, records)).wallS();
            }
            say("read", readS, heap);
            MergeResult[] merged = new MergeResult[1];
            Seconds merging = Measured.seconds(() -> merged[0] = Merger.merge(answers));
            answers.clear();
            say("merge", merging.wallS(), heap);
            Seconds sorting = Measured.seconds(() -> merged[0] = merged[0].nearestFirst(QUESTION));
            say("sort", sorting.wallS(), heap);
            ProvenanceLog log = ProvenanceLog.inMemory();
            log.append(
                    new RunStarted(Instant.now(), "bench", "", QUESTION, DiscoveryOptions.DEFAULTS, RunContext.NONE));
            Seconds writing = Measured.seconds(() -> AtomicFile.write(
                    found, out -> OutputFormat.VOTABLE.writer().write(merged[0].datasets(), log, out)));
            say("write", writing.wallS(), heap);
            Measured.say(
                    "%d records, %d datasets, %d MB written",
                    merged[0].records(), merged[0].datasets().size(), Files.size(found) / 1_000_000);
            Measured.say("%s", Measured.machine());
        } finally {
            Files.deleteIfExists(answer);
            Files.deleteIfExists(found);
            Files.delete(folder);
        }
    }

    private static void say(String what, double seconds, PeakHeap heap) {
        Measured.say(
                "  %-6s %.1f s; heap so far at most %d MB, after a collection at most %d MB",
                what, seconds, heap.mostMb(), heap.mostKeptMb());
    }

    private static void read(Path file, Service service, List<ObsCoreRecord> records) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            RecordReading.read(in, service, ParseRun.ALL, (record, bytes) -> records.add(record));
        }
    }

    private static Service service(int i) {
        return Service.of(
                List.of(new Ivoid("ivo://archive" + i + ".example.org/tap")),
                "Example archive " + i,
                ObsTap.PROTOCOL,
                "https://archive" + i + ".example.org/tap",
                "ivoa.obscore");
    }
}
