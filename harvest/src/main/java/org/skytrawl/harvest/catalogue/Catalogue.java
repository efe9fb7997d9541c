package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/** The catalogue of a harvest as it was when it was opened. Immutable and thread-safe. */
public final class Catalogue {
    /** Some hundred bytes for each service. */
    private static final int MOST_ABOUT_BYTES = 64 << 20;

    /** Some hundred bytes for each file. */
    private static final int MOST_LIST_BYTES = 512 << 20;

    private final Path folder;
    private final CatalogueAbout about;
    private final FileList files;

    private Catalogue(Path folder, CatalogueAbout about, FileList files) {
        this.folder = folder;
        this.about = about;
        this.files = files;
    }

    /** Whether a harvest has a catalogue. */
    public static boolean exists(Path harvest) {
        return Files.exists(harvest.resolve(CatalogueWriter.CATALOGUE));
    }

    /**
     * Opens the catalogue of a harvest. The contents of its Parquet files are checked when they are read.
     *
     * @param harvest the folder of the harvest
     * @throws HarvestException if there is none, or a file is missing, is damaged, has another length than when it was
     *     written, or does not belong to it
     */
    public static Catalogue open(Path harvest) {
        Path folder = harvest.resolve(CatalogueWriter.CATALOGUE);
        if (!Files.isDirectory(folder)) {
            throw new HarvestException(harvest + " has no catalogue: skytrawl harvest -d " + harvest
                    + " makes one when each service has been read or given up");
        }
        Path aboutFile = folder.resolve(CatalogueAbout.NAME);
        Path listFile = folder.resolve(FileList.NAME);
        CatalogueAbout about;
        try {
            about = CatalogueAbout.read(bytes(aboutFile, MOST_ABOUT_BYTES));
        } catch (IOException e) {
            throw unreadable(aboutFile, e);
        }
        FileList list;
        try {
            byte[] bytes = bytes(listFile, MOST_LIST_BYTES);
            if (!FileSums.of(bytes).equals(about.files())) {
                throw new HarvestException(
                        listFile + " does not have the checksum with which it was written: it was damaged");
            }
            list = FileList.read(bytes, folder);
        } catch (IOException e) {
            throw unreadable(listFile, e);
        }
        Catalogue catalogue = new Catalogue(folder, about, list);
        catalogue.checkRows(aboutFile);
        try {
            catalogue.checkFolder();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return catalogue;
    }

    private static HarvestException unreadable(Path file, IOException e) {
        return new HarvestException("cannot read " + file + ": " + HarvestFolder.cause(e), e);
    }

    private static byte[] bytes(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new HarvestException(file + " is missing");
        }
        long length = Files.size(file);
        if (length > most) {
            throw new HarvestException(file + " has " + length + " bytes: it is not of a catalogue");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    private void checkRows(Path aboutFile) {
        Map<CatalogueTable, Long> rows = new HashMap<>();
        files.data().forEach(file -> rows.merge(file.table(), file.rows(), Long::sum));
        if (!rows.equals(about.rows())) {
            throw new HarvestException(aboutFile + " tells of other rows than " + FileList.NAME);
        }
    }

    /** Each file that should be there is there, in its length, and no other. */
    private void checkFolder() throws IOException {
        Map<String, FileSums> expected = files.all();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (path.equals(CatalogueAbout.NAME)
                        || path.equals(FileList.NAME)
                        || HarvestFolder.isPart(String.valueOf(file.getFileName()))) {
                    continue;
                }
                FileSums sums = expected.remove(path);
                if (sums == null) {
                    throw new HarvestException(file + " is not of this catalogue: remove it");
                }
                if (Files.size(file) != sums.bytes()) {
                    throw new HarvestException(file + " has " + Files.size(file) + " bytes, but " + sums.bytes()
                            + " were written: it was damaged" + remedy());
                }
            }
        }
        if (!expected.isEmpty()) {
            throw new HarvestException(
                    folder.resolve(expected.keySet().iterator().next()) + " is missing" + remedy());
        }
    }

    private String remedy() {
        return ": remove " + folder + ", and skytrawl harvest makes it again";
    }

    /** Reads all files. @throws HarvestException that names a file that is not as it was written */
    public void checkContents() {
        files.all().forEach((path, sums) -> {
            Path file = folder.resolve(path);
            try (InputStream in = Files.newInputStream(file)) {
                if (!FileSums.of(in).equals(sums)) {
                    throw new HarvestException(
                            file + " does not have the checksum with which it was written: it was damaged" + remedy());
                }
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        });
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    public Instant created() {
        return about.created();
    }

    /** The {@link CatalogueState#hash} of the harvest from which it was made. */
    public String state() {
        return about.state();
    }

    /** The services whose rows it has, in the order of the list of services. */
    public List<CatalogueService> services() {
        return about.services();
    }

    /**
     * Rows with one identifier that did not fit into memory: they are in the tables of datasets although a run might join
     * them. Mostly empty.
     */
    public List<TooLarge> unmerged() {
        return about.unmerged();
    }

    /** Of all tables. */
    public long rows() {
        return about.rows().values().stream().mapToLong(Long::longValue).sum();
    }

    public long rows(CatalogueTable table) {
        return about.rows().getOrDefault(table, 0L);
    }

    /** All Parquet files with rows: table by table, in the order of their cells. */
    public List<CatalogueFile> files() {
        return files.data();
    }

    /** Those of a table; empty without rows. */
    public List<CatalogueFile> files(CatalogueTable table) {
        return files.data().stream().filter(file -> file.table() == table).toList();
    }
}
