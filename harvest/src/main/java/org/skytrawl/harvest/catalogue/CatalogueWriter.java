package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.files.JsonObject;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.parquet.ParquetWriter;

/**
 * Writes a catalogue beside the one that is there, and puts it in its place when it is whole. Who makes one holds the lock of the
 * harvest. Files may be written by several threads or programs at once.
 */
public final class CatalogueWriter {
    static final String CATALOGUE = "catalogue";
    private static final String NEW = ".catalogue-new";
    private static final String OLD = ".catalogue-old";
    /** Files that are being written. */
    private static final String PARTS = "parts";

    private final Path harvest;
    private final long maxRows;

    private CatalogueWriter(Path harvest, long maxRows) {
        this.harvest = harvest;
        this.maxRows = maxRows;
    }

    /**
     * Begins a new catalogue; what an earlier program left half done is put right.
     *
     * @param maxRows of a file, from 1
     * @throws HarvestException if the folder cannot be written to, or the old catalogue has a file that is of no catalogue: it
     *     would be deleted with it
     */
    public static CatalogueWriter begin(HarvestFolder folder, long maxRows) {
        CatalogueWriter writer = new CatalogueWriter(folder.path(), maxRows);
        writer.cleanUp();
        try {
            writer.checkNoForeignFile();
            Files.createDirectory(writer.folder());
            Files.createDirectory(writer.folder().resolve(PARTS));
        } catch (IOException e) {
            throw failed(writer.folder(), e);
        }
        return writer;
    }

    /** Where the new catalogue is written. */
    public Path folder() {
        return harvest.resolve(NEW);
    }

    /** The folder of the old catalogue is deleted later with all that is in it. */
    private void checkNoForeignFile() throws IOException {
        Path current = harvest.resolve(CATALOGUE);
        if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> found = Files.walk(current)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                        && !FileList.mayHave(current.relativize(file).toString().replace('\\', '/'))) {
                    throw new HarvestException(file + " is not of a catalogue: remove it");
                }
            }
        }
    }

    /** Deletes what is not whole. The old catalogue comes back if a program ended while it was replaced. */
    public void cleanUp() {
        Path current = harvest.resolve(CATALOGUE);
        Path old = harvest.resolve(OLD);
        try {
            if (!Files.exists(current) && Files.exists(old)) {
                Files.move(old, current);
            }
            Folders.delete(old);
            Folders.delete(folder());
        } catch (IOException e) {
            throw failed(harvest, e);
        }
    }

    /**
     * Writes one file, and to the disk. It gets its name when it is whole, and replaces one of that name: so another thread or
     * program may write the same file again, as tasks of a cluster do.
     *
     * @param folder of the new catalogue
     * @param rows in the order of their cells, as many as planned
     * @param check is run often, and throws if the work is to end
     * @throws HarvestException if it cannot be written, or the rows are not those that were planned
     */
    public static CatalogueFile write(
            Path folder, PartitionPlan.Planned planned, Iterator<CatalogueRow> rows, Runnable check) {
        Path file = folder.resolve(CatalogueFile.path(planned.table(), planned.norder(), planned.npix()));
        Path part = folder.resolve(PARTS).resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(file.resolveSibling("."));
            long written = 0;
            long least = -1;
            long greatest = -1;
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = Channels.newOutputStream(channel);
                ParquetWriter<CatalogueRow> parquet =
                        new ParquetWriter<>(CatalogueColumns.file(planned.table(), planned.maxReachDeg()), out);
                List<CatalogueRow> group = new ArrayList<>();
                while (rows.hasNext()) {
                    check.run();
                    CatalogueRow row = rows.next();
                    if (row.reachDeg() > planned.maxReachDeg()) {
                        throw new HarvestException("a row for " + file + " reaches farther than planned");
                    }
                    least = written == 0 ? row.cell() : least;
                    greatest = row.cell();
                    written++;
                    group.add(row);
                    if (group.size() == CatalogueColumns.GROUP_ROWS) {
                        parquet.write(group);
                        group.clear();
                    }
                }
                parquet.write(group);
                var unused = parquet.finish();
                channel.force(true);
            }
            if (written != planned.rows()) {
                throw new HarvestException(
                        written + " rows came for " + file + ", but " + planned.rows() + " were planned");
            }
            FileSums sums = sums(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new CatalogueFile(
                    planned.table(),
                    file,
                    sums,
                    written,
                    planned.norder(),
                    planned.npix(),
                    planned.maxReachDeg(),
                    least,
                    greatest);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static FileSums sums(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileSums.of(in);
        }
    }

    /**
     * Writes what tells of the files, and puts the catalogue in its place.
     *
     * @param state of the harvest from which the files were made
     * @param files all of them
     * @param unmerged rows that were not merged as a run does it
     */
    public void finish(CatalogueState state, List<CatalogueFile> files, List<TooLarge> unmerged) {
        Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Path folder = folder();
        try {
            Folders.delete(folder.resolve(PARTS));
            Map<String, FileSums> others = new LinkedHashMap<>();
            for (CatalogueTable table : CatalogueTable.values()) {
                List<CatalogueFile> own =
                        files.stream().filter(file -> file.table() == table).toList();
                if (table.isHats() && !own.isEmpty()) {
                    HatsFiles.write(folder, own, maxRows, created);
                    for (String path : HatsFiles.paths(table)) {
                        if (Files.exists(folder.resolve(path))) {
                            others.put(path, sums(folder.resolve(path)));
                        }
                    }
                }
            }
            byte[] list = new FileList(files, others).bytes();
            AtomicFile.write(folder.resolve(FileList.NAME), out -> out.write(list));
            JsonObject about = CatalogueAbout.of(created, state, maxRows, files, unmerged, FileSums.of(list))
                    .json();
            AtomicFile.write(folder.resolve(CatalogueAbout.NAME), out -> out.write(FileList.utf8(about)));
            HarvestFolder.force(folder);
            replace(folder);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private void replace(Path folder) throws IOException {
        Path current = harvest.resolve(CATALOGUE);
        Path old = harvest.resolve(OLD);
        if (Files.exists(current)) {
            Files.move(current, old);
        }
        Files.move(folder, current);
        HarvestFolder.force(harvest);
        Folders.delete(old);
    }

    private static HarvestException failed(Path file, IOException e) {
        return new HarvestException("cannot write " + file + ": " + HarvestFolder.cause(e), e);
    }
}
