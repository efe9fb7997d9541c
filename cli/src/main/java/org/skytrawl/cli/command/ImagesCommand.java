package org.skytrawl.cli.command;

import org.skytrawl.cli.option.Sought;
import picocli.CommandLine.Command;

@Command(
        name = "images",
        description = {
            "Finds images (or other types, --type) that overlap a region of the sky, a spectral range and a"
                    + " time range.",
            FindCommand.STREAMS
        },
        footer = {
            "  skytrawl images --cone 10.68,41.27,0.2 --time 2009-01-01.. -o m31.vot",
            "  skytrawl images --target M42 --radius 0.1 --spectrum 1keV..10keV --inclusive",
            "  skytrawl images --cone 10.68,41.27,0.2 --log run.jsonl --strict -o found.vot",
            "  skytrawl images --footprint my-image.fits -o more.vot",
            "  skytrawl images --moc skymap.fits --probability 0.9 -o event.vot",
            "  skytrawl images --cone 10.68,41.27,0.2 --sia2 'https://example.org/sia2?'",
            "  skytrawl images --targets targets.csv --radius 0.1 -o pairs.vot"
        })
public final class ImagesCommand extends FindCommand {
    public ImagesCommand() {
        super(Sought.IMAGES);
    }
}
