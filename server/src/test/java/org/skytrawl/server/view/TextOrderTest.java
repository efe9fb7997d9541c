package org.skytrawl.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextOrderTest {
    private static List<String> sorted(List<String> texts) {
        return IntStream.of(TextOrder.of(texts)).mapToObj(texts::get).toList();
    }

    private static void check(List<String> texts) {
        assertThat(IntStream.of(TextOrder.of(texts)).sorted().boxed().toList())
                .isEqualTo(IntStream.range(0, texts.size()).boxed().toList());
        assertThat(sorted(texts))
                .isEqualTo(texts.stream().sorted(Comparator.naturalOrder()).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheOrderOfCompareTo(long seed) {
        Random random = new Random(seed);
        String letters = "ab\u0000 \uffff\ufffe\ud83d\ude00\u00e9";
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "ivo://a.example/data?" : "");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            texts.add(text.toString());
        }
        check(texts);
    }

    @Test
    void textsOfWhichEachBeginsTheNextNeedNoDeepStack() {
        check(IntStream.range(0, 3000).mapToObj("a"::repeat).toList());
    }

    @Test
    void noTextsAndEqualOnes() {
        check(List.of());
        check(List.of(""));
        check(java.util.Collections.nCopies(100, "the same"));
    }
}
