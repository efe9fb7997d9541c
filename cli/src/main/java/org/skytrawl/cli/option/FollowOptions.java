package org.skytrawl.cli.option;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.output.FollowStream;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.model.Question;
import picocli.CommandLine.Option;

final class FollowOptions extends OptionGroup {
    @Option(
            names = "--follow",
            description = "Write each record to stdout as soon as it arrives, as JSON Lines, before duplicates are"
                    + " merged. The merged result is then written only to the file of -o. Without -o, the run ends"
                    + " when stdout is closed.")
    private boolean follow;

    private @Nullable FollowStream stream;

    boolean follow() {
        return follow;
    }

    /** @param ofMergedResult an option for the merged result that was given, or null */
    void check(@Nullable Path output, @Nullable String ofMergedResult) {
        if (follow && output == null && ofMergedResult != null) {
            throw wrong(ofMergedResult
                    + " applies to the merged result, which --follow writes only to -o; stdout has JSON Lines");
        }
    }

    @Nullable
    FollowStream begin(Question asked) {
        if (follow) {
            // not System.out, which hides the cause of a write error
            stream = FollowStream.to(asked, new FileOutputStream(FileDescriptor.out));
        }
        return stream;
    }

    void onClosed(Runnable action) {
        if (stream != null) {
            stream.onClosed(action);
        }
    }

    /** Waits until the reader has taken all. Returns false if some records were not written. */
    boolean end(DiscoveryResult found, boolean quiet) throws InterruptedException {
        FollowStream ending = stream;
        if (ending == null) {
            return true;
        }
        long records = Objects.requireNonNull(found.log().summary()).records();
        FollowStream.Ended ended;
        Interruption.Registration registration = Interruption.onInterrupt(ending::abandon);
        try (registration) {
            ended = ending.end();
        }
        if (ended.written() < records) {
            err().println("NOT WRITTEN " + Words.count(records - ended.written(), "record") + " of " + records
                    + " to stdout: "
                    + (ended.trouble() == null ? "they arrived too late" : Words.cause(ended.trouble())));
        } else if (!quiet) {
            err().println("followed    " + Words.count(records, "record") + " to stdout, before merging");
        }
        err().flush();
        return ended.written() >= records;
    }
}
