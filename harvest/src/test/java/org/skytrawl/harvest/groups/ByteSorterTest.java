package org.skytrawl.harvest.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSorterTest {
    @TempDir
    Path folder;

    /** So many runs that those of two levels are merged. */
    @Test
    void sortsByUnsignedBytesWithRunsOfSeveralLevels() throws Exception {
        Random random = new Random(3);
        List<byte[]> all = new ArrayList<>();
        try (Scratch scratch = Scratch.in(folder)) {
            ByteSorter sorter = new ByteSorter(scratch, 300);
            for (int i = 0; i < 12_000; i++) {
                byte[] row = new byte[random.nextInt(6)];
                random.nextBytes(row);
                all.add(row.clone());
                sorter.add(row);
            }
            SortedBytes sorted = sorter.sorted();
            all.sort(Arrays::compareUnsigned);
            assertThat(read(sorted)).containsExactlyElementsOf(all);
            assertThat(read(sorted)).containsExactlyElementsOf(all);
            assertThat(scratch.mostBytes()).isGreaterThan(12_000 * Integer.BYTES);
            sorted.delete();
            assertThat(folder.resolve(String.valueOf(folder.toFile().list()[0])))
                    .isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static List<byte[]> read(SortedBytes sorted) throws Exception {
        List<byte[]> rows = new ArrayList<>();
        try (SortedBytes.Reader reader = sorted.read()) {
            while (reader.hasNext()) {
                rows.add(reader.next());
            }
        }
        return rows;
    }
}
