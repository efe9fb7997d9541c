package org.skytrawl.cli;

// shown begins
import java.nio.file.Path;
import java.util.List;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

public class SpectraExample {
    public static void main(String[] args) throws InterruptedException {
        try (Skytrawl skytrawl = Skytrawl.open()) {
            DiscoveryResult found = skytrawl.spectra()
                    .cone(10.68, 41.27, 0.2) // ICRS degrees
                    .spectrum("350nm..1um")
                    .run();
            for (FoundDataset spectrum : found.datasets()) {
                ObsCoreRecord record = spectrum.record();
                System.out.println(record.text(ObsCoreColumn.target_name) + ", "
                        + record.number(ObsCoreColumn.em_min) * 1e9 + " to "
                        + record.number(ObsCoreColumn.em_max) * 1e9 + " nm, resolving power "
                        + record.number(ObsCoreColumn.em_res_power)); // NaN if not known
            }
            // a spectrum in several formats is several rows
            System.out.println(
                    found.distinctDatasets() + " spectra in " + found.datasets().size() + " files");

            // time series, and datasets of any other type, in the same way
            DiscoveryResult others = skytrawl.datasets("timeseries", "event")
                    .cone(10.68, 41.27, 0.2)
                    .run();
            System.out.println(others.datasets().size() + " time series and event lists");

            List<FoundDataset> few = found.datasets().stream().limit(3).toList();
            skytrawl.download(few).into(Path.of(args[0])).await();
        }
    }
}
// shown ends
