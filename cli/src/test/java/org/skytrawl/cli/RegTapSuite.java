package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.TableField;

/** The RegTAP validation suite, testbed/regtap: its README says what its files look like. */
final class RegTapSuite {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "../testbed/regtap");

    /** VOResource records that a registry must have been filled with. */
    static final Path RECORDS = FOLDER.resolve("records");

    private static final String NOTHING = "NULL";

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, String> exceptions = new LinkedHashMap<>();

    /**
     * A query and the rows it must give.
     *
     * @param rows cells as text, {@value #NOTHING} for a blank one
     */
    record Question(String adql, List<List<String>> rows) {}

    /**
     * Reads the suite.
     *
     * @param target whose list of exceptions counts
     */
    static RegTapSuite read(String target) throws IOException {
        RegTapSuite suite = new RegTapSuite();
        try (Stream<Path> files = Files.list(FOLDER.resolve("queries"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                suite.readQuestions(file.getFileName().toString(), Files.readString(file));
            }
        }
        suite.readExceptions(Files.readString(FOLDER.resolve("exceptions").resolve(target + ".txt")));
        return suite;
    }

    /** Blocks between empty lines: a title behind "? ", the query, "=", the rows; comments begin with #. */
    void readQuestions(String file, String text) {
        for (List<String> block : blocks(text)) {
            String name = file + ": " + title(file, block.getFirst(), "? ");
            int rows = block.indexOf("=");
            if (rows < 2) {
                throw new IllegalArgumentException(name + " has no query with = behind it");
            }
            String adql = String.join("\n", block.subList(1, rows));
            List<List<String>> expected = block.subList(rows + 1, block.size()).stream()
                    .map(line -> Arrays.stream(line.split(" \\| ", -1))
                            .map(String::strip)
                            .toList())
                    .toList();
            if (expected.size() > 1 && !adql.contains("ORDER BY")) {
                throw new IllegalArgumentException(
                        name + " expects several rows in order, but does not ask for an order");
            }
            if (questions.put(name, new Question(adql, expected)) != null) {
                throw new IllegalArgumentException(name + " is there twice");
            }
        }
    }

    /** Blocks between empty lines: the question's file and title behind "! ", and the reason. */
    void readExceptions(String text) {
        for (List<String> block : blocks(text)) {
            String name = title("exceptions", block.getFirst(), "! ");
            if (block.size() < 2) {
                throw new IllegalArgumentException("the exception \"" + name + "\" has no reason");
            }
            if (!questions.containsKey(name)) {
                throw new IllegalArgumentException("the exception \"" + name + "\" is of no question of the suite");
            }
            exceptions.put(name, String.join(" ", block.subList(1, block.size())));
        }
    }

    private static List<List<String>> blocks(String text) {
        List<List<String>> blocks = new ArrayList<>();
        for (String block : text.split("\n\\s*\n", -1)) {
            List<String> lines = block.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
            if (!lines.isEmpty()) {
                blocks.add(lines);
            }
        }
        return blocks;
    }

    private static String title(String file, String line, String begin) {
        if (!line.startsWith(begin)) {
            throw new IllegalArgumentException(file + ": a block begins with \"" + begin + "\", not with: " + line);
        }
        return line.substring(begin.length()).strip();
    }

    Map<String, Question> questions() {
        return questions;
    }

    /** A test for each question. One that is excepted must fail, or the exception has become a lie. */
    Stream<DynamicTest> tests(String registryUrl) {
        HttpFetcher fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
        TapSync tap = new TapSync(fetcher, 1 << 24, true);
        return questions.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String reason = exceptions.get(entry.getKey());
                    if (reason == null) {
                        check(tap, registryUrl, entry.getValue());
                    } else {
                        checkExcepted(tap, registryUrl, entry.getValue(), reason);
                    }
                }))
                .onClose(fetcher::close);
    }

    private static void check(TapSync tap, String url, Question question) throws Exception {
        Answer answer = Answer.of(tap, url, question.adql());
        assertThat(answer.rows(question.rows())).as(question.adql()).isEqualTo(question.rows());
    }

    private static void checkExcepted(TapSync tap, String url, Question question, String reason) {
        boolean asExpected;
        try {
            Answer answer = Answer.of(tap, url, question.adql());
            asExpected = answer.rows(question.rows()).equals(question.rows());
        } catch (Exception e) {
            asExpected = false;
        }
        assertThat(asExpected)
                .as("the exception is no longer needed; it was: %s", reason)
                .isFalse();
    }

    /** What came back. */
    private static final class Answer implements RowSink {
        private final List<TableField> fields = new ArrayList<>();
        private final List<@Nullable Object[]> cells = new ArrayList<>();

        static Answer of(TapSync tap, String url, String adql) throws Exception {
            Answer answer = new Answer();
            FetchContext context = new FetchContext(Deadline.after(Duration.ofSeconds(60)), new Cancellation());
            TapSync.Answer told = tap.query(url, adql, 10_000, context, answer);
            assertThat(told.overflow()).isNull();
            assertThat(told.report().badRows() + told.report().badCells()).isZero();
            return answer;
        }

        @Override
        public void fields(List<TableField> all) {
            fields.addAll(all);
        }

        @Override
        public void row(@Nullable Object[] row) {
            cells.add(row);
        }

        /** As text. A number with a fraction is written as it is expected if it is the same in single precision. */
        List<List<String>> rows(List<List<String>> expected) {
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                @Nullable Object[] row = cells.get(i);
                List<String> texts = new ArrayList<>();
                for (int j = 0; j < row.length; j++) {
                    String wanted = i < expected.size() && j < expected.get(i).size()
                            ? expected.get(i).get(j)
                            : NOTHING;
                    texts.add(text(row[j], wanted));
                }
                rows.add(texts);
            }
            return rows;
        }

        private static String text(@Nullable Object cell, String wanted) {
            if (cell == null || cell.toString().isBlank()) {
                return NOTHING;
            }
            if ((cell instanceof Double || cell instanceof Float) && wanted.matches("[-+]?[0-9.]+([eE][-+]?\\d+)?")) {
                return (float) Double.parseDouble(wanted) == ((Number) cell).floatValue() ? wanted : cell.toString();
            }
            return cell.toString();
        }
    }
}
