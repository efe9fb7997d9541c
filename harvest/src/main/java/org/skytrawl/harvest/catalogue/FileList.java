package org.skytrawl.harvest.catalogue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.files.JsonObject;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.sky.Healpix;

/**
 * The files of a catalogue besides {@code catalogue.json} and this list itself, with their checksums: {@code files.jsonl}.
 *
 * @param data Parquet files with rows
 * @param others by path relative to the catalogue
 */
record FileList(List<CatalogueFile> data, Map<String, FileSums> others) {
    static final String NAME = "files.jsonl";

    FileList {
        data = List.copyOf(data);
        others = new LinkedHashMap<>(others);
    }

    byte[] bytes() throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        for (CatalogueFile file : data) {
            lines.add(JsonObject.of(
                    "table",
                    file.table().folder(),
                    "norder",
                    file.norder(),
                    "npix",
                    file.npix(),
                    "rows",
                    file.rows(),
                    "max_reach_deg",
                    file.maxReachDeg(),
                    "least_cell",
                    file.leastCell(),
                    "greatest_cell",
                    file.greatestCell(),
                    "bytes",
                    file.sums().bytes(),
                    "crc32c",
                    file.sums().crc32c()));
        }
        others.forEach(
                (path, sums) -> lines.add(JsonObject.of("path", path, "bytes", sums.bytes(), "crc32c", sums.crc32c())));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonObject.writeLines(lines, line -> line, out);
        return out.toByteArray();
    }

    /**
     * @param root of the catalogue
     * @throws IOException if a line is none of such a list
     */
    static FileList read(byte[] bytes, Path root) throws IOException {
        List<CatalogueFile> data = new ArrayList<>();
        Map<String, FileSums> others = new LinkedHashMap<>();
        int start = 0;
        int line = 1;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            try (InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes, start, at - start))) {
                JsonObject json = JsonObject.read(in);
                if (json.text("path") == null) {
                    data.add(file(json, root));
                } else {
                    others.put(other(json), Json.sums(json));
                }
            } catch (IOException e) {
                throw new IOException("line " + line + ": " + e.getMessage(), e);
            }
            start = at + 1;
            line++;
        }
        return new FileList(data, others);
    }

    private static CatalogueFile file(JsonObject json, Path root) throws IOException {
        CatalogueTable table = CatalogueTable.named(Json.text(json, "table"));
        int norder = json.integer("norder");
        long npix = Json.count(json, "npix");
        if (table == null
                || table.isHats() == (norder == CatalogueFile.NO_ORDER)
                || norder < CatalogueFile.NO_ORDER
                || norder > Healpix.MAX_ORDER
                || (table.isHats() && npix >= Healpix.cellCount(norder))) {
            throw new IOException("there is no such table or cell");
        }
        Number reach = json.number("max_reach_deg");
        if (reach == null || !(reach.doubleValue() >= 0 && reach.doubleValue() <= 180)) {
            throw new IOException("its max_reach_deg is no angle");
        }
        long least = Json.whole(json, "least_cell");
        long greatest = Json.whole(json, "greatest_cell");
        StoredRows.Cells range =
                table.isHats() ? CatalogueFile.range(norder, npix) : new StoredRows.Cells(-1, Long.MAX_VALUE);
        if (least < range.least() || least > greatest || greatest > range.greatest()) {
            throw new IOException("its rows are not in its cell");
        }
        return new CatalogueFile(
                table,
                root.resolve(CatalogueFile.path(table, norder, npix)),
                Json.sums(json),
                Json.count(json, "rows"),
                norder,
                npix,
                reach.doubleValue(),
                least,
                greatest);
    }

    /** Only files that a catalogue has: a path that leads elsewhere is none. */
    private static String other(JsonObject json) throws IOException {
        String path = Json.text(json, "path");
        for (CatalogueTable table : CatalogueTable.values()) {
            if (table.isHats() && HatsFiles.paths(table).contains(path)) {
                return path;
            }
        }
        throw new IOException("a catalogue has no file " + path);
    }

    /**
     * Whether any catalogue may have a file of this path, relative to it.
     *
     * @param path with {@code /}
     */
    static boolean mayHave(String path) {
        List<String> parts = List.of(path.split("/", -1));
        CatalogueTable table = CatalogueTable.named(parts.getFirst());
        if (table == null) {
            return path.equals(NAME) || path.equals(CatalogueAbout.NAME);
        }
        if (!table.isHats()) {
            long number = number(parts.getLast(), "part-");
            return path.equals(CatalogueFile.path(table, CatalogueFile.NO_ORDER, number));
        }
        if (HatsFiles.paths(table).contains(path)) {
            return true;
        }
        long order = parts.size() > 2 ? number(parts.get(2), "Norder=") : 0;
        return path.equals(CatalogueFile.path(table, (int) order, number(parts.getLast(), "Npix=")));
    }

    /** The number in the name of a file or folder; -1 if there is none. */
    private static long number(String name, String prefix) {
        String digits = name.replace(prefix, "").replace(".parquet", "");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** All paths relative to the catalogue, with {@code /}. */
    Map<String, FileSums> all() {
        Map<String, FileSums> all = new LinkedHashMap<>();
        data.forEach(file -> all.put(CatalogueFile.path(file.table(), file.norder(), file.npix()), file.sums()));
        all.putAll(others);
        return all;
    }

    static byte[] utf8(Object text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
