package org.skytrawl.harvest.catalogue;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyPoint;

/** The rules of HATS 1.0 for an object catalogue, as a strict reader checks them. Reads the files alone. */
public final class HatsRules {
    private static final String PREFIX = "Norder=";

    private final Path table;
    private final List<String> broken = new ArrayList<>();
    private final Properties properties = new Properties();
    private final Map<Cell, Long> csv = new TreeMap<>();
    private final Map<Cell, Path> onDisk = new TreeMap<>();
    private final Map<Cell, Long> rows = new TreeMap<>();

    record Cell(int order, long pixel) implements Comparable<Cell> {
        long first() {
            return pixel << (2 * (29 - order));
        }

        long end() {
            return (pixel + 1) << (2 * (29 - order));
        }

        Cell parent() {
            return new Cell(order - 1, pixel >> 2);
        }

        boolean holds(Cell other) {
            return first() <= other.first() && other.end() <= end();
        }

        @Override
        public int compareTo(Cell other) {
            return order == other.order ? Long.compare(pixel, other.pixel) : Integer.compare(order, other.order);
        }
    }

    private HatsRules(Path table) {
        this.table = table;
    }

    /** What is broken, in words; empty if nothing is. */
    public static List<String> broken(Path table) throws IOException {
        HatsRules rules = new HatsRules(table);
        rules.properties();
        rules.partitionInfo();
        rules.files();
        rules.rule(
                "partition_info.csv has the cells of the files",
                rules.csv.keySet().equals(rules.onDisk.keySet()));
        rules.noOverlap();
        rules.rows();
        rules.counts();
        rules.metadata();
        return rules.broken;
    }

    private void rule(String rule, boolean holds) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private void properties() throws IOException {
        try (Reader in = Files.newBufferedReader(table.resolve("hats.properties"))) {
            properties.load(in);
        }
        for (String required :
                List.of("obs_collection", "dataproduct_type", "hats_nrows", "hats_col_ra", "hats_col_dec")) {
            rule(
                    "hats.properties has " + required,
                    !properties.getProperty(required, "").isBlank());
        }
        rule("it is an object catalogue", "object".equals(properties.getProperty("dataproduct_type")));
        rule("a partition is a file", ".parquet".equals(properties.getProperty("hats_npix_suffix", ".parquet")));
        rule("the index has order 29", "29".equals(properties.getProperty("hats_col_healpix_order")));
        rule("no map of the sky is promised", properties.getProperty("hats_skymap_order") == null);
    }

    private void partitionInfo() throws IOException {
        List<String> lines = Files.readAllLines(table.resolve("partition_info.csv"));
        List<String> header = List.of(lines.getFirst().split(","));
        int order = header.indexOf("Norder");
        int pixel = header.indexOf("Npix");
        int count = header.indexOf("num_rows");
        rule("partition_info.csv has Norder and Npix", order >= 0 && pixel >= 0);
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",");
            Cell cell = new Cell(Integer.parseInt(values[order]), Long.parseLong(values[pixel]));
            rule(cell + " is once in partition_info.csv", csv.put(cell, Long.parseLong(values[count])) == null);
        }
    }

    private void files() throws IOException {
        Path dataset = table.resolve("dataset");
        try (Stream<Path> all = Files.walk(dataset)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String path = dataset.relativize(file).toString();
                if (path.equals("_metadata") || path.equals("_common_metadata")) {
                    continue;
                }
                Cell cell = cell(path);
                rule(path + " is the path of a cell", cell != null);
                if (cell != null) {
                    onDisk.put(cell, file);
                }
            }
        }
    }

    /** The cell of {@code Norder=k/Dir=d/Npix=n.parquet}, or null. */
    private static Cell cell(String path) {
        String[] parts = path.split("/");
        if (parts.length != 3 || !parts[0].startsWith(PREFIX) || !parts[2].startsWith("Npix=")) {
            return null;
        }
        Cell cell = new Cell(
                Integer.parseInt(parts[0].substring(PREFIX.length())),
                Long.parseLong(parts[2].substring("Npix=".length(), parts[2].indexOf('.'))));
        boolean isRight =
                parts[1].equals("Dir=" + cell.pixel() / 10_000 * 10_000) && cell.pixel() < 12L << (2 * cell.order());
        return isRight ? cell : null;
    }

    private void noOverlap() {
        for (Cell one : onDisk.keySet()) {
            for (Cell other : onDisk.keySet()) {
                rule(one + " does not hold " + other, one.equals(other) || !one.holds(other));
            }
        }
    }

    private void rows() throws IOException {
        for (Map.Entry<Cell, Path> file : onDisk.entrySet()) {
            Cell cell = file.getKey();
            long count = 0;
            long last = cell.first();
            boolean isSorted = true;
            boolean isWithin = true;
            boolean isOfPosition = true;
            try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file.getValue()));
                    RowReader row = reader.buildRowReader()
                            .projection(ColumnProjection.columns("_healpix_29", "s_ra", "s_dec"))
                            .build()) {
                while (row.hasNext()) {
                    row.next();
                    long index = row.getLong("_healpix_29");
                    isSorted &= index >= last;
                    isWithin &= index >= cell.first() && index < cell.end();
                    isOfPosition &= index
                            == Healpix.cellOf(29, SkyPoint.ofDegrees(row.getDouble("s_ra"), row.getDouble("s_dec")));
                    last = index;
                    count++;
                }
            }
            rule(cell + " is sorted by _healpix_29", isSorted);
            rule(cell + " has only rows of the cell", isWithin);
            rule("_healpix_29 is that of the position in " + cell, isOfPosition);
            rule(cell + " has the rows of partition_info.csv", Objects.equals(csv.get(cell), count));
            rows.put(cell, count);
        }
    }

    private void counts() {
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        rule("hats_nrows is the number of rows", String.valueOf(all).equals(properties.getProperty("hats_nrows")));
        long most = Long.parseLong(properties.getProperty("hats_max_rows", String.valueOf(Long.MAX_VALUE)));
        Map<Cell, Long> parents = new HashMap<>();
        double fraction = 0;
        for (Map.Entry<Cell, Long> each : rows.entrySet()) {
            Cell cell = each.getKey();
            rule(
                    cell + " has at most hats_max_rows",
                    each.getValue() <= most || cell.order() == PartitionPlan.DEEPEST_ORDER);
            fraction += 1.0 / (12L << (2 * cell.order()));
            for (Cell above = cell; above.order() > 0; ) {
                above = above.parent();
                parents.merge(above, each.getValue(), Long::sum);
            }
        }
        for (Cell cell : rows.keySet()) {
            rule(cell + " is not smaller than needed", cell.order() == 0 || parents.get(cell.parent()) > most);
        }
        double told = Double.parseDouble(properties.getProperty("moc_sky_fraction", "0"));
        rule("moc_sky_fraction is that of the cells", Math.abs(told - fraction) < 1e-6);
        String order = String.valueOf(
                rows.keySet().stream().mapToInt(Cell::order).max().orElse(0));
        rule("hats_order is the largest", order.equals(properties.getProperty("hats_order")));
    }

    private void metadata() throws IOException {
        FileMetaData all = footer(table.resolve("dataset/_metadata"));
        FileMetaData common = footer(table.resolve("dataset/_common_metadata"));
        TreeSet<Cell> cells = new TreeSet<>();
        for (RowGroup group : all.getRow_groups()) {
            String path = group.getColumns().getFirst().getFile_path();
            rule(
                    "all columns of a row group of _metadata are in one file",
                    group.getColumns().stream().allMatch(chunk -> path.equals(chunk.getFile_path())));
            Cell cell = cell(path);
            rule("_metadata has paths relative to it, not " + path, cell != null);
            if (cell != null) {
                cells.add(cell);
            }
        }
        rule("_metadata has the cells of the files", cells.equals(onDisk.keySet()));
        rule("_metadata has all rows", String.valueOf(all.getNum_rows()).equals(properties.getProperty("hats_nrows")));
        rule("_common_metadata has no rows", common.getNum_rows() == 0 && common.getRow_groupsSize() == 0);
        for (Path file : onDisk.values()) {
            rule(
                    file + " has the columns of _common_metadata",
                    footer(file).getSchema().equals(common.getSchema()));
        }
        rule("_metadata has the columns of _common_metadata", all.getSchema().equals(common.getSchema()));
        List<String> names =
                common.getSchema().stream().map(SchemaElement::getName).toList();
        for (String key : List.of("hats_col_ra", "hats_col_dec", "hats_col_healpix")) {
            rule(key + " is a column", names.contains(properties.getProperty(key)));
        }
    }

    private static FileMetaData footer(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        if (!Arrays.equals(magic, Arrays.copyOf(bytes, 4))) {
            throw new IOException(file + " is no Parquet file");
        }
        return Util.readFileMetaData(new ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
    }
}
