package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.parquet.ParquetFooter;
import org.skytrawl.parquet.ParquetSummary;
import org.skytrawl.sky.Healpix;

/** Writes the files that make a folder of Parquet files a HATS catalogue: {@code hats.properties} and the like. */
final class HatsFiles {
    private static final String PROPERTIES = "/hats.properties";
    private static final String PARTITIONS = "/partition_info.csv";
    private static final String DATASET = "/dataset/";
    private static final String COMMON_METADATA = DATASET + "_common_metadata";
    private static final String METADATA = DATASET + "_metadata";

    /** Readers load it as a whole: that of a larger catalogue is of no use, and HATS does not require it. */
    private static final long MOST_METADATA_BYTES = 256L << 20;

    private HatsFiles() {}

    /** The files of a table, relative to the catalogue. */
    static List<String> paths(CatalogueTable table) {
        return List.of(
                table.folder() + PROPERTIES,
                table.folder() + PARTITIONS,
                table.folder() + COMMON_METADATA,
                table.folder() + METADATA);
    }

    /**
     * Writes them. The metadata comes last: readers that find it use it.
     *
     * @param files of one table; at least one
     * @param maxRows of a partition
     */
    static void write(Path catalogue, List<CatalogueFile> files, long maxRows, Instant created) throws IOException {
        List<CatalogueFile> sorted = files.stream()
                .sorted(Comparator.comparingInt(CatalogueFile::norder).thenComparingLong(CatalogueFile::npix))
                .toList();
        Path table = catalogue.resolve(sorted.getFirst().table().folder());
        text(table + PROPERTIES, properties(sorted, maxRows, created));
        text(table + PARTITIONS, partitions(sorted));
        Map<String, ParquetFooter> footers = new Footers(
                files.stream()
                        .sorted(Comparator.comparingLong(CatalogueFile::leastCell))
                        .toList(),
                Path.of(table + DATASET));
        AtomicFile.write(Path.of(table + COMMON_METADATA), out -> ParquetSummary.writeCommonMetadata(footers, out));
        long bytes = 0;
        for (CatalogueFile file : files) {
            bytes += ParquetFooter.bytes(file.path());
        }
        if (bytes <= MOST_METADATA_BYTES) {
            AtomicFile.write(Path.of(table + METADATA), out -> ParquetSummary.writeMetadata(footers, out));
        }
    }

    private static void text(String file, String text) throws IOException {
        AtomicFile.write(Path.of(file), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String properties(List<CatalogueFile> files, long maxRows, Instant created) {
        CatalogueTable table = files.getFirst().table();
        long rows = files.stream().mapToLong(CatalogueFile::rows).sum();
        long bytes = files.stream().mapToLong(file -> file.sums().bytes()).sum();
        double fraction = files.stream()
                .mapToDouble(file -> 1.0 / Healpix.cellCount(file.norder()))
                .sum();
        int order = files.getLast().norder();
        return String.join(
                "\n",
                "# HATS catalogue",
                "obs_collection=skytrawl_" + table.folder(),
                "obs_title="
                        + (table.isOthers()
                                ? "Further records of the datasets of a harvest by Skytrawl"
                                : "Datasets of a harvest by Skytrawl"),
                "dataproduct_type=object",
                "hats_nrows=" + rows,
                "hats_col_ra=s_ra",
                "hats_col_dec=s_dec",
                "hats_col_healpix=" + StoredRows.HEALPIX,
                "hats_col_healpix_order=" + Healpix.MAX_ORDER,
                "hats_npix_suffix=.parquet",
                "hats_order=" + order,
                "hats_max_rows=" + maxRows,
                "hats_estsize=" + (bytes + 1023) / 1024,
                "hats_builder=skytrawl",
                "hats_creation_date=" + created.truncatedTo(ChronoUnit.SECONDS),
                "hats_version=v1.0",
                "moc_sky_fraction=" + String.format(Locale.ROOT, "%.8f", fraction),
                "");
    }

    private static String partitions(List<CatalogueFile> files) {
        StringBuilder csv = new StringBuilder("Norder,Npix,num_rows\n");
        for (CatalogueFile file : files) {
            csv.append(file.norder())
                    .append(',')
                    .append(file.npix())
                    .append(',')
                    .append(file.rows())
                    .append('\n');
        }
        return csv.toString();
    }

    /** Footers by path, read from their files each time they are asked for: all of them may not fit in memory. */
    private static final class Footers extends AbstractMap<String, ParquetFooter> {
        private final List<CatalogueFile> files;
        private final Path dataset;

        Footers(List<CatalogueFile> files, Path dataset) {
            this.files = files;
            this.dataset = dataset;
        }

        @Override
        public Set<Map.Entry<String, ParquetFooter>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, ParquetFooter>> iterator() {
                    return files.stream().map(Footers.this::entry).iterator();
                }

                @Override
                public int size() {
                    return files.size();
                }
            };
        }

        private Map.Entry<String, ParquetFooter> entry(CatalogueFile file) {
            String path = dataset.relativize(file.path()).toString().replace('\\', '/');
            return Map.entry(path, ParquetFooter.read(file.path()));
        }
    }
}
