package org.skytrawl.harvest.catalogue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.FileSums;

/**
 * {@code catalogue.json}: what a catalogue is. Its last member is the checksum of what is before it.
 *
 * @param state the hash of what it was made from
 * @param maxRows of a file
 * @param rows by table; a table without rows is missing
 * @param unmerged rows with one identifier that were not merged as a run does it; mostly empty
 * @param files length and checksums of the list of files
 */
record CatalogueAbout(
        Instant created,
        String state,
        long maxRows,
        List<CatalogueService> services,
        Map<CatalogueTable, Long> rows,
        List<TooLarge> unmerged,
        FileSums files) {
    static final String NAME = "catalogue.json";
    private static final int VERSION = 1;
    private static final String SUM = "crc32c";

    CatalogueAbout {
        services = List.copyOf(services);
        unmerged = List.copyOf(unmerged);
        rows = new LinkedHashMap<>(rows);
    }

    static CatalogueAbout of(
            Instant created,
            CatalogueState state,
            long maxRows,
            List<CatalogueFile> files,
            List<TooLarge> unmerged,
            FileSums list) {
        Map<CatalogueTable, Long> rows = new LinkedHashMap<>();
        files.forEach(file -> rows.merge(file.table(), file.rows(), Long::sum));
        return new CatalogueAbout(created, state.hash(), maxRows, state.services(), rows, unmerged, list);
    }

    JsonObject json() {
        List<JsonObject> tables = new ArrayList<>();
        rows.forEach((table, count) -> tables.add(JsonObject.of("name", table.folder(), "rows", count)));
        JsonObject json = JsonObject.of(
                "version",
                VERSION,
                "created",
                created,
                "state",
                state,
                "max_rows",
                maxRows,
                "tables",
                tables,
                "services",
                services.stream().map(CatalogueService::json).toList(),
                "unmerged",
                unmerged.stream()
                        .map(unit -> JsonObject.of("identifier", unit.identifier(), "rows", unit.rows()))
                        .toList(),
                "files",
                JsonObject.of("bytes", files.bytes(), "crc32c", files.crc32c()));
        Map<String, @Nullable Object> members = new LinkedHashMap<>(json.members());
        members.put(SUM, sum(json));
        return new JsonObject(members);
    }

    private static long sum(JsonObject json) {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return FileSums.sum(bytes, 0, bytes.length);
    }

    /** @throws IOException if it is none, or was changed */
    static CatalogueAbout read(byte[] bytes) throws IOException {
        JsonObject json = JsonObject.read(new ByteArrayInputStream(bytes));
        if (json.integer("version") != VERSION) {
            throw new IOException("it is of version " + json.integer("version") + ", but this program knows version "
                    + VERSION + " only");
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>(json.members());
        Object sum = members.remove(SUM);
        if (!(sum instanceof Number number)
                || number.longValue() != sum(new JsonObject(members))
                || !Arrays.equals(bytes, FileList.utf8(json))) {
            throw new IOException("it does not have the checksum with which it was written: it was damaged");
        }
        try {
            JsonObject files = json.object("files");
            if (files == null) {
                throw new IOException("it has no files");
            }
            List<CatalogueService> services = new ArrayList<>();
            for (JsonObject service : json.objects("services")) {
                services.add(CatalogueService.of(service));
            }
            List<TooLarge> unmerged = new ArrayList<>();
            for (JsonObject unit : json.objects("unmerged")) {
                unmerged.add(new TooLarge(Json.text(unit, "identifier"), Json.count(unit, "rows")));
            }
            Map<CatalogueTable, Long> rows = new LinkedHashMap<>();
            for (JsonObject table : json.objects("tables")) {
                CatalogueTable known = CatalogueTable.named(Json.text(table, "name"));
                if (known == null) {
                    throw new IOException("there is no table " + table.text("name"));
                }
                rows.put(known, Json.count(table, "rows"));
            }
            return new CatalogueAbout(
                    Instant.parse(Json.text(json, "created")),
                    Json.text(json, "state"),
                    Json.count(json, "max_rows"),
                    services,
                    rows,
                    unmerged,
                    Json.sums(files));
        } catch (DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
