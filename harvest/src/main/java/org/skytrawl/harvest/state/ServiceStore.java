package org.skytrawl.harvest.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.files.JsonObject;

/**
 * The journal and the pages of one service. A page is there as soon as its file has its name: beside it a note with its entry
 * has been written before, so that one without a line in the journal is adopted when the folder is opened again. Used by one
 * thread.
 */
public final class ServiceStore {
    private static final String NOTE = ".json";

    /** A note is one line of a journal. */
    private static final int MOST_NOTE_BYTES = 16 << 20;

    private final Journal journal;
    private final Path pages;
    private final ServiceState state;
    private final @Nullable LeasedWriter writer;

    /** Files of all pages in the journal when it was read, and of those taken over then. */
    private final Set<String> known = new HashSet<>();

    private ServiceStore(Journal journal, Path pages, ServiceState state, @Nullable LeasedWriter writer) {
        this.writer = writer;
        this.journal = journal;
        this.pages = pages;
        this.state = state;
    }

    /** @param writer null for the holder of the lock, and for readers */
    static ServiceStore open(HarvestFolder folder, Path journalFile, Path pages, @Nullable LeasedWriter writer) {
        Journal journal = new Journal(journalFile, writer);
        if (folder.isForWriting()) {
            try {
                journal.begin();
            } catch (IOException e) {
                throw new HarvestException("cannot write to " + journalFile + ": " + HarvestFolder.cause(e), e);
            }
        }
        Journal.Content content = journal.read();
        ServiceState state = new ServiceState();
        int line = 1;
        for (Entry entry : content.entries()) {
            try {
                state.add(entry);
            } catch (IllegalArgumentException e) {
                throw new HarvestException(
                        "line " + line + " of " + journalFile + " does not fit those before: " + e.getMessage(), e);
            }
            line++;
        }
        ServiceStore store = new ServiceStore(journal, pages, state, writer);
        content.entries().forEach(entry -> {
            if (entry instanceof Entry.Page page) {
                store.known.add(page.file());
            }
        });
        if (folder.isForWriting()) {
            try {
                HarvestFolder.create(pages);
                store.adopt(content);
            } catch (IOException e) {
                throw new HarvestException("cannot write to " + pages + ": " + HarvestFolder.cause(e), e);
            }
            store.checkLengths();
        }
        return store;
    }

    public ServiceState state() {
        return state;
    }

    /** The file of the journal. */
    public Path journal() {
        return journal.file();
    }

    /** The file of a page. */
    public Path file(Entry.Page page) {
        return pages.resolve(page.file());
    }

    /** The name of the next page of a cell. */
    public String nextFile(Cell cell) {
        String name = state.nextFile(cell);
        return writer == null ? name : writer.named(name);
    }

    private void checkLease() {
        if (writer != null) {
            writer.check().run();
        }
    }

    /** @throws HarvestException if it cannot be written */
    public void append(Entry entry) {
        try {
            journal.append(entry);
        } catch (IOException e) {
            throw new HarvestException(
                    "cannot write the journal of " + pages.getFileName() + ": " + HarvestFolder.cause(e), e);
        }
        state.add(entry);
    }

    /** A cell is read in parts: the page that it may have had is deleted. */
    public void split(Entry.Split split) {
        Entry.Page before = state.page(cell(split.cell()));
        append(split);
        delete(before);
    }

    private static Cell cell(String id) {
        return new Cell(id, List.of());
    }

    /**
     * Writes a page.
     *
     * @param page without length and checksums, which are added
     * @param content of the file
     */
    public void write(Entry.Page page, byte[] content) {
        Entry.Page whole = new Entry.Page(
                page.time(),
                page.cell(),
                page.file(),
                page.rows(),
                page.counted(),
                page.droppedRows(),
                page.badCells(),
                page.query(),
                page.seconds(),
                content.length,
                FileSums.of(content).crc32c());
        Entry.Page before = state.page(cell(page.cell()));
        Path note = pages.resolve(page.file() + NOTE);
        try {
            checkLease();
            AtomicFile.write(note, out -> out.write((whole.json() + "\n").getBytes(StandardCharsets.UTF_8)));
            checkLease();
            AtomicFile.write(pages.resolve(page.file()), out -> out.write(content));
            HarvestFolder.force(pages);
        } catch (IOException e) {
            throw new HarvestException("cannot write " + pages.resolve(page.file()) + ": " + HarvestFolder.cause(e), e);
        }
        append(whole);
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw new HarvestException("cannot delete " + note + ": " + HarvestFolder.cause(e), e);
        }
        delete(before);
    }

    /** A writer under a lease leaves it to the next one: if its line does not count, the page before still does. */
    private void delete(Entry.@Nullable Page before) {
        if (before == null || writer != null) {
            return;
        }
        try {
            Files.deleteIfExists(pages.resolve(before.file()));
        } catch (IOException e) {
            throw new HarvestException(
                    "cannot delete " + pages.resolve(before.file()) + ": " + HarvestFolder.cause(e), e);
        }
    }

    /** Takes over pages that were whole when a program ended, and deletes those that were replaced. */
    private void adopt(Journal.Content content) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(pages)) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
        for (String name : names) {
            if (name.endsWith(".parquet" + NOTE)) {
                String page = name.substring(0, name.length() - NOTE.length());
                if (names.contains(page) && known.add(page)) {
                    Entry.Page noted = noted(pages.resolve(name), page);
                    // another writer may have split its cell since
                    if (state.isLeaf(noted.cell())) {
                        append(noted);
                    }
                }
                Files.delete(pages.resolve(name));
            }
        }
        Set<String> current = new HashSet<>();
        state.pages().forEach(page -> current.add(page.file()));
        for (String name : names) {
            if (name.endsWith(".parquet" + NOTE) || HarvestFolder.isPart(name) || current.contains(name)) {
                continue;
            }
            long by = LeasedWriter.of(name);
            boolean isLost = by > 0 && by <= content.fence();
            if (!known.contains(name) && !isLost) {
                throw foreign(name);
            }
            Files.delete(pages.resolve(name));
        }
    }

    private Entry.Page noted(Path note, String page) throws IOException {
        Entry entry;
        try (InputStream in = Files.newInputStream(note)) {
            entry = Entry.of(JsonObject.read(new ByteArrayInputStream(in.readNBytes(MOST_NOTE_BYTES))));
        }
        if (!(entry instanceof Entry.Page of) || !of.file().equals(page)) {
            throw new HarvestException(note + " does not tell of " + page);
        }
        check(of, true);
        return of;
    }

    /** @throws HarvestException that names a page that is missing, or is longer or shorter than it was written */
    public void checkLengths() {
        state.pages().forEach(page -> check(page, false));
    }

    /** Reads all pages. @throws HarvestException that names a page that is not as it was written */
    public void checkContents() {
        state.pages().forEach(page -> check(page, true));
    }

    private static FileSums sums(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileSums.of(in);
        }
    }

    /**
     * Looks for files beside the pages. A page that is newer than this state counts as one, so look before long reading.
     *
     * @throws HarvestException that names one
     */
    public void checkForeign() {
        if (!Files.exists(pages)) {
            return;
        }
        Set<String> notes = new HashSet<>();
        Set<String> others = new TreeSet<>();
        try (Stream<Path> files = Files.list(pages)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .forEach(name -> (name.endsWith(".parquet" + NOTE) ? notes : others).add(name));
        } catch (IOException e) {
            throw new HarvestException("cannot read " + pages + ": " + HarvestFolder.cause(e), e);
        }
        for (String name : others) {
            if (!known.contains(name)
                    && !notes.contains(name + NOTE)
                    && !HarvestFolder.isPart(name)
                    && LeasedWriter.of(name) <= 0) {
                throw foreign(name);
            }
        }
    }

    private HarvestException damaged(String what) {
        return new HarvestException(
                what + ": remove " + pages + " and " + journal() + ", and skytrawl harvest reads the service again");
    }

    private HarvestException foreign(String name) {
        return new HarvestException(pages.resolve(name) + " is not of this harvest: remove it");
    }

    private void check(Entry.Page page, boolean contents) {
        Path file = pages.resolve(page.file());
        try {
            if (!Files.isRegularFile(file)) {
                throw damaged(file + " is missing");
            }
            long bytes = Files.size(file);
            if (bytes != page.bytes()) {
                throw damaged(file + " has " + bytes + " bytes, but " + page.bytes() + " were written: it was damaged");
            }
            if (contents && !sums(file).equals(page.sums())) {
                throw damaged(file + " does not have the checksum with which it was written: it was damaged");
            }
        } catch (IOException e) {
            throw new HarvestException("cannot read " + file + ": " + HarvestFolder.cause(e), e);
        }
    }
}
