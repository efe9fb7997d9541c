package org.skytrawl.cli.command;

import org.skytrawl.cli.option.Sought;
import picocli.CommandLine.Command;

@Command(
        name = "timeseries",
        description = {
            "Finds time series that overlap a region of the sky, a spectral range and a time range: light curves,"
                    + " velocity curves and others.",
            FindCommand.STREAMS
        },
        footer = {
            "  skytrawl timeseries --cone 10.68,41.27,0.2 --time 2009.. -o curves.vot",
            "  skytrawl timeseries --target M31 --radius 0.2 --spectrum 0.3keV..10keV",
            "  skytrawl timeseries --cone 10.68,41.27,0.2 --type light-curve --inclusive"
        })
public final class TimeseriesCommand extends FindCommand {
    public TimeseriesCommand() {
        super(Sought.TIMESERIES);
    }
}
