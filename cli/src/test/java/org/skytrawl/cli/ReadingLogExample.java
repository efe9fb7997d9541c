package org.skytrawl.cli;

// shown begins
import java.io.IOException;
import java.nio.file.Path;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ReadLog;

public class ReadingLogExample {
    public static void main(String[] args) throws IOException {
        // as `skytrawl images --log run.jsonl` wrote it, or ProvenanceLog.to(path) in Java
        ReadLog log = LogFile.read(Path.of(args[0]));
        if (!log.whole()) {
            System.out.println("the run was killed or is still running");
        }
        log.notes().forEach(System.out::println);
        for (ProvenanceEvent event : log.events()) {
            switch (event) {
                case ProvenanceEvent.RunStarted run ->
                    System.out.println("asked on " + run.time() + " by version " + run.version());
                case ProvenanceEvent.ServiceEnded ended ->
                    System.out.println(
                            ended.service().ivoid() + " " + ended.outcome().word());
                default -> {}
            }
        }
    }
}
// shown ends
