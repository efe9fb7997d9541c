package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegTapSuiteTest {
    private final RegTapSuite suite = new RegTapSuite();

    @Test
    void readsTitlesQueriesAndRows() {
        suite.readQuestions("q.txt", """
                # about

                ? first
                SELECT a, b
                FROM t ORDER BY a
                =
                1 | x y
                2 | NULL

                ? none
                SELECT a FROM t
                =
                """);
        assertThat(suite.questions()).containsOnlyKeys("q.txt: first", "q.txt: none");
        assertThat(suite.questions().get("q.txt: first"))
                .isEqualTo(new RegTapSuite.Question(
                        "SELECT a, b\nFROM t ORDER BY a", List.of(List.of("1", "x y"), List.of("2", "NULL"))));
        assertThat(suite.questions().get("q.txt: none").rows()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeJudged() {
        assertThatThrownBy(() -> suite.readQuestions("q.txt", "? many\nSELECT a FROM t\n=\n1\n2\n"))
                .hasMessageContaining("q.txt: many")
                .hasMessageContaining("order");
        assertThatThrownBy(() -> suite.readQuestions("q.txt", "? no rows\nSELECT a FROM t\n"))
                .hasMessageContaining("q.txt: no rows");
        assertThatThrownBy(() -> suite.readQuestions("q.txt", "SELECT a FROM t\n=\n1\n"))
                .hasMessageContaining("q.txt");
    }

    @Test
    void refusesExceptionsWithoutAReasonOrAQuestion() {
        suite.readQuestions("q.txt", "? one\nSELECT a FROM t\n=\n1\n");
        suite.readExceptions("! q.txt: one\nbecause\n");
        assertThatThrownBy(() -> suite.readExceptions("! q.txt: one\n")).hasMessageContaining("reason");
        assertThatThrownBy(() -> suite.readExceptions("! q.txt: gone\nbecause\n"))
                .hasMessageContaining("no question");
    }
}
