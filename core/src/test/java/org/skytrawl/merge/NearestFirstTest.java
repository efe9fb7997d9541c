package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;

class NearestFirstTest {
    private static final Question NEAR_RA_10 = new Question(new Cone(10, 0, 1), null, null, Set.of());
    private static final Service A = Records.service(Sia1.PROTOCOL, "a");
    private static final Service B = Records.service(ObsTap.PROTOCOL, "b");

    private static ObsCoreRecord at(String url, @Nullable Double raDeg) {
        return Records.of(null, null, "http://h/" + url)
                .with(ObsCoreColumn.s_ra, raDeg)
                .with(ObsCoreColumn.s_dec, raDeg == null ? null : 0)
                .get();
    }

    private static Answer answer(Service service, List<ObsCoreRecord> records) {
        return new Answer(
                service,
                new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl()),
                records);
    }

    private static List<String> urls(MergeResult result) {
        return result.datasets().stream()
                .map(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.access_url)))
                .map(url -> url.substring("http://h/".length()))
                .toList();
    }

    private static final List<ObsCoreRecord> OF_A =
            List.of(at("far", 10.9), at("nowhere", null), at("near", 10.1), at("same1", 9.5), at("else", null));
    private static final List<ObsCoreRecord> OF_B = List.of(at("nearest", 10.0), at("same2", 9.5), at("b", null));

    @Test
    void ordersByDistanceThenAsBeforeAndWithoutCentreLast() {
        MergeResult merged = Merger.merge(List.of(answer(B, OF_B), answer(A, OF_A)));
        assertThat(urls(merged)).startsWith("else", "far", "near");
        MergeResult sorted = merged.nearestFirst(NEAR_RA_10);
        assertThat(urls(sorted)).containsExactly("nearest", "near", "same1", "same2", "far", "else", "nowhere", "b");
        assertThat(sorted.contributions()).isEqualTo(merged.contributions());
        assertThat(sorted.records()).isEqualTo(merged.records());
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() {
        Random random = new Random(1);
        List<String> expected =
                urls(Merger.merge(List.of(answer(A, OF_A), answer(B, OF_B))).nearestFirst(NEAR_RA_10));
        for (int i = 0; i < 50; i++) {
            List<ObsCoreRecord> ofA = new ArrayList<>(OF_A);
            List<ObsCoreRecord> ofB = new ArrayList<>(OF_B);
            Collections.shuffle(ofA, random);
            Collections.shuffle(ofB, random);
            List<Answer> answers = new ArrayList<>(List.of(answer(A, ofA), answer(B, ofB)));
            Collections.shuffle(answers, random);
            assertThat(urls(Merger.merge(answers).nearestFirst(NEAR_RA_10))).isEqualTo(expected);
        }
    }

    @Test
    void alsoOrdersWhatThereWasNoTimeToMerge() {
        MergeResult unmerged = Merger.unmerged(List.of(answer(A, OF_A), answer(B, OF_B)));
        assertThat(urls(unmerged.nearestFirst(NEAR_RA_10)))
                .containsExactly("nearest", "near", "same1", "same2", "far", "nowhere", "else", "b");
    }

    @Test
    void leavesAllAsItIsWithoutAPlace() {
        MergeResult merged = Merger.merge(List.of(answer(A, OF_A)));
        assertThat(merged.nearestFirst(new Question(null, new Interval(1e-7, 2e-7), null, Set.of())))
                .isSameAs(merged);
    }
}
