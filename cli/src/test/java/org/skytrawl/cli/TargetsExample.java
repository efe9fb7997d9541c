package org.skytrawl.cli;

// shown begins
import java.nio.file.Path;
import java.util.List;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.targets.ReadTargets;
import org.skytrawl.targets.TargetFile;
import org.skytrawl.targets.TargetFileOptions;

public class TargetsExample {
    public static void main(String[] args) throws InterruptedException {
        try (Skytrawl skytrawl = Skytrawl.open()) {
            TargetList targets = TargetList.of(List.of(
                    new Target("M31", 10.6847, 41.2688, 0.2), // ICRS degrees
                    new Target("SN 1987A", 83.8668, -69.2697, 0.01)));
            DiscoveryResult found = skytrawl.images().targets(targets).run();
            found.pairs()
                    .forEach(pair -> System.out.println(pair.target().id() + " in "
                            + pair.dataset().record().text(ObsCoreColumn.obs_id)));

            // a table of sources: CSV, VOTable, FITS, ECSV or JSON Lines
            ReadTargets file = TargetFile.read(
                    Path.of(args[0]),
                    TargetFileOptions.DEFAULTS.withRadiusDeg(0.1).withSkipBadRows(true));
            DiscoveryResult spectra = skytrawl.spectra().targets(file).run();
            System.out.println(spectra.pairs().size() + " pairs of "
                    + file.list().size() + " targets and spectra, complete: " + spectra.isComplete());
        }
    }
}
// shown ends
