package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.skytrawl.net.AdaptiveLimit.Requests;

class AdaptiveLimitTest {
    private long nowMs = 1_000;
    private final AdaptiveLimit host = new AdaptiveLimit(() -> TimeUnit.MILLISECONDS.toNanos(nowMs));

    private Requests asking() {
        Requests one = host.begin();
        one.began();
        return one;
    }

    /** One request after the other. */
    private void answers(int count, long afterMs) {
        for (int i = 0; i < count; i++) {
            Requests one = asking();
            nowMs += afterMs;
            answer(one);
            one.end();
        }
    }

    private void answer(Requests one) {
        if (one.heard()) {
            one.count();
        }
        one.answered(false);
    }

    private List<Requests> asking(int count) {
        List<Requests> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(asking());
        }
        return all;
    }

    private int silentNow() {
        host.look();
        return host.silent();
    }

    @Test
    void growsByOneAfterAsManyPromptAnswersAsItIsUpToSixteen() {
        assertThat(host.limit()).isEqualTo(4);
        answers(3, 900);
        assertThat(host.limit()).isEqualTo(4);
        answers(1, 1000);
        assertThat(host.limit()).isEqualTo(5);
        answers(1, 10);
        assertThat(host.limit()).isEqualTo(6);
        answers(9, 10);
        assertThat(host.limit()).isEqualTo(15);
        answers(1000, 1);
        assertThat(host.limit()).isEqualTo(16);
    }

    @Test
    void doesNotGrowByLateAnswers() {
        answers(100, 1001);
        assertThat(host.limit()).isEqualTo(4);
        answers(4, 1);
        assertThat(host.limit()).isEqualTo(5);
    }

    @Test
    void isHalvedOnceByRequestsThatWereAtTheHostTogether() {
        answers(1000, 1);
        List<Requests> together = asking(3);
        nowMs += 5;
        together.get(0).strained();
        assertThat(host.limit()).isEqualTo(8);
        together.get(1).strained();
        assertThat(host.limit()).isEqualTo(8);
        nowMs += 5;
        Requests later = asking();
        later.strained();
        assertThat(host.limit()).isEqualTo(4);
        together.get(2).strained();
        assertThat(host.limit()).isEqualTo(4);
        answers(3, 1);
        assertThat(host.limit()).isEqualTo(4);
        answers(1, 1);
        assertThat(host.limit()).isEqualTo(5);
        for (int expected : new int[] {2, 1, 1}) {
            nowMs += 5;
            asking().strained();
            assertThat(host.limit()).isEqualTo(expected);
        }
        answers(1, 1);
        assertThat(host.limit()).isEqualTo(2);
    }

    @Test
    void hasRoomForAsManyAsItsLimit() {
        List<Requests> all = asking(4);
        assertThat(host.hasRoom()).isFalse();
        all.getFirst().end();
        assertThat(host.hasRoom()).isTrue();
    }

    @Test
    void aRequestIsSilentAfterASecondWhileOthersAnswer() {
        answers(4, 10);
        List<Requests> hanging = asking(2);
        nowMs += 999;
        answers(1, 0);
        assertThat(silentNow()).isZero();
        nowMs += 1;
        assertThat(silentNow()).isEqualTo(2);
        assertThat(hanging).allMatch(Requests::isSilent);
        asking(5);
        assertThat(host.hasRoom()).isTrue();
        asking();
        assertThat(host.hasRoom()).isFalse();
        hanging.getFirst().end();
        assertThat(host.silent()).isEqualTo(1);
        assertThat(host.hasRoom()).as("it did not count").isFalse();
    }

    @Test
    void knowsWhetherOthersHaveBeenAnsweredSince() {
        answers(1, 10);
        Requests one = asking();
        nowMs += 10;
        assertThat(one.isPassedOver()).isFalse();
        answers(1, 10);
        assertThat(one.isPassedOver()).isTrue();
    }

    @Test
    void nothingIsSilentOnAHostThatIsSlowAsAWhole() {
        asking(2);
        answers(20, 5000);
        assertThat(silentNow()).isZero();
    }

    @Test
    void nothingIsSilentBeforeFourPromptAnswers() {
        asking(10);
        nowMs += 1000;
        answers(3, 1);
        assertThat(silentNow()).isZero();
        answers(1, 1);
        assertThat(silentNow()).isEqualTo(10);
    }

    @Test
    void errorsAreNoPromptAnswers() {
        asking(10);
        nowMs += 1000;
        for (int i = 0; i < 20; i++) {
            Requests one = asking();
            one.answered(true);
            one.end();
        }
        assertThat(host.limit()).isEqualTo(4);
        assertThat(silentNow()).isZero();
    }

    @Test
    void atMostSixtyFourAreSilent() {
        asking(70);
        nowMs += 1000;
        answers(4, 1);
        assertThat(silentNow()).isEqualTo(64);
    }

    @Test
    void aSilentOneThatBeginsToAnswerCountsAgainAndAddsNothing() {
        answers(4, 10);
        List<Requests> slow = asking(3);
        nowMs += 1000;
        answers(1, 1);
        assertThat(silentNow()).isEqualTo(3);
        asking(6);
        assertThat(host.hasRoom()).isFalse();
        answer(slow.getFirst());
        assertThat(host.silent()).as("the others keep their state").isEqualTo(2);
        List<Requests> late = new ArrayList<>(asking(2));
        assertThat(host.hasRoom()).isFalse();
        nowMs += 1000;
        assertThat(silentNow()).as("a late answer: nothing is added").isEqualTo(2);
        late.forEach(Requests::end);
        slow.getFirst().end();
        assertThat(host.hasRoom()).as("six run").isFalse();
    }

    @Test
    void aBodyThatStopsIsSilentToo() {
        answers(4, 10);
        Requests stalled = asking();
        answer(stalled);
        stalled.waits();
        nowMs += 1;
        stalled.heard();
        nowMs += 5000;
        answers(1, 1);
        assertThat(silentNow()).as("it is not waiting for the host").isZero();
        stalled.waits();
        nowMs += 1000;
        answers(1, 1);
        assertThat(silentNow()).isEqualTo(1);
        assertThat(stalled.heard()).isTrue();
        stalled.count();
        assertThat(host.silent()).isZero();
        assertThat(stalled.heard()).isFalse();
    }

    @Test
    void looksAgainWhenTheNextOneMayFallSilent() {
        assertThat(host.nextLookNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        asking();
        nowMs += 300;
        asking();
        assertThat(host.nextLookNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(700));
        nowMs += 800;
        assertThat(host.nextLookNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
        nowMs += 800;
        assertThat(host.nextLookNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
}
