package org.skytrawl.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;

/** Writes {@code _metadata} and {@code _common_metadata}, which describe a folder of Parquet files as one table. */
public final class ParquetSummary {
    private ParquetSummary() {}

    /**
     * Writes {@code _metadata}: the row groups of all files. Only one footer is unpacked at a time.
     *
     * @param files by path, relative to the folder, with {@code /}; at least one, in the order of the row groups
     * @param out left open
     * @throws IllegalArgumentException if a file has other columns than the first
     */
    public static void writeMetadata(Map<String, ParquetFooter> files, OutputStream out) throws IOException {
        write(files, true, out);
    }

    /** Writes {@code _common_metadata}: the columns, and those texts that all files share; no rows. */
    public static void writeCommonMetadata(Map<String, ParquetFooter> files, OutputStream out) throws IOException {
        write(files, false, out);
    }

    private static void write(Map<String, ParquetFooter> files, boolean withGroups, OutputStream out)
            throws IOException {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a summary describes at least one file");
        }
        Map.Entry<String, ParquetFooter> first = files.entrySet().iterator().next();
        FileMetaData summary = first.getValue().unpacked();
        List<KeyValue> texts = new ArrayList<>(summary.getKey_value_metadata());
        long rows = 0;
        int groups = 0;
        for (Map.Entry<String, ParquetFooter> file : files.entrySet()) {
            FileMetaData footer = file.getValue().unpacked();
            if (!footer.getSchema().equals(summary.getSchema())) {
                throw new IllegalArgumentException(file.getKey() + " has other columns than " + first.getKey());
            }
            texts.retainAll(footer.getKey_value_metadata());
            rows += footer.getNum_rows();
            groups = Math.addExact(groups, footer.getRow_groupsSize());
        }
        summary.setKey_value_metadata(texts);
        summary.setNum_rows(withGroups ? rows : 0);
        summary.setRow_groups(withGroups ? new Groups(files, groups) : List.of());
        ParquetWriter.CountedOutput counted = new ParquetWriter.CountedOutput(new BufferedOutputStream(out, 1 << 16));
        counted.write(ParquetWriter.MAGIC);
        ParquetWriter.writeFooter(summary, counted);
    }

    /** The row groups of all files, made while they are written, since all of them may not fit in memory. */
    private static final class Groups extends AbstractList<RowGroup> {
        private final Map<String, ParquetFooter> files;
        private final int size;

        Groups(Map<String, ParquetFooter> files, int size) {
            this.files = files;
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<RowGroup> iterator() {
            return files.entrySet().stream()
                    .flatMap(file -> groups(file.getKey(), file.getValue()).stream())
                    .iterator();
        }

        @Override
        public RowGroup get(int place) {
            throw new UnsupportedOperationException("row groups are read in order");
        }

        private static List<RowGroup> groups(String path, ParquetFooter footer) {
            try {
                List<RowGroup> groups = footer.unpacked().getRow_groups();
                groups.forEach(group -> group.getColumns().forEach(column -> column.setFile_path(path)));
                return groups;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
