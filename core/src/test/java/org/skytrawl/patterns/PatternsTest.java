package org.skytrawl.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.patterns.SourcePatterns.Use;

/**
 * No regular expression of ours takes more time than in proportion to the length of the text: a server, a file or a neighbour that
 * sends a million blanks must not stop a run. Counted is how often a character is looked at, which no slow machine changes.
 */
class PatternsTest {
    private static final int MOST_LOOKS_A_CHARACTER = 100;

    private static final List<Path> SOURCES = List.of(
            Path.of("../sky/src/main/java"),
            Path.of("src/main/java"),
            Path.of("../server/src/main/java"),
            Path.of("../harvest/src/main/java"),
            Path.of("../cli/src/main/java"));

    /** Patterns that are not linear, by file and pattern, and why their texts are short nevertheless. */
    private static final Map<String, String> BOUNDED = Map.of(
            "DatasetCondition.java: \\s*(\\w+)\\s*(!=|<=|>=|=|<|>)\\s*(.*?)\\s*",
            "an argument of the user's own",
            "FieldDeclaration.java: (\\d{1,10}\\s*x\\s*)*(\\d{1,10}|\\d{0,10}\\*)",
            "100 characters at most",
            "FieldDeclaration.java: \\s*x\\s*",
            "100 characters at most",
            "Numbers.java: \\.?0+$",
            "a number that the program itself has written",
            "RegionText.java: \\.?0+$",
            "a number that the program itself has written",
            "Numbers.java: \\.?0+e",
            "a number that the program itself has written");

    /** Arguments that are no pattern, by file and expression: methods of ours have the names of those of String. */
    private static final Set<String> NO_PATTERNS = Set.of(
            "DatasetJudge.java: inclusive",
            "Redirects.java: url",
            "StandardId.java: standardId",
            "ServiceSelection.java: inclusive",
            "DatasetCondition.java: dataset.record()",
            "RowSets.java: cells.dataset(row).record()",
            "QueryExecution.java: whole.sample",
            "ServiceHarvest.java: cell",
            "PartHarvest.java: new Entry.Split(Instant.now(), cell.id(), parts)",
            "ServiceHarvest.java: new Entry.Split(Instant.now(), cell.id(), parts)",
            "QueryExecution.java: answer.sample",
            "Sia2Query.java: sample",
            "SsaQuery.java: sample");

    private static List<Use> uses = List.of();

    @BeforeAll
    static void readSources() throws IOException {
        uses = SourcePatterns.in(SOURCES);
    }

    static Stream<Use> patterns() {
        return uses.stream()
                .filter(use -> use.pattern() != null && !BOUNDED.containsKey(use.toString()))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void isLinear(Use use) {
        assertThat(trouble(String.valueOf(use.pattern()), use.flags(), use.how()))
                .as("%s: replace it by a loop (OutsideText has some)", use)
                .isNull();
    }

    /** An expression that cannot be told from the source is a pattern until it is listed as none. */
    @Test
    void everyPatternCanBeRead() {
        assertThat(uses.stream().filter(use -> use.pattern() == null).map(Use::toString))
                .isSubsetOf(NO_PATTERNS);
    }

    @Test
    void nothingIsListedThatIsGone() {
        Set<String> there = uses.stream().map(Use::toString).collect(Collectors.toSet());
        Set<String> listed = new TreeSet<>(NO_PATTERNS);
        listed.addAll(BOUNDED.keySet());
        assertThat(there).containsAll(listed);
        assertThat(there).hasSizeGreaterThan(50);
    }

    /** Each of these was in the sources once, and stopped a run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/+$",
                "\\s*(/|\\bper\\b)\\s*pix(el)?s?$",
                "(?s).*;\\s*content\\s*=\\s*\"?\\s*datalink\\b.*",
                "[,{]\\s*unit: ['\"]?([^,'\"}]+?)['\"]?\\s*[,}]",
                "<(?:INFO|PARAM)\\b[^>]*\\bname=[\"']run_id[\"'][^>]*>",
                "<title[^>]*>([^<]{1,500})",
                "(?is)<(script|style|head)\\b.*?</\\1\\s*>",
                "[?#].*$",
                "(\\d{1,10}\\s*x\\s*)*(\\d{1,10}|\\d{0,10}\\*)",
                "(a|b)*c",
                "(a*)*c",
                "\\s+\\s+x"
            })
    void findsThoseThatAreNot(String pattern) {
        assertThat(trouble(pattern, 0, "compile")).isNotNull();
    }

    /** What is wrong with a pattern and on which text, or null. */
    private static @Nullable String trouble(String pattern, int flags, String how) {
        Pattern compiled = Pattern.compile(pattern, flags);
        return Stream.concat(HostileTexts.OF_ANY.stream(), HostileTexts.behindTheBeginning(pattern).stream())
                .filter(text -> !isQuick(compiled, how, text))
                .map(text -> "slow or too deep on " + text.length() + " characters: "
                        + text.substring(0, Math.min(40, text.length())))
                .findFirst()
                .orElse(null);
    }

    private static boolean isQuick(Pattern pattern, String how, String text) {
        long most = (long) MOST_LOOKS_A_CHARACTER * text.length();
        try {
            Matcher all = pattern.matcher(new CountedText(text, most));
            while (!how.equals("matches") && all.find()) {
                // each of them, as where all are replaced
            }
            if (!how.startsWith("replace") && !how.startsWith("split")) {
                pattern.matcher(new CountedText(text, most)).matches();
            }
            return true;
        } catch (CountedText.TooManyLooks | StackOverflowError e) {
            return false;
        }
    }
}
