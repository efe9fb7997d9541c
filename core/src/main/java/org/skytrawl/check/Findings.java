package org.skytrawl.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;

/** Collects findings; one of the same code and column in a later answer only names its question. Not thread-safe. */
final class Findings {
    private static final int LONGEST_MESSAGE = 400;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 120;
    /** Of columns in hostile answers. */
    private static final int MOST = 1_000;

    private final CheckedProtocol protocol;
    private final Map<Key, Finding> all = new LinkedHashMap<>();

    private record Key(FindingCode code, @Nullable String column) {}

    Findings(CheckedProtocol protocol) {
        this.protocol = protocol;
    }

    /** Adds a finding without column and example. */
    void add(FindingCode code, Asked asked, String message) {
        add(code, asked, null, message, 1, null);
    }

    void add(
            FindingCode code,
            Asked asked,
            @Nullable String columnName,
            String message,
            long count,
            Finding.@Nullable Example example) {
        String column = columnName == null ? null : shown(columnName, LONGEST_NAME);
        String question = asked.inquiry().word();
        Finding first = all.get(new Key(code, column));
        if (first != null) {
            if (!first.questions().contains(question)) {
                List<String> questions = new ArrayList<>(first.questions());
                questions.add(question);
                all.put(
                        new Key(code, column),
                        new Finding(
                                code,
                                first.clause(),
                                questions,
                                first.request(),
                                column,
                                first.message(),
                                first.count(),
                                first.example()));
            }
        } else if (all.size() < MOST) {
            all.put(
                    new Key(code, column),
                    new Finding(
                            code,
                            code.clause(protocol),
                            List.of(question),
                            asked.request(),
                            column,
                            shown(message, LONGEST_MESSAGE),
                            count,
                            example));
        }
    }

    /** An example from an answer, made safe to show. */
    static Finding.Example example(long row, @Nullable Object value) {
        return new Finding.Example(row, shown(CellText.of(value), LONGEST_VALUE));
    }

    static String shown(String text, int longest) {
        return PlainText.of(ShownUrl.inText(text), longest);
    }

    /** The worst first, else in the order in which they were found. */
    List<Finding> worstFirst() {
        return all.values().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }
}
