package org.skytrawl.spark.job;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.SkytrawlException;
import org.skytrawl.targets.TargetFileException;

/** What ended a job, in one line that names the file. */
final class JobErrors {
    private static final int LONGEST = 1000;

    private JobErrors() {}

    /** The message of our own error, else of the one in which Spark names a file, else of the first cause. */
    static String line(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = error; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
        }
        Throwable told = chain.stream()
                .filter(each -> each instanceof SkytrawlException || each instanceof TargetFileException)
                .findFirst()
                .or(() -> chain.stream()
                        .filter(each -> String.valueOf(each.getMessage()).startsWith("[FAILED_READ_FILE"))
                        .findFirst())
                .orElse(chain.getLast());
        Throwable cause = chain.getLast();
        String text = text(told);
        return PlainText.of(
                told.equals(cause) || told instanceof SkytrawlException ? text : text + " " + text(cause), LONGEST);
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank()
                ? error.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }
}
