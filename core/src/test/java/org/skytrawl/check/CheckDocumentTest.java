package org.skytrawl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/check.md has the table of findings, and the questions. */
class CheckDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "../docs/check.md");

    @Test
    void hasTheTableOfFindings() throws Exception {
        List<String> lines = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("\\| `[A-Z0-9_]+` \\|.*"))
                .toList();
        assertThat(lines)
                .isEqualTo(Arrays.stream(FindingCode.values())
                        .map(CheckDocumentTest::line)
                        .toList());
    }

    private static String line(FindingCode code) {
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        code,
                        code.severity().word(),
                        code.clause(CheckedProtocol.SIA2),
                        code.clause(CheckedProtocol.SIA1),
                        code.clause(CheckedProtocol.SSA),
                        code.meaning());
    }

    @Test
    void namesTheQuestions() throws Exception {
        String document = Files.readString(DOCUMENT);
        for (Inquiry inquiry : Inquiry.values()) {
            assertThat(document).contains("`" + inquiry.word() + "`");
        }
    }
}
