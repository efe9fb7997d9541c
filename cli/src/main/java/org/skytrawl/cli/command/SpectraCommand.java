package org.skytrawl.cli.command;

import org.skytrawl.cli.option.Sought;
import picocli.CommandLine.Command;

@Command(
        name = "spectra",
        description = {
            "Finds spectra that overlap a region of the sky, a spectral range and a time range: single spectra and sets"
                    + " of them, such as slit spectra and spectral energy distributions.",
            FindCommand.STREAMS
        },
        footer = {
            "  skytrawl spectra --cone 10.68,41.27,0.2 -o spectra.vot",
            "  skytrawl spectra --target 'SN 1987A' --radius 10arcsec --inclusive",
            "  skytrawl spectra --cone 10.68,41.27,0.2 --spectrum 1um..2.5um --sort t_min",
            "  skytrawl spectra --cone 10.68,41.27,0.2 --type sed",
            "  skytrawl spectra --cone 10.68,41.27,0.2 --ssa 'https://example.org/ssa?'",
            "  skytrawl spectra --targets targets.csv --radius 30arcsec -o pairs.vot"
        })
public final class SpectraCommand extends FindCommand {
    public SpectraCommand() {
        super(Sought.SPECTRA);
    }
}
