package org.skytrawl.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skytrawl.bench.ObsCoreFile.Serialization;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.RecordReading;
import org.skytrawl.votable.HardenedParser;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/**
 * Compares the way from an answer's bytes to a list of records with STIL's content handler that counts the same rows, on the
 * same XML parser. Both take turns in one process, so that load from elsewhere falls on both; after a round that does not
 * count, the best of each counts. Arguments: serialization, rows, rounds, folder for the file, which is deleted.
 */
final class ParseRun {
    private static final double BOUND = 1.5;

    static final Service SERVICE = new Service(
            List.of(new Ivoid("ivo://archive.example.org/tap")),
            "Example archive",
            Protocol.OBSTAP,
            "https://archive.example.org/tap",
            "ivoa.obscore",
            Coverage.UNDECLARED,
            null);

    /** Judges each row, and keeps all. */
    static final Constraints ALL = new Constraints(null, null, new Interval(50_000, 61_000), Set.of("image"));

    /** Needs each row's footprint, and keeps half of them. */
    private static final Constraints HALF =
            new Constraints(new Cone(120, 0, 90), null, new Interval(50_000, 61_000), Set.of("image"));

    private ParseRun() {}

    public static void main(String[] args) throws Exception {
        Serialization serialization = Serialization.valueOf(args[0]);
        int rows = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Path file = Files.createTempFile(Path.of(args[3]), "obscore", ".vot");
        try {
            ObsCoreFile.write(file, serialization, 0, rows);
            Measured.say(
                    "%s, %d rows of %d columns, %d MB",
                    serialization, rows, ObsCoreRow.COLUMNS.size(), Files.size(file) / 1_000_000);
            System.exit(compare(file, rows, rounds));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static int compare(Path file, int rows, int rounds) throws Exception {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round <= rounds; round++) {
            Measured.say("  %s", Measured.machine());
            double[] now = {
                Measured.seconds(() -> count(file, rows)),
                Measured.seconds(() -> records(file, ALL, rows, rows)),
                Measured.seconds(() -> records(file, HALF, rows / 3, rows * 2L / 3))
            };
            Measured.say(
                    "  %s STIL %.2f s, records %.2f s (%.2f), with cone %.2f s (%.2f)",
                    round == 0 ? "warm-up:" : "round " + round + ":",
                    now[0],
                    now[1],
                    now[1] / now[0],
                    now[2],
                    now[2] / now[0]);
            for (int i = 0; i < best.length && round > 0; i++) {
                best[i] = Math.min(best[i], now[i]);
            }
        }
        Measured.say("  best: STIL %.2f s, records %.2f s, with cone %.2f s", best[0], best[1], best[2]);
        Measured.say("  records judged by a cone of 90 degrees as well / STIL: %.3f", best[2] / best[0]);
        return Measured.verdict("records / STIL", best[1] / best[0], BOUND);
    }

    private static void records(Path file, Constraints constraints, long least, long most) throws IOException {
        List<ObsCoreRecord> records = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            RecordReading.read(in, SERVICE, constraints, records::add);
        }
        check(records.size(), least, most);
    }

    private static void count(Path file, int expected) throws IOException, SAXException {
        Counting counting = new Counting();
        TableContentHandler handler = new TableContentHandler(false);
        handler.setReadHrefTables(false);
        handler.setTableHandler(counting);
        try (InputStream in = Files.newInputStream(file)) {
            HardenedParser.of(handler).parse(new InputSource(in));
        }
        check(counting.rows, expected, expected);
    }

    private static void check(long rows, long least, long most) {
        if (rows < least || rows > most) {
            throw new IllegalStateException(rows + " rows, not " + least + " to " + most);
        }
    }

    private static final class Counting implements TableHandler {
        private long rows;

        @Override
        public void startTable(StarTable metadata) {}

        @Override
        public void rowData(Object[] row) {
            rows++;
        }

        @Override
        public void endTable() {}
    }
}
