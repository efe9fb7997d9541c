package org.skytrawl.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Causes;
import org.skytrawl.files.AtomicFile;

/**
 * A result on its way to the tools that run here. It is sent as a file of its own, in VOTable whatever {@code -o} is, which
 * goes when all have loaded it: a server of ours would end with the command.
 */
public record SentTable(AtomicFile.Content votable) {
    /**
     * Sends it. That nobody is there is said, and is no failure: what was found is written all the same.
     *
     * @param written where the result was written, or null for stdout; gives the name that the tools show
     */
    public void send(@Nullable Path written, PrintWriter err, boolean quiet) throws InterruptedException {
        String name = written == null ? "Skytrawl" : "Skytrawl " + written.getFileName();
        try {
            Path folder = Files.createTempDirectory("skytrawl-send-");
            Path table = folder.resolve("found.vot");
            AtomicFile.write(table, votable);
            Samp.Sent sent = Samp.standard().send(table, name);
            for (String line : sent.lines(quiet)) {
                err.println(line);
            }
            err.flush();
            if (sent.mayStillBeRead()) {
                err.println("kept        " + table + ", for who has not replied");
            } else {
                Files.deleteIfExists(table);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            err.println("not sent: " + Causes.of(e));
        }
    }
}
