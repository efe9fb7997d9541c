package org.skytrawl.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.cli.print.Words;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.output.InfoOfFile;
import org.skytrawl.output.KnownDatasets;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import picocli.CommandLine.Option;

/** Earlier results, whose datasets are not written again. */
public final class NewSince extends OptionGroup {
    @Option(
            names = "--new-since",
            paramLabel = "FOUND",
            description = "Write only datasets that this earlier result does not have; the same datasets are recognised"
                    + " as in skytrawl diff. May be repeated: datasets of all these files are known. The exit status is"
                    + " then 4 if nothing new was found. Services that did not answer may have more: see the summary,"
                    + " or use --strict.")
    private List<Path> files = new ArrayList<>();

    private KnownDatasets known = KnownDatasets.of(List.of());

    public boolean given() {
        return !files.isEmpty();
    }

    public List<Path> files() {
        return List.copyOf(files);
    }

    /** The files, as messages name them. */
    String text() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /**
     * Reads the files.
     *
     * @param asked the run that is repeated
     * @param notes receives remarks on files that are damaged, or that answer another question
     */
    public void read(RunStarted asked, List<String> notes) {
        List<ReadResult> read = new ArrayList<>();
        boolean isWhole = files.isEmpty();
        for (Path file : files) {
            try {
                read.add(ResultFile.read(file));
                check(file, read.getLast(), notes);
                InfoOfFile info = InfoOfFile.of(file);
                isWhole |= !info.isPart();
                List<String> different = info.differentFrom(asked);
                if (!different.isEmpty()) {
                    notes.add(file + " is the result of another question (" + String.join(", ", different)
                            + "): datasets that only this question finds count as new");
                }
            } catch (IOException e) {
                throw wrong("--new-since: " + file + " cannot be read: " + Words.cause(e));
            }
        }
        if (!isWhole) {
            notes.add(
                    text()
                            + ": datasets that its run found were left out (--match, --max-records, --new-since); they count as new");
        }
        known = KnownDatasets.of(read);
    }

    private void check(Path file, ReadResult result, List<String> notes) {
        Set<ObsCoreColumn> lacking = result.lackingIdentity();
        if (!lacking.isEmpty()) {
            throw wrong("--new-since: " + file + " lacks the columns "
                    + lacking.stream().map(Enum::name).collect(Collectors.joining(", "))
                    + ", which identify the datasets; give a file with all columns");
        }
        result.notes().forEach(note -> notes.add(file + ": " + note));
    }

    ResultExtract applyTo(ResultExtract all) {
        Set<FoundDataset> added = Collections.newSetFromMap(new IdentityHashMap<>());
        added.addAll(known.notAmong(all.datasets()));
        return all.only(
                added::contains,
                new ResultExtract.Restriction(
                        "new_since", text(), "only datasets that these earlier results do not have are in this file"));
    }
}
