package org.skytrawl.spark.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueRow;
import org.skytrawl.harvest.catalogue.CatalogueWriter;
import org.skytrawl.harvest.catalogue.PartitionPlan.Planned;
import org.skytrawl.harvest.catalogue.RowBytes;
import org.skytrawl.harvest.groups.ByteSorter;
import org.skytrawl.harvest.groups.Scratch;
import org.skytrawl.harvest.groups.SortedBytes;
import org.skytrawl.harvest.state.FileSums;
import scala.Tuple2;

/** Sorts the rows of one file, writes it, and tells the driver of it in numbers. */
final class WriteTask implements FlatMapFunction<Iterator<Tuple2<Integer, byte[]>>, long[]> {
    private static final long serialVersionUID = 1;

    /** Before the checksums: number in the plan, rows, first and last cell, bytes. */
    private static final int FACTS = 5;

    private final String folder;
    private final FilePlan plan;

    WriteTask(Path folder, FilePlan plan) {
        this.folder = folder.toString();
        this.plan = plan;
    }

    @Override
    public Iterator<long[]> call(Iterator<Tuple2<Integer, byte[]>> rows) throws IOException, InterruptedException {
        int number = TaskContext.getPartitionId();
        try (Scratch scratch = Scratch.in(TaskFolder.open())) {
            ByteSorter sorter = new ByteSorter(scratch, MergeSetup.memoryBytes());
            while (rows.hasNext()) {
                sorter.add(rows.next()._2());
            }
            SortedBytes sorted = sorter.sorted();
            try (SortedBytes.Reader reader = sorted.read()) {
                CatalogueFile file =
                        CatalogueWriter.write(Path.of(folder), plan.files().get(number), new Rows(reader), () -> {});
                return Collections.singletonList(facts(number, file)).iterator();
            }
        }
    }

    /** An interrupt of the task is an error. */
    private record Rows(SortedBytes.Reader sorted) implements Iterator<CatalogueRow> {
        @Override
        public boolean hasNext() {
            return sorted.hasNext();
        }

        @Override
        public CatalogueRow next() {
            try {
                return RowBytes.row(sorted.next());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the task was ended");
            }
        }
    }

    private static long[] facts(int number, CatalogueFile file) {
        List<Long> sums = file.sums().crc32c();
        long[] facts = new long[FACTS + sums.size()];
        facts[0] = number;
        facts[1] = file.rows();
        facts[2] = file.leastCell();
        facts[3] = file.greatestCell();
        facts[4] = file.sums().bytes();
        for (int i = 0; i < sums.size(); i++) {
            facts[FACTS + i] = sums.get(i);
        }
        return facts;
    }

    static CatalogueFile file(Path folder, FilePlan plan, long[] facts) {
        Planned planned = plan.files().get((int) facts[0]);
        List<Long> sums = new ArrayList<>();
        Arrays.stream(facts).skip(FACTS).forEach(sums::add);
        return new CatalogueFile(
                planned.table(),
                folder.resolve(CatalogueFile.path(planned.table(), planned.norder(), planned.npix())),
                new FileSums(facts[4], sums),
                facts[1],
                planned.norder(),
                planned.npix(),
                planned.maxReachDeg(),
                facts[2],
                facts[3]);
    }
}
