package org.skytrawl.cli.command;

import org.skytrawl.cli.option.Sought;
import picocli.CommandLine.Command;

@Command(
        name = "datasets",
        description = {
            "Finds datasets of any type, or of those of --type, that overlap a region of the sky, a spectral range and a"
                    + " time range.",
            FindCommand.STREAMS
        },
        footer = {
            "  skytrawl datasets --cone 10.68,41.27,0.2 -o all.vot",
            "  skytrawl datasets --cone 10.68,41.27,0.2 --type spectrum,spectral-cube",
            "  skytrawl datasets --target M31 --radius 12arcmin --type visibility,event"
        })
public final class DatasetsCommand extends FindCommand {
    public DatasetsCommand() {
        super(Sought.DATASETS);
    }
}
