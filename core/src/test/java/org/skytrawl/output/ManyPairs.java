package org.skytrawl.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.provenance.ProvenanceLog;

/** Writes a result with very many pairs in every format, and its summary; reads one back. */
final class ManyPairs {
    private static final int TARGETS = 4_000;
    private static final int DATASETS = 1_000;
    private static final int TARGETS_OF_EACH = 200;

    private ManyPairs() {}

    public static void main(String... args) throws IOException {
        TargetList.Builder targets = new TargetList.Builder();
        for (int i = 0; i < TARGETS; i++) {
            targets.add(new Target("target " + i, i * 0.018, (i % 100) * 0.9, 0.1));
        }
        TargetList list = targets.build();
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < DATASETS; i++) {
            TargetMatches.Builder matches = new TargetMatches.Builder();
            for (int k = 0; k < TARGETS_OF_EACH; k++) {
                matches.add((i * 31 + k * 37) % TARGETS, Overlap.TESTED);
            }
            datasets.add(new FoundDataset(
                    Records.of("ivo://d/" + i, "image/fits", "http://d/" + i)
                            .at(i * 0.18)
                            .with(ObsCoreColumn.s_dec, 10)
                            .get()
                            .withMatches(matches.build()),
                    List.of(Runs.TAP_ORIGIN)));
        }
        ProvenanceLog log = Runs.log(TargetRegion.of(list));
        ResultExtract extract = ResultExtract.of(datasets, log).sorted(DatasetOrder.parse("target_separation:desc"));
        for (OutputFormat format : OutputFormat.values()) {
            Path file = Path.of(args[0], "pairs." + format.extension());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                format.writer()
                        .write(
                                // all rows in all formats take long
                                format == OutputFormat.CSV ? extract : extract.first(10_000), out);
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0], "summary")))) {
                format.writer().write(TargetSummary.of(datasets, log), out);
            }
        }
        ReadResult read = ResultFile.read(Path.of(args[0], "pairs.csv"), list);
        if (extract.size() != DATASETS * TARGETS_OF_EACH || read.datasets().size() != DATASETS) {
            throw new AssertionError(
                    extract.size() + " pairs, " + read.datasets().size() + " datasets");
        }
    }
}
