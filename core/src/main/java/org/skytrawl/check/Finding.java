package org.skytrawl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that clients of a service stumble over. All texts are safe to show on one line.
 *
 * @param clause the clause of the standard; empty if no standard says it
 * @param questions the names of the questions whose answers show it, the first one first; never empty
 * @param request the request of the first one
 * @param column the column of the answer, or null
 * @param message a sentence
 * @param count how often it occurs in the answer to the first question
 * @param example where it occurs, or null
 */
public record Finding(
        FindingCode code,
        String clause,
        List<String> questions,
        String request,
        @Nullable String column,
        String message,
        long count,
        @Nullable Example example) {
    public Finding {
        questions = List.copyOf(questions);
    }

    /**
     * @param row number of the row in the answer, from 1; 0 if it is not in a row
     * @param value the text in question, cut to a readable length
     */
    public record Example(long row, String value) {}

    public Severity severity() {
        return code.severity();
    }
}
