package org.skytrawl.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class UatVocabularyTest {
    /** A few concepts with a loop among them, and a narrower one that is not there. */
    public static UatVocabulary small() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(UatVocabularyTest.class.getResourceAsStream("/search/uat-small.desise.json"))) {
            return UatVocabulary.read(in);
        }
    }

    @Test
    void expandsByLevels() throws IOException {
        UatVocabulary small = small();
        assertThat(small.size()).isEqualTo(7);
        assertThat(small.expand("surveys", 0, 0)).containsExactly("surveys");
        assertThat(small.expand("surveys", 0, 1)).containsExactly("redshift-surveys", "sky-surveys", "surveys");
        assertThat(small.expand("surveys", 1, 2))
                .containsExactly(
                        "astronomical-methods", "radio-sky-surveys", "redshift-surveys", "sky-surveys", "surveys");
        assertThat(small.expand("radio-sky-surveys", 2, 0))
                .containsExactly("radio-sky-surveys", "sky-surveys", "surveys");
    }

    @Test
    void goesRoundALoopOnce() throws IOException {
        assertThat(small().expand("radio-sky-surveys", 0, 1_000_000_000))
                .containsExactly("radio-sky-surveys", "redshift-surveys", "sky-surveys", "surveys");
    }

    @Test
    void takesLabelsAndAnyCase() throws IOException {
        assertThat(small().expand(" Sky Surveys ", 0, 0)).containsExactly("sky-surveys");
        assertThat(small().expand("SKY-SURVEYS", 0, 0)).containsExactly("sky-surveys");
    }

    @Test
    void namesConceptsLikeTheOneThatIsMissing() throws IOException {
        UatVocabulary small = small();
        assertThatThrownBy(() -> small.expand("sky survey", 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'sky survey' is not a concept of the vocabulary; similar concepts: radio-sky-surveys, sky-surveys");
        assertThatThrownBy(() -> small.expand("zzz", 0, 0)).hasMessage("'zzz' is not a concept of the vocabulary");
        assertThatThrownBy(() -> small.expand("surveys", 0, -1)).hasMessageContaining("negative");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "<rdf/>",
                "{\"terms\": 1}",
                "{\"terms\": {\"a\": {\"wider\": [",
                "{\"terms\": {}}"
            })
    void saysWhatIsWrongWithAFile(String text) {
        assertThatThrownBy(() -> UatVocabulary.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it ");
    }

    @Test
    void isNotFooledByDepthOrLength() {
        String deep = "{\"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> UatVocabulary.read(new ByteArrayInputStream(deep.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IOException.class);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int count) {
                java.util.Arrays.fill(into, from, from + count, (byte) ' ');
                return count;
            }
        };
        assertThatThrownBy(() -> UatVocabulary.read(endless))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes");
    }
}
