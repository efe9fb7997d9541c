package org.skytrawl.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.merge.Merger;
import org.skytrawl.merge.Records;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Merges a million ObsTAP records, each with a URL, DID, title, region and observation of its own, and writes them: to be
 * run with {@code -Xmx1536m}. Arguments: how many records, the file to write. Says on standard output how long it took.
 */
final class MillionRecords {
    private static final int SERVICES = 20;
    private static final RecordLayout LAYOUT = layout();

    private MillionRecords() {}

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        Path file = Path.of(args[1]);
        long start = System.nanoTime();
        List<Answer> answers = answers(count);
        long made = System.nanoTime();
        say("made %d records of %d columns", count, LAYOUT.columns().size(), made - start);
        MergeResult result = Merger.merge(answers);
        long merged = System.nanoTime();
        say("merged into %d datasets", result.datasets().size(), merged - made);
        OutputFormat format = OutputFormat.ofFileName(file.toString());
        AtomicFile.write(file, out -> format.writer().write(result.datasets(), ProvenanceLog.inMemory(), out));
        say("wrote %d MB as %s", Files.size(file) / 1_000_000, format, System.nanoTime() - merged);
    }

    private static void say(String what, Object... valuesAndNanos) {
        Object[] values = valuesAndNanos.clone();
        double seconds = (Long) values[values.length - 1] / 1e9;
        Runtime runtime = Runtime.getRuntime();
        long heapMb = (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000;
        System.out.printf(Locale.ROOT, what + " in %.1f s, %d MB in the heap%n", with(values, seconds, heapMb));
    }

    private static Object[] with(Object[] values, double seconds, long heapMb) {
        List<Object> all = new ArrayList<>(List.of(values).subList(0, values.length - 1));
        all.add(seconds);
        all.add(heapMb);
        return all.toArray();
    }

    private static RecordLayout layout() {
        List<ObsCoreColumn> columns = new ArrayList<>(List.of(
                ObsCoreColumn.obs_title,
                ObsCoreColumn.obs_creator_name,
                ObsCoreColumn.obs_release_date,
                ObsCoreColumn.data_rights,
                ObsCoreColumn.proposal_id,
                ObsCoreColumn.s_pixel_scale,
                ObsCoreColumn.em_ucd));
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (column.isMandatory()) {
                columns.add(column);
            }
        }
        return new RecordLayout(columns);
    }

    private static List<Answer> answers(int count) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            Service service = Records.service(ObsTap.PROTOCOL, "tap" + i);
            List<ObsCoreRecord> records = new ArrayList<>();
            for (int j = (int) ((long) count * i / SERVICES); j < (int) ((long) count * (i + 1) / SERVICES); j++) {
                records.add(record(j));
            }
            answers.add(new Answer(service, Runs.origin(service, "/sync"), records));
        }
        return answers;
    }

    private static ObsCoreRecord record(int i) {
        double[] numbers = new double[LAYOUT.numbers()];
        for (int j = 0; j < numbers.length; j++) {
            numbers[j] = (i + 0.37) / (j + 1.1);
        }
        String[] texts = new String[LAYOUT.texts()];
        for (ObsCoreColumn column : LAYOUT.columns()) {
            if (column.isText()) {
                texts[LAYOUT.slot(column)] = text(column, i);
            } else if (column.type() == ObsCoreColumn.Type.INTEGER) {
                numbers[LAYOUT.slot(column)] = i % 10_000;
            }
        }
        return new ObsCoreRecord(LAYOUT, numbers, texts);
    }

    private static String text(ObsCoreColumn column, int i) {
        return switch (column) {
            case access_url -> "https://archive.example.org/data/2019/raw/instrument-a/frame-" + i + ".fits.fz?ext=1";
            case obs_publisher_did -> "ivo://archive.example.org/~?data/raw/instrument-a/frame-" + i;
            case obs_title -> "Science frame no. " + i + " of the deep field, filter r'";
            case obs_id -> "instrument-a-2019-" + i;
            case s_region -> {
                String centre = Double.toString(i % 360_000 / 1000.0);
                yield "POLYGON ICRS " + centre + " -30." + i + " " + centre + " -29." + i + " 12" + centre + " -29." + i
                        + " 12" + centre + " -30." + i;
            }
            // the same for many: the readers pool such texts
            default -> column.name();
        };
    }
}
