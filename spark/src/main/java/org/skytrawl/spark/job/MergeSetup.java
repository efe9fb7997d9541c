package org.skytrawl.spark.job;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkEnv;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.groups.GroupSteps;
import org.skytrawl.harvest.read.HarvestPages;

/**
 * How a harvest is divided for a cluster: chunks of pages that follow each other, and as many parts of all hashes. Immutable.
 *
 * @param folder of the harvest, the same on all machines
 * @param state of the harvest
 * @param secret of all hashes of the job
 * @param firstPages the number of the first page of each chunk
 * @param firstRows the number of the first row of each chunk
 */
record MergeSetup(String folder, String state, GroupSteps.Secret secret, List<Integer> firstPages, List<Long> firstRows)
        implements Serializable {
    private static final long ROWS_OF_A_CHUNK = 500_000;

    /** More than cores, so that none of them waits long for the last one. */
    private static final int CHUNKS_OF_A_CORE = 3;

    private static final long LEAST_BYTES = 4L << 20;
    private static final int PART_OF_HEAP = 6;

    /** @param cores of the cluster */
    static MergeSetup of(Path folder, CatalogueState state, int cores) {
        HarvestPages pages = state.pages();
        long chunks = Math.max(pages.rows() / ROWS_OF_A_CHUNK, (long) CHUNKS_OF_A_CORE * cores);
        long rowsOfAChunk = Math.max(1, pages.rows() / chunks);
        List<Integer> firstPages = new ArrayList<>();
        List<Long> firstRows = new ArrayList<>();
        long rows = 0;
        for (HarvestPages.Page page : pages.pages()) {
            if (firstRows.isEmpty() || rows - firstRows.getLast() >= rowsOfAChunk) {
                firstPages.add(page.number());
                firstRows.add(rows);
            }
            rows += page.rows();
        }
        // lists of the JDK that can be serialized
        return new MergeSetup(
                folder.toAbsolutePath().toString(),
                state.hash(),
                GroupSteps.Secret.random(),
                new ArrayList<>(firstPages),
                new ArrayList<>(firstRows));
    }

    int chunks() {
        return firstPages.size();
    }

    /** The pages, on this machine. */
    HarvestPages pages() {
        return OpenedHarvest.state(Path.of(folder), state).pages();
    }

    /** The number of the page after the last one of a chunk. */
    int endPage(int chunk, HarvestPages pages) {
        return chunk + 1 < chunks() ? firstPages.get(chunk + 1) : pages.pages().size();
    }

    /** @param scratch of the task */
    GroupSteps steps(Path scratch) {
        return new GroupSteps(pages(), secret, scratch, memoryBytes());
    }

    /** What a task may use, besides what reads pages and writes files. */
    static long memoryBytes() {
        int tasks = Math.max(1, SparkEnv.get().conf().getInt("spark.executor.cores", 1));
        return Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / tasks);
    }

    /** Where a row of a step is taken. */
    int partition(byte[] row) {
        if (!GroupSteps.takenBy(row).isOfPages()) {
            return Math.floorMod(GroupSteps.hash(row), chunks());
        }
        int found = Collections.binarySearch(firstRows, GroupSteps.row(row));
        return found >= 0 ? found : -found - 2;
    }

    /** Keys are the numbers of partitions. */
    static final class Numbered extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int partitions;

        Numbered(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbered same && same.partitions == partitions;
        }

        @Override
        public int hashCode() {
            return partitions;
        }
    }
}
