package org.skytrawl.spark.job;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueBuild;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.catalogue.CatalogueWriter;
import org.skytrawl.harvest.catalogue.RowBytes;
import org.skytrawl.harvest.groups.GroupSteps;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.PlainText;
import scala.Tuple2;

/**
 * Merges the pages of a harvest and writes its catalogue, as {@link CatalogueBuild} does on one machine: the same files. All
 * machines share the folder of the harvest. Argument: the folder.
 */
public final class CatalogueJob {
    private final JavaSparkContext spark;
    private final HarvestFolder folder;
    private final long maxRows;
    private final List<TooLarge> unmerged = new ArrayList<>();

    /**
     * @param folder opened for writing
     * @param maxRows of a file, from 1
     */
    public CatalogueJob(SparkSession spark, HarvestFolder folder, long maxRows) {
        this.spark = new JavaSparkContext(spark.sparkContext());
        this.folder = folder;
        this.maxRows = maxRows;
    }

    /** Ends with status 1 and the reason if there is no catalogue then. */
    public static void main(String... args) throws IOException {
        if (args.length != 1) {
            System.err.println("CatalogueJob needs one argument: the folder of a harvest, which all machines share");
            System.exit(2);
            return;
        }
        Path dir = Path.of(args[0]).toAbsolutePath();
        try (HarvestFolder folder = opened(dir);
                SparkSession spark = session()) {
            CatalogueState state = CatalogueState.of(folder);
            if (!state.isEnded()) {
                throw new HarvestException("the harvest in " + dir + " has not ended: skytrawl harvest -d " + dir);
            }
            CatalogueJob job = new CatalogueJob(spark, folder, CatalogueBuild.MAX_ROWS);
            Catalogue catalogue = job.build(state);
            catalogue
                    .unmerged()
                    .forEach(unit -> System.err.println("not merged, too large for the memory: " + unit.rows()
                            + " rows with the identifier " + PlainText.of(unit.identifier(), 200)));
            System.out.println(
                    catalogue.rows() + " rows in " + catalogue.files().size() + " files in " + catalogue.folder());
        } catch (Exception e) {
            System.err.println("CatalogueJob: " + JobErrors.line(e));
            System.exit(1);
        }
    }

    /** Never makes a folder: one whose name is wrong would get an empty catalogue. */
    static HarvestFolder opened(Path dir) {
        HarvestFolder.read(dir).close();
        return HarvestFolder.open(dir);
    }

    /** A session in which rows need little room on the way. */
    static SparkSession session() {
        return SparkSession.builder()
                .appName("Skytrawl: the catalogue of a harvest")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .getOrCreate();
    }

    /**
     * Makes the catalogue, and puts it in the place of an older one.
     *
     * @param state of the harvest
     * @throws HarvestException if a page is damaged, or a file cannot be written: the older catalogue stays
     */
    public Catalogue build(CatalogueState state) {
        CatalogueWriter writer = CatalogueWriter.begin(folder, maxRows);
        boolean finished = false;
        try {
            List<CatalogueFile> files = state.pages().rows() == 0 ? List.of() : files(state, writer.folder());
            if (files.stream().mapToLong(CatalogueFile::rows).sum()
                    != state.pages().rows()) {
                throw new HarvestException("the catalogue of " + folder.path() + " has not all rows");
            }
            writer.finish(state, files, unmerged);
            finished = true;
        } finally {
            if (!finished) {
                writer.cleanUp();
            }
        }
        return Catalogue.open(folder.path());
    }

    private List<CatalogueFile> files(CatalogueState state, Path target) {
        MergeSetup setup = MergeSetup.of(folder.path(), state, spark.defaultParallelism());
        CollectionAccumulator<TooLarge> said = spark.sc().collectionAccumulator("too large");
        JavaRDD<byte[]> rows = rows(setup, said).persist(StorageLevel.DISK_ONLY());
        JavaRDD<byte[]> hats = rows.filter(row -> RowBytes.table(row).isHats());
        JavaPairRDD<Integer, byte[]> plain =
                numbered(rows, setup.chunks(), maxRows).persist(StorageLevel.DISK_ONLY());
        FilePlan plan = FilePlan.of(hats, plain, maxRows);
        unmerged.addAll(StepTask.tooLarge(said));
        FilePlan.Finder finder = new FilePlan.Finder(plan);
        List<long[]> written = hats.mapToPair(row -> new Tuple2<>(finder.file(row), row))
                .union(plain.mapToPair(row -> new Tuple2<>(finder.plain(row._2(), row._1()), row._2())))
                .partitionBy(new MergeSetup.Numbered(plan.files().size()))
                .mapPartitions(new WriteTask(target, plan))
                .collect();
        rows.unpersist();
        plain.unpersist();
        return written.stream()
                .map(facts -> WriteTask.file(target, plan, facts))
                .toList();
    }

    /** All rows of a catalogue. Steps are divided by hashes, except those that read pages. */
    private JavaRDD<byte[]> rows(MergeSetup setup, CollectionAccumulator<TooLarge> said) {
        List<Integer> chunks = new ArrayList<>();
        for (int i = 0; i < setup.chunks(); i++) {
            chunks.add(i);
        }
        MergeSetup.Numbered numbers = new MergeSetup.Numbered(setup.chunks());
        JavaPairRDD<Integer, byte[]> rows = spark.parallelize(chunks, chunks.size())
                .mapPartitionsToPair(chunk -> StepTask.keys(setup, chunk.next()))
                .partitionBy(numbers);
        for (GroupSteps.Step step : GroupSteps.Step.values()) {
            if (step != GroupSteps.Step.FATES) {
                rows = rows.mapPartitionsToPair(new StepTask(setup, step, said)).partitionBy(numbers);
            }
        }
        return rows.mapPartitions(new RowTask(setup));
    }

    /** Rows of tables that are not in HATS, with the number of the file of their table: they are few. */
    private static JavaPairRDD<Integer, byte[]> numbered(JavaRDD<byte[]> rows, int partitions, long maxRows) {
        JavaRDD<byte[]> plain = rows.filter(row -> !RowBytes.table(row).isHats());
        Map<Integer, Long> counts = new TreeMap<>(
                plain.mapToPair(row -> new Tuple2<>(RowBytes.table(row).ordinal(), 1L))
                        .reduceByKey(Long::sum)
                        .collectAsMap());
        Map<Integer, Long> firsts = new HashMap<>();
        long first = 0;
        for (var table : counts.entrySet()) {
            firsts.put(table.getKey(), first);
            first += table.getValue();
        }
        Comparator<byte[]> order = (Comparator<byte[]> & Serializable) Arrays::compareUnsigned;
        return plain.mapToPair(row -> new Tuple2<>(row, 0))
                .sortByKey(order, true, partitions)
                .zipWithIndex()
                .mapToPair(row -> {
                    byte[] bytes = row._1()._1();
                    long inTable = row._2()
                            - Objects.requireNonNull(
                                    firsts.get(RowBytes.table(bytes).ordinal()));
                    return new Tuple2<>(Math.toIntExact(inTable / maxRows), bytes);
                });
    }
}
