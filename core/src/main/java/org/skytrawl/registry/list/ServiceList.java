package org.skytrawl.registry.list;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.registry.Candidate;

/**
 * Services that a caller names instead of a registry, in CSV, VOTable or JSON with the columns {@code ivoid, title,
 * standard_id, access_url} and optionally {@code table_name} (default {@code ivoa.obscore}), {@code max_records} (the most
 * rows that it declares to return) and {@code mirror_urls}; others are not looked at. {@code standard_id} may also be
 * {@code sia1}, {@code sia2} or {@code tap}; several ivoids, or mirror URLs, stand between blanks.
 *
 * @param name what the list is called in messages and the log
 * @param candidates the services, in the order of the list, the unusable ones preset as skipped; coverage is not known
 * @param notes what was left out or skipped, and where it stands
 * @param mayBePrivate whether services on this machine and in private networks may be asked: so where a person has named
 *     them, but not where a registry on the public network has
 */
public record ServiceList(String name, List<Candidate> candidates, List<String> notes, boolean mayBePrivate) {
    /** Nobody lists this much by hand, and all of it is held in memory. */
    private static final int MAX_BYTES = 64 << 20;

    private static final List<String> COLUMNS =
            List.of("ivoid", "title", "standard_id", "access_url", "table_name", "max_records", "mirror_urls");

    /** Keeps its own copies. */
    public ServiceList {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    /** Services that a person has named. */
    public ServiceList(String name, List<Candidate> candidates, List<String> notes) {
        this(name, candidates, notes, true);
    }

    /**
     * Reads a file; which form it has shows in its first character.
     *
     * @throws ServiceListException if it cannot be read as any of them, lacks a column, or is larger than 64 MiB
     */
    public static ServiceList read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            throw new ServiceListException("service list " + file + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw new ServiceListException("service list " + file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a stream, which is not closed.
     *
     * @param name what the list is called in messages
     * @throws ServiceListException as {@link #read(Path)}
     * @throws IOException if the stream throws it
     */
    public static ServiceList read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ServiceListException("service list " + name + " is larger than " + MAX_BYTES + " bytes");
        }
        try {
            List<String> notes = new ArrayList<>();
            List<Candidate> candidates = new ArrayList<>();
            for (ServiceListEntry entry : entries(bytes, notes)) {
                Candidate candidate = entry.candidate(notes);
                if (candidate != null) {
                    candidates.add(candidate);
                }
            }
            if (candidates.isEmpty() && notes.isEmpty()) {
                notes.add("the list names no service");
            }
            return new ServiceList(name, candidates, notes);
        } catch (ServiceListException e) {
            throw new ServiceListException("service list " + name + ": " + e.getMessage());
        }
    }

    private static List<ServiceListEntry> entries(byte[] bytes, List<String> notes) {
        int first = 0;
        // the byte order mark that some programs put before UTF-8
        if (bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            first = 3;
        }
        int start = first;
        while (start < bytes.length && bytes[start] >= 0 && bytes[start] <= ' ') {
            start++;
        }
        int form = start < bytes.length ? bytes[start] & 0xff : -1;
        return switch (form) {
            case -1 -> throw new ServiceListException("line 1, column 1: it is empty");
            case '<' -> TableEntries.read(new ByteArrayInputStream(bytes, start, bytes.length - start), notes);
            case '[', '{' -> JsonEntries.read(text(bytes, first));
            default -> csv(text(bytes, first));
        };
    }

    private static String text(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        out.flip();
        if (end.isError()) {
            String before = out.toString();
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            throw new ServiceListException("line " + line + ", column " + column + ": it is not UTF-8");
        }
        return out.toString();
    }

    private static List<ServiceListEntry> csv(String text) {
        List<CsvReader.Line> lines = new CsvReader(text).lines();
        CsvReader.Line header = lines.getFirst();
        List<String> names = header.cells().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        checkColumns(names, "line " + header.line() + ", column 1");
        List<ServiceListEntry> entries = new ArrayList<>();
        for (CsvReader.Line line : lines.subList(1, lines.size())) {
            Map<String, String> cells = new HashMap<>();
            for (int i = 0; i < Math.min(names.size(), line.cells().size()); i++) {
                cells.putIfAbsent(names.get(i), line.cells().get(i));
            }
            entries.add(new ServiceListEntry("line " + line.line(), cells));
        }
        return entries;
    }

    /** Refuses a list without the columns that every entry needs; the title may be missing. */
    static void checkColumns(List<String> names, String where) {
        String missing = ServiceListEntry.NEEDED.stream()
                .filter(name -> !names.contains(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ServiceListException(where + ": it has no column " + missing + "; a service list has the columns "
                    + "ivoid, title, standard_id, access_url and optionally table_name, max_records, mirror_urls");
        }
    }

    /** Services that a person has named in some other way than a list. */
    public static ServiceList of(String name, Collection<Service> services) {
        return new ServiceList(name, services.stream().map(Candidate::of).toList(), List.of());
    }

    /** The services of this list and of another. Private addresses may be asked only if both allow that. */
    public ServiceList and(ServiceList other) {
        List<Candidate> both = new ArrayList<>(candidates);
        both.addAll(other.candidates);
        List<String> said = new ArrayList<>(notes);
        said.addAll(other.notes);
        return new ServiceList(name + " and " + other.name, both, said, mayBePrivate && other.mayBePrivate);
    }

    /**
     * A service as a row of a list: texts, a whole number for {@code max_records}, null where there is nothing.
     *
     * @return the cells by column, in the order of {@link #columns}
     */
    public static Map<String, @Nullable Object> row(Service service) {
        return ServiceListEntry.cells(service);
    }

    /** The columns of a list that is written. */
    public static List<String> columns() {
        return COLUMNS;
    }

    /**
     * Writes services as CSV, which {@link #read} reads back as the same services but for coverage; and written again that is
     * the same text.
     *
     * @throws UncheckedIOException if {@code out} throws
     */
    public static void writeCsv(List<Service> services, Appendable out) {
        try {
            out.append(String.join(",", COLUMNS)).append("\r\n");
            for (Service service : services) {
                Map<String, @Nullable Object> row = row(service);
                out.append(COLUMNS.stream()
                                .map(column -> quoted(row.get(column)))
                                .collect(Collectors.joining(",")))
                        .append("\r\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(@Nullable Object value) {
        String cell = value == null ? "" : value.toString();
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
