package org.skytrawl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

class RecordBudgetTest {
    private static final int RECORD_BYTES = 1000;
    private static final ObsCoreRecord RECORD =
            new ObsCoreRecord(new RecordLayout(Set.of(ObsCoreColumn.obs_id)), new double[0], new String[] {"a"});
    private static final QueryFacts FACTS = QueryFacts.of("http://a/?", null, new QueryFacts.Cost(1, 0, 1));

    private final List<ServiceTask> tasks = new ArrayList<>();
    private final RecordBudget budget = new RecordBudget(1_000_000);
    private final RecordBudget.OfRun run = budget.begin(tasks);
    private final List<ServiceTask> othersTasks = new ArrayList<>();
    private final RecordBudget.OfRun other = budget.begin(othersTasks);

    private ServiceTask task(String name) {
        return task(name, tasks);
    }

    private static ServiceTask task(String name, List<ServiceTask> tasks) {
        Service service =
                Service.of(List.of(new Ivoid("ivo://loopback/" + name)), name, Sia2.PROTOCOL, "http://a/?", null);
        Question question = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
        ServiceTask task = new ServiceTask(service, new RunQueries(question, true), null);
        tasks.add(task);
        return task;
    }

    /** Whether all were taken. */
    private boolean gives(ServiceTask task, int records) {
        return gives(task, records, run);
    }

    private static boolean gives(ServiceTask task, int records, RecordBudget.OfRun run) {
        for (int i = 0; i < records; i++) {
            if (!task.take(RECORD, RECORD_BYTES)) {
                return false;
            }
            run.took(RECORD_BYTES);
        }
        return true;
    }

    @Test
    void nothingIsCutWithinTheBudget() {
        ServiceTask task = task("one");
        assertThat(gives(task, 1000)).isTrue();
        assertThat(task.ending(new ServiceOutcome.Answered(), FACTS).outcome())
                .isEqualTo(new ServiceOutcome.Answered());
    }

    @Test
    void theLargestIsCutAndItsAnswerIsNoWholeOne() {
        ServiceTask small = task("small");
        ServiceTask middle = task("middle");
        ServiceTask flood = task("flood");
        gives(small, 50);
        gives(middle, 300);
        assertThat(gives(flood, 5000)).isFalse();
        assertThat(flood.recordCount()).isBetween(50, 70);
        TriedUrls.Ending ending = flood.ending(new ServiceOutcome.Answered(), FACTS);
        assertThat(ending.outcome()).isInstanceOf(ServiceOutcome.Overflowed.class);
        assertThat(ending.outcome().reason())
                .contains("out of memory", "651", "first " + flood.recordCount(), "-Xmx", "smaller region");
        assertThat(ending.facts()).isEqualTo(FACTS.with(QueryFacts.Rows.NONE.withRecords(flood.recordCount())));
        // the others go on
        assertThat(gives(middle, 10)).isTrue();
        assertThat(gives(small, 10)).isTrue();
        assertThat(middle.recordCount()).isEqualTo(310);
    }

    @Test
    void aSmallAnswerIsNeverCut() {
        List<ServiceTask> small = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ServiceTask task = task("small" + i);
            assertThat(gives(task, 60)).isTrue();
            small.add(task);
        }
        assertThat(small).allSatisfy(task -> assertThat(task.recordCount()).isEqualTo(60));
    }

    @Test
    void anAnswerThatHasEndedIsNotCut() {
        ServiceTask whole = task("whole");
        gives(whole, 900);
        whole.end(whole.ending(new ServiceOutcome.Answered(), FACTS).outcome());
        ServiceTask flood = task("flood");
        assertThat(gives(flood, 5000)).isFalse();
        assertThat(whole.recordCount()).isEqualTo(900);
        assertThat(whole.outcome()).isEqualTo(new ServiceOutcome.Answered());
    }

    /** Its records were dropped, whatever came then: that is what there is to do something about. */
    @Test
    void aCutAnswerIsToldAsOneHoweverItEnds() {
        ServiceTask flood = task("flood");
        gives(flood, 5000);
        assertThat(flood.take(RECORD, 1)).isFalse();
        assertThat(flood.ending(new ServiceOutcome.TimedOut(Phase.READING), FACTS)
                        .outcome())
                .isInstanceOf(ServiceOutcome.Overflowed.class);
        ServiceTask other = task("other");
        gives(other, 5000);
        assertThat(other.endingFromOutside(new ServiceOutcome.TimedOut(Phase.READING))
                        .outcome())
                .isInstanceOf(ServiceOutcome.Overflowed.class);
    }

    @Test
    void nothingIsTakenOnceTheCountsAreMade() {
        ServiceTask task = task("one");
        gives(task, 3);
        task.ending(new ServiceOutcome.Answered(), FACTS);
        assertThat(task.take(RECORD, 1)).isFalse();
    }

    @Test
    void allRunsShareTheBudget() {
        ServiceTask middle = task("middle");
        ServiceTask flood = task("flood", othersTasks);
        gives(middle, 400);
        assertThat(gives(flood, 590, other)).isTrue();
        // the record that is too many is of the smaller answer; the larger one is cut
        assertThat(gives(middle, 20)).isTrue();
        assertThat(middle.recordCount()).isEqualTo(420);
        assertThat(flood.recordCount()).isBetween(50, 70);
        assertThat(flood.ending(new ServiceOutcome.Answered(), FACTS).outcome().reason())
                .contains("out of memory", "for 2 runs at once", "first " + flood.recordCount());
        assertThat(budget.usedBytes()).isBetween(470_000L, 500_000L);
    }

    @Test
    void aRunThatHasEndedGivesItsBytesBack() {
        gives(task("one"), 900);
        other.close();
        run.close();
        run.close();
        assertThat(budget.usedBytes()).isZero();
        // a thread that comes late
        run.took(RECORD_BYTES);
        assertThat(budget.usedBytes()).isZero();

        RecordBudget.OfRun next = budget.begin(othersTasks);
        ServiceTask task = task("next", othersTasks);
        assertThat(gives(task, 1000, next)).isTrue();
        assertThat(gives(task, 2, next)).isFalse();
        assertThat(task.ending(new ServiceOutcome.Answered(), FACTS).outcome().reason())
                .doesNotContain("at once");
        next.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void aCutRunGivesBackWhatItHasLeft() {
        gives(task("flood"), 5000);
        run.close();
        assertThat(budget.usedBytes()).isZero();
    }

    /** A scan of all answers for each record would take the time of all runs. */
    @Test
    void answersThatCannotBeCutAreNotLookedAtForEachRecord() {
        AtomicInteger scans = new AtomicInteger();
        List<ServiceTask> counting = new ArrayList<>() {
            private static final long serialVersionUID = 1;

            @Override
            public Iterator<ServiceTask> iterator() {
                scans.incrementAndGet();
                return super.iterator();
            }
        };
        RecordBudget.OfRun counted = budget.begin(counting);
        ServiceTask whole = task("whole");
        gives(whole, 1000);
        whole.end(whole.ending(new ServiceOutcome.Answered(), FACTS).outcome());
        for (int i = 0; i < 20; i++) {
            assertThat(gives(task("small" + i, counting), 40, counted)).isTrue();
        }
        assertThat(scans).hasValueBetween(2, 15);
    }

    @Test
    void theBudgetIsAPartOfTheHeap() {
        long mega = 1 << 20;
        assertThat(RecordBudget.ofHeap(64 * mega)).isEqualTo(8 * mega);
        assertThat(RecordBudget.ofHeap(512 * mega)).isBetween(150 * mega, 200 * mega);
        assertThat(RecordBudget.ofHeap(6144 * mega)).isBetween(2000 * mega, 2600 * mega);
    }
}
