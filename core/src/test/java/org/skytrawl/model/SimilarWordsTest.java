package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarWordsTest {
    @Test
    void countsChangedLetters() {
        assertThat(SimilarWords.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(SimilarWords.distance("", "abc")).isEqualTo(3);
        assertThat(SimilarWords.distance("same", "same")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "imgae, image",
        "spectra, spectrum",
        "time-series, timeseries",
        "lightcurve, light-curve",
        "hologram, ",
    })
    void findsTheTermThatAMisspeltWordMeans(String word, String term) {
        assertThat(SimilarWords.of(word, ProductTypes.terms()).stream()
                        .findFirst()
                        .orElse(null))
                .isEqualTo(term);
    }

    @Test
    void givesTheNearestThreeFirst() {
        assertThat(SimilarWords.of("aa", List.of("bb", "ab", "aaa", "aaaa", "aa")))
                .containsExactly("aa", "ab", "aaa");
    }
}
