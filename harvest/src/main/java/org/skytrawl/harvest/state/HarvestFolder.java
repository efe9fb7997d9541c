package org.skytrawl.harvest.state;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.output.ServiceListFormat;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.access.WriteLock;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.list.ServiceListException;

/**
 * The folder of a harvest. One program at a time writes to it: the one that holds its lock. Others may read it meanwhile.
 */
public final class HarvestFolder implements Closeable {
    private static final int VERSION = 1;
    private static final String ABOUT = "harvest.json";
    private static final String SERVICES = "services.jsonl";
    private static final String HOLDER = "holder.txt";
    private static final String JOURNAL = ".jsonl";
    private static final Set<String> OURS =
            Set.of(ABOUT, SERVICES, "state", "pages", "catalogue", "leases", "lock", HOLDER);
    private static final int LONGEST_NAME = 60;

    private final Path folder;
    private final @Nullable WriteLock lock;
    private int users;
    private boolean closed;

    private final @Nullable Function<Service, LeasedWriter> writers;

    private HarvestFolder(Path folder, @Nullable WriteLock lock) {
        this(folder, lock, null);
    }

    private HarvestFolder(Path folder, @Nullable WriteLock lock, @Nullable Function<Service, LeasedWriter> writers) {
        this.folder = folder;
        this.lock = lock;
        this.writers = writers;
    }

    /**
     * What is harvested.
     *
     * @param question in words
     * @param forms of the conditions for all queries, the best first; a service gets the first that it does not refuse. One
     *     form without conditions for everything
     * @param mayBePrivate whether the services may be on this machine or in private networks
     * @param asked the question; null for whole tables, and if it is not known
     */
    public record About(
            Instant created,
            String question,
            List<List<String>> forms,
            boolean mayBePrivate,
            @Nullable HarvestQuestion asked) {
        /** Of whole tables, or of a question that is not known. */
        public About(Instant created, String question, List<List<String>> forms, boolean mayBePrivate) {
            this(created, question, forms, mayBePrivate, null);
        }

        public About {
            forms = forms.stream().map(List::copyOf).toList();
        }

        /** Whether it is of some rows only. */
        public boolean isLimited() {
            return !forms.equals(List.of(List.of()));
        }
    }

    /**
     * Opens a folder for writing; creates it if it does not exist or is empty.
     *
     * @throws HarvestException if it has other files than those of a harvest, or another program writes to it
     */
    public static HarvestFolder open(Path folder) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new HarvestException(folder + " is not a folder");
            }
            create(folder);
            if (!Files.exists(folder.resolve(ABOUT)) && !hasOnlyLocks(folder)) {
                throw new HarvestException(
                        folder + " is not empty, and is not the folder of a harvest: it has no " + ABOUT);
            }
            WriteLock lock =
                    WriteLock.take(folder.resolve("lock"), Deadline.after(Duration.ZERO), new Cancellation(), () -> {});
            HarvestFolder opened = new HarvestFolder(folder, lock);
            boolean written = false;
            try {
                String holder = "process " + ProcessHandle.current().pid() + " since "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS);
                AtomicFile.write(folder.resolve(HOLDER), out -> out.write(holder.getBytes(StandardCharsets.UTF_8)));
                create(folder.resolve("state"));
                create(folder.resolve("pages"));
                written = true;
                return opened;
            } finally {
                if (!written) {
                    opened.close();
                }
            }
        } catch (StoppedException e) {
            throw new HarvestException("another harvest writes to " + folder + holder(folder), e);
        } catch (IOException e) {
            throw new HarvestException("cannot write to " + folder + ": " + cause(e), e);
        }
    }

    /**
     * Opens a folder for reading.
     *
     * @throws HarvestException if it is not the folder of a harvest
     */
    public static HarvestFolder read(Path folder) {
        if (!Files.exists(folder.resolve(ABOUT))) {
            throw new HarvestException(
                    Files.exists(folder)
                            ? folder + " is not the folder of a harvest: it has no " + ABOUT
                            : folder + " does not exist: is it the right path? skytrawl harvest -d makes a harvest");
        }
        return new HarvestFolder(folder, null);
    }

    /**
     * Opens a folder for writing the services of hosts of which this program has the lease, while another program has the lock of the
     * folder and wrote what is harvested.
     *
     * @param writers this program as the writer of a service
     * @throws HarvestException if it is not the folder of a harvest
     */
    public static HarvestFolder underLease(Path folder, Function<Service, LeasedWriter> writers) {
        return new HarvestFolder(read(folder).path(), null, writers);
    }

    private static boolean hasOnlyLocks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                boolean isOurs = switch (name) {
                    case "lock", HOLDER, SERVICES -> true;
                    // journals without their question would be continued with another
                    case "state", "pages" -> isEmptyFolder(file);
                    default -> isPart(name);
                };
                if (!isOurs) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static String holder(Path folder) {
        try {
            String text = Files.readString(folder.resolve(HOLDER));
            return text.isBlank() ? "" : ": " + text.strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The name of a file that is being written, or that an NFS client keeps because it was replaced while it is read. */
    public static boolean isPart(String name) {
        return name.startsWith(".skytrawl-") || name.startsWith(".nfs");
    }

    /** The reason in words: the message of some has the name of the file only. */
    public static String cause(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            default -> e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
        };
    }

    public Path path() {
        return folder;
    }

    boolean isForWriting() {
        return lock != null || writers != null;
    }

    /** Null for a new folder. */
    public @Nullable About about() {
        Path file = folder.resolve(ABOUT);
        if (!Files.exists(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            JsonObject json = JsonObject.read(in);
            if (json.integer("version") != VERSION) {
                throw new HarvestException(file + " is of version " + json.integer("version")
                        + ", but this program knows version " + VERSION + " only");
            }
            JsonObject asked = json.object("asked");
            List<List<String>> forms = new ArrayList<>();
            for (JsonObject form : json.objects("forms")) {
                forms.add(form.texts("conditions"));
            }
            return new About(
                    Instant.parse(String.valueOf(json.text("created"))),
                    String.valueOf(json.text("question")),
                    forms,
                    json.flag("private_addresses"),
                    asked == null ? null : HarvestQuestion.of(asked));
        } catch (IOException | DateTimeException e) {
            throw new HarvestException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes what is harvested, and from which services; those of before stay. */
    public void write(About about, List<Service> services) {
        JsonObject json = JsonObject.of(
                "version",
                VERSION,
                "created",
                about.created(),
                "question",
                about.question(),
                "forms",
                about.forms().stream()
                        .map(form -> JsonObject.of("conditions", form))
                        .toList(),
                "private_addresses",
                about.mayBePrivate(),
                "asked",
                about.asked() == null ? null : about.asked().json());
        try {
            AtomicFile.write(folder.resolve(SERVICES), out -> ServiceListFormat.JSON_LINES.write(services, out));
            AtomicFile.write(folder.resolve(ABOUT), out -> out.write((json + "\n").getBytes(StandardCharsets.UTF_8)));
            force(folder);
        } catch (IOException e) {
            throw new HarvestException("cannot write to " + folder + ": " + cause(e), e);
        }
    }

    /**
     * The services that were written last.
     *
     * @throws HarvestException if the list cannot be read, or has a service twice: its rows would be there twice
     */
    public List<Service> services() {
        Path file = folder.resolve(SERVICES);
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return List.of();
            }
            List<Service> services = ServiceList.read(file).candidates().stream()
                    .map(Candidate::service)
                    .toList();
            Set<ServiceKey> keys = new TreeSet<>();
            for (Service service : services) {
                if (!keys.add(service.key())) {
                    throw new HarvestException(file + " has " + service.accessUrl() + " twice");
                }
            }
            return services;
        } catch (ServiceListException e) {
            throw new HarvestException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new HarvestException("cannot read " + file + ": " + cause(e), e);
        }
    }

    /**
     * Looks for files that are not of the harvest, beside its catalogue, which tells of its own.
     *
     * @throws HarvestException that names one
     */
    public void checkForeign() {
        // first what is there: services may be added meanwhile
        List<Path> top = list(folder);
        List<Path> journals = list(folder.resolve("state"));
        List<Path> ofServices = list(folder.resolve("pages"));
        Set<String> names = services().stream().map(this::name).collect(Collectors.toSet());
        top.forEach(file -> checkOurs(file, OURS.contains(String.valueOf(file.getFileName()))));
        journals.forEach(file -> checkOurs(file, isJournal(String.valueOf(file.getFileName()), names)));
        ofServices.forEach(file -> checkOurs(file, names.contains(String.valueOf(file.getFileName()))));
    }

    private static boolean isJournal(String file, Set<String> services) {
        return file.endsWith(JOURNAL) && services.contains(file.substring(0, file.length() - JOURNAL.length()));
    }

    private static void checkOurs(Path file, boolean isOurs) {
        if (!isOurs && !isPart(String.valueOf(file.getFileName()))) {
            throw new HarvestException(file + " is not of this harvest: remove it");
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new HarvestException("cannot read " + folder + ": " + cause(e), e);
        }
    }

    /** What is there of a service. */
    public ServiceStore store(Service service) {
        return ServiceStore.open(
                this,
                folder.resolve("state").resolve(name(service.key()) + JOURNAL),
                folder.resolve("pages").resolve(name(service.key())),
                writers == null ? null : writers.apply(service));
    }

    /** The name of the folder of a service under {@code pages}. */
    public String name(Service service) {
        return name(service.key());
    }

    /** A short name that shows the host, and differs between services. */
    public static String name(ServiceKey key) {
        String host = OutsideText.withoutEnd(key.url().replaceFirst("^[a-z]+://", ""), "/");
        String shown = (key.table() == null ? host : host + "-" + key.table())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]", "-")
                .replaceAll("^[.]+", "");
        return shown.substring(0, Math.min(LONGEST_NAME, shown.length()))
                + "-"
                + hash(key.protocol().name() + " " + key.url() + " " + key.table(), 4);
    }

    static String hash(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a folder, and those above it, that are still there after a power cut. */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            create(above);
        }
        Files.createDirectories(folder);
        if (above != null) {
            force(above);
        }
    }

    /** Writes the names of the files of a folder to the disk, where the system can. */
    public static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders
            assert Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** For a thread that writes: until it closes this, the folder stays locked, even if it has been closed. */
    public synchronized Use use() {
        if (closed) {
            throw new HarvestException(folder + " is closed");
        }
        users++;
        return new Use();
    }

    /** The time in which a thread writes to the folder; closed once. */
    public final class Use implements AutoCloseable {
        private Use() {}

        @Override
        public void close() {
            synchronized (HarvestFolder.this) {
                users--;
                unlock();
            }
        }
    }

    private void unlock() {
        if (closed && users == 0 && lock != null) {
            lock.close();
        }
    }

    /** Unlocks the folder when no thread {@linkplain #use() uses} it any more. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            unlock();
        }
    }
}
