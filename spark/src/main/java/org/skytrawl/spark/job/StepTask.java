package org.skytrawl.spark.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.skytrawl.harvest.groups.GroupSteps;
import org.skytrawl.harvest.groups.TooLarge;
import scala.Tuple2;

/** One step of merging with the rows of one partition: rows of later steps pass. */
final class StepTask implements PairFlatMapFunction<Iterator<Tuple2<Integer, byte[]>>, Integer, byte[]> {
    private static final long serialVersionUID = 1;

    private final MergeSetup setup;
    private final GroupSteps.Step step;
    private final CollectionAccumulator<TooLarge> tooLarge;

    StepTask(MergeSetup setup, GroupSteps.Step step, CollectionAccumulator<TooLarge> tooLarge) {
        this.setup = setup;
        this.step = step;
        this.tooLarge = tooLarge;
    }

    @Override
    public Iterator<Tuple2<Integer, byte[]>> call(Iterator<Tuple2<Integer, byte[]>> rows) throws Exception {
        GroupSteps steps = setup.steps(TaskFolder.open());
        GroupSteps.Result result = steps.run(step, new SecondOf(rows));
        result.tooLarge().forEach(tooLarge::add);
        return given(setup, result);
    }

    /** The first step with the pages of a chunk. */
    static Iterator<Tuple2<Integer, byte[]>> keys(MergeSetup setup, int chunk) throws Exception {
        GroupSteps steps = setup.steps(TaskFolder.open());
        int end = setup.endPage(chunk, setup.pages());
        return given(setup, steps.keys(setup.firstPages().get(chunk), end));
    }

    /** The rows of a step with the partitions where they are taken. */
    static Iterator<Tuple2<Integer, byte[]>> given(MergeSetup setup, GroupSteps.Result result) {
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> result.close());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return result.hasNext();
            }

            @Override
            public Tuple2<Integer, byte[]> next() {
                byte[] row = result.next();
                return new Tuple2<>(setup.partition(row), row);
            }
        };
    }

    /** What did not fit into memory; a task that ran twice says it twice. */
    static List<TooLarge> tooLarge(CollectionAccumulator<TooLarge> said) {
        return new ArrayList<>(said.value())
                .stream()
                        .distinct()
                        .sorted(Comparator.comparing(TooLarge::identifier))
                        .toList();
    }
}
