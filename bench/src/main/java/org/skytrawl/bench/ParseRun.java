package org.skytrawl.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.skytrawl.bench.Measured.Seconds;
import org.skytrawl.bench.ObsCoreFile.Serialization;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.RecordReading;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.votable.HardenedParser;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/**
 * Compares the way from an answer's bytes to a list of records with STIL's content handler that counts the same rows, on the
 * same XML parser, and with the same way without the repair of broken XML. Both take turns in one process, so that load from elsewhere falls on both; after a round that does not
 * count, the best of each counts. Arguments: serialization, rows, rounds, folder for the file, which is deleted.
 */
final class ParseRun {
    private static final double BOUND = 1.5;
    /** What the repair of broken XML may cost where nothing is broken. */
    private static final double REPAIR_BOUND = 1.03;

    private static final String[] NAMES = {
        "STIL, rows counted",
        "our reader, rows counted",
        "records",
        "records without repair",
        "records, half kept by cone"
    };

    static final Service SERVICE = Service.of(
            List.of(new Ivoid("ivo://archive.example.org/tap")),
            "Example archive",
            ObsTap.PROTOCOL,
            "https://archive.example.org/tap",
            "ivoa.obscore");

    /** Judges each row, and keeps all. */
    static final Question ALL = new Question(null, null, new Interval(50_000, 61_000), Set.of("image"));

    /** Needs each row's footprint, and keeps half of them. */
    private static final Question HALF =
            new Question(new Cone(120, 0, 90), null, new Interval(50_000, 61_000), Set.of("image"));

    private ParseRun() {}

    public static void main(String[] args) throws Exception {
        Serialization serialization = Serialization.valueOf(args[0]);
        int rows = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Path file = Files.createTempFile(Path.of(args[3]), "obscore", ".vot");
        int status;
        try {
            ObsCoreFile.write(file, serialization, 0, rows);
            Measured.say(
                    "%s, %d rows of %d columns, %d MB",
                    serialization, rows, ObsCoreRow.COLUMNS.size(), Files.size(file) / 1_000_000);
            status = compare(file, rows, rounds);
        } finally {
            Files.deleteIfExists(file);
        }
        System.exit(status);
    }

    private static int compare(Path file, int rows, int rounds) throws Exception {
        Measured.Work[] works = {
            () -> count(file, rows),
            () -> rows(file, rows),
            () -> records(file, ALL, rows, rows),
            () -> recordsWithoutRepair(file, rows),
            () -> records(file, HALF, rows / 3, rows * 2L / 3)
        };
        Seconds[] best = new Seconds[works.length];
        Arrays.fill(best, Seconds.FOREVER);
        for (int round = 0; round <= rounds; round++) {
            Measured.say("  %s: %s", round == 0 ? "warm-up" : "round " + round, Measured.machine());
            for (int i = 0; i < works.length; i++) {
                Seconds now = Measured.seconds(works[i]);
                Measured.say("    %-28s %s", NAMES[i], now);
                best[i] = round == 0 ? best[i] : best[i].least(now);
            }
        }
        Measured.say("  best of %d", rounds);
        for (int i = 0; i < works.length; i++) {
            Measured.say(
                    "    %-28s %s, %.2f of STIL (%.2f of its cpu)",
                    NAMES[i], best[i], best[i].wallS() / best[0].wallS(), best[i].cpuS() / best[0].cpuS());
        }
        return Measured.verdict("records / records without repair", best[2].wallS() / best[3].wallS(), REPAIR_BOUND)
                | Measured.verdict("records / STIL", best[2].wallS() / best[0].wallS(), BOUND);
    }

    private static void records(Path file, Question constraints, long least, long most) throws IOException {
        List<ObsCoreRecord> records = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            RecordReading.read(in, SERVICE, constraints, (record, bytes) -> records.add(record));
        }
        check(records.size(), least, most);
    }

    private static void rows(Path file, int expected) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            check(RecordReading.count(in), expected, expected);
        }
    }

    private static void recordsWithoutRepair(Path file, int expected) throws IOException, SAXException {
        List<ObsCoreRecord> records = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            RecordReading.readWithoutRepair(in, SERVICE, ALL, (record, bytes) -> records.add(record));
        }
        check(records.size(), expected, expected);
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
