package org.skytrawl.cli;

// shown begins
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.output.KnownDatasets;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;

public class WhatIsNewExample {
    public static void main(String[] args) throws IOException, InterruptedException {
        // the log and the result of an earlier run; again() selects its services anew from the registry, rerun() does
        // not
        DiscoveryResult now = Discovery.again(LogFile.read(Path.of(args[0]))).run();
        List<FoundDataset> news =
                KnownDatasets.of(List.of(ResultFile.read(Path.of(args[1])))).notAmong(now.datasets());

        // the nearest come first
        Question question = Objects.requireNonNull(now.log().question());
        news.forEach(dataset -> System.out.println(question.separationDeg(dataset.record()) + " deg from the centre"));
        System.out.println(news.size() + " new of " + now.datasets().size() + ", complete: " + now.isComplete());
    }
}
// shown ends
