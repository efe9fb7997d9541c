package org.skytrawl.registry.list;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.CsvRows;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Service;
import org.skytrawl.registry.Candidate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Services that a caller names instead of a registry, in CSV, VOTable or JSON with the columns {@code ivoid, title,
 * standard_id, access_url} and optionally {@code table_name}, {@code max_records}, {@code mirror_urls}, {@code
 * max_search_radius} (degrees). {@code standard_id} may also be {@code sia1}, {@code sia2}, {@code ssa} or {@code tap}. Services in private networks may be queried only
 * if a person has named them.
 */
public record ServiceList(String name, List<Candidate> candidates, List<String> notes, boolean mayBePrivate) {
    /** All of it is held in memory. */
    private static final int MAX_BYTES = 64 << 20;

    private static final List<String> COLUMNS = List.of(
            "ivoid",
            "title",
            "standard_id",
            "access_url",
            "table_name",
            "max_records",
            "mirror_urls",
            "max_search_radius");

    public ServiceList {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    public ServiceList(String name, List<Candidate> candidates, List<String> notes) {
        this(name, candidates, notes, true);
    }

    /** @throws ServiceListException if it cannot be read, lacks a column, or is larger than 64 MiB */
    public static ServiceList read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            throw new ServiceListException("service list " + file + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw new ServiceListException("service list " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** Reads a stream, and leaves it open; the name is for messages. */
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
        // some programs write a byte order mark
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
        CsvRows rows = CsvRows.writtenByHand(new StringReader(text));
        List<ServiceListEntry> entries = new ArrayList<>();
        List<String> names = null;
        try {
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                if (row.size() == 1 && row.getFirst().isBlank()) {
                    continue;
                }
                if (names == null) {
                    names = row.stream()
                            .map(name -> name.strip().toLowerCase(Locale.ROOT))
                            .toList();
                    checkColumns(names, "line " + rows.begin() + ", column 1");
                    continue;
                }
                Map<String, String> cells = new HashMap<>();
                for (int i = 0; i < Math.min(names.size(), row.size()); i++) {
                    cells.putIfAbsent(names.get(i), row.get(i));
                }
                entries.add(new ServiceListEntry("line " + rows.begin(), cells));
            }
        } catch (IOException e) {
            throw new ServiceListException(String.valueOf(e.getMessage()));
        }
        checkColumns(names == null ? List.of() : names, "line 1, column 1");
        return entries;
    }

    /** Every entry needs these columns; the title is optional. */
    static void checkColumns(List<String> names, String where) {
        String missing = ServiceListEntry.NEEDED.stream()
                .filter(name -> !names.contains(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ServiceListException(
                    where + ": it has no column " + missing + "; a service list has the columns "
                            + "ivoid, title, standard_id, access_url and optionally table_name, max_records, mirror_urls, max_search_radius");
        }
    }

    /** Services that a person has named otherwise than in a list. */
    public static ServiceList of(String name, Collection<Service> services) {
        return new ServiceList(name, services.stream().map(Candidate::of).toList(), List.of());
    }

    /** Joins two lists. Private addresses are allowed only if both lists allow them. */
    public ServiceList and(ServiceList other) {
        return new ServiceList(
                name + " and " + other.name,
                Stream.concat(candidates.stream(), other.candidates.stream()).toList(),
                Stream.concat(notes.stream(), other.notes.stream()).toList(),
                mayBePrivate && other.mayBePrivate);
    }

    /** The cells by column, in the order of {@link #columns}; null for an empty one. */
    public static Map<String, @Nullable Object> row(Service service) {
        return ServiceListEntry.cells(service);
    }

    public static List<String> columns() {
        return COLUMNS;
    }

    /** Writes CSV that {@link #read} turns into the same services without coverage. */
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

    /** Reads JSON: an array of objects, or objects one after the other (JSON Lines). */
    private static final class JsonEntries {
        private static final JsonFactory FACTORY = new JsonFactory();
        /** What Skytrawl's logs begin with. */
        private static final String LOG = "{\"event\":\"run\"";

        private JsonEntries() {}

        static List<ServiceListEntry> read(String text) {
            List<ServiceListEntry> entries = new ArrayList<>();
            if (text.startsWith(LOG, OutsideText.skipBlanks(text, 0))) {
                throw new ServiceListException("line 1, column 1: it is the log of a run, not a list of services;"
                        + " 'skytrawl rerun' queries the services of a log");
            }
            try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    switch (token) {
                        case START_OBJECT -> entries.add(entry(json));
                        case START_ARRAY, END_ARRAY -> {
                            // objects count in any array
                        }
                        default ->
                            throw new ServiceListException(where(json.currentTokenLocation()) + ": '" + json.getString()
                                    + "' is not an object with the members of an entry");
                    }
                }
            } catch (JacksonException e) {
                throw new ServiceListException(where(e.getLocation()) + ": "
                        + String.valueOf(e.getOriginalMessage()).replaceFirst("(?s) \\(start marker.*", ""));
            }
            return entries;
        }

        private static ServiceListEntry entry(JsonParser json) {
            TokenStreamLocation begin = json.currentTokenLocation();
            Map<String, String> cells = new HashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName().toLowerCase(Locale.ROOT);
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    cells.putIfAbsent(name, json.getString());
                }
            }
            return new ServiceListEntry("line " + begin.getLineNr() + ", column " + begin.getColumnNr(), cells);
        }

        /** Jackson gives no location for some errors, such as too deep nesting. */
        private static String where(@Nullable TokenStreamLocation location) {
            return location == null
                    ? "it cannot be read"
                    : "line " + location.getLineNr() + ", column " + location.getColumnNr();
        }
    }
}
