package org.skytrawl.spark.job;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.harvest.state.HarvestException;

/**
 * Compares files with their checksums, before Spark reads them: Parquet has sums of its own for pages only, and a bit that was
 * flipped in a footer or a header can hide rows without an error.
 *
 * @param path of the file
 * @param bytes its length when it was written
 * @param crc32c of each block of it
 */
record FileCheck(String path, long bytes, List<Long> crc32c) implements Serializable {
    private static final String REMEDY = "; skytrawl harvest status --check says what to do";
    private static final int FILES_OF_A_TASK = 16;

    /** Checks files by the cluster. @throws RuntimeException that has a {@link HarvestException} which names the file */
    static void all(SparkSession spark, List<CatalogueFile> files) {
        List<FileCheck> checks = files.stream()
                .map(file -> new FileCheck(
                        file.path().toAbsolutePath().toString(),
                        file.sums().bytes(),
                        file.sums().crc32c()))
                .toList();
        if (!checks.isEmpty()) {
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(checks, (checks.size() + FILES_OF_A_TASK - 1) / FILES_OF_A_TASK)
                    .foreach(FileCheck::check);
        }
    }

    private void check() {
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            if (file.length() != bytes) {
                throw new HarvestException(path + " has " + file.length() + " bytes, but " + bytes
                        + " were written: it was damaged" + REMEDY);
            }
            byte[] block = new byte[FileSums.BLOCK_BYTES];
            for (int i = 0; i < crc32c.size(); i++) {
                int length = (int) Math.min(FileSums.BLOCK_BYTES, bytes - (long) i * FileSums.BLOCK_BYTES);
                file.readFully(block, 0, length);
                if (FileSums.sum(block, 0, length) != crc32c.get(i)) {
                    throw new HarvestException(
                            path + " does not have the checksum with which it was written: it was damaged" + REMEDY);
                }
            }
        } catch (IOException e) {
            throw new HarvestException(
                    "cannot read " + path + ": " + e.getMessage()
                            + "; every worker needs the folder of the harvest under the same name",
                    e);
        }
    }
}
