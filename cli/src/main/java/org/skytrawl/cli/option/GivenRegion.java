package org.skytrawl.cli.option;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.region.ImageOutline;
import org.skytrawl.region.MocFile;
import org.skytrawl.region.ProbabilityMap;
import org.skytrawl.region.RegionFileException;

/**
 * A region of the options {@code --polygon}, {@code --moc} and {@code --footprint}.
 *
 * @param notes what was given, and how it was understood
 */
record GivenRegion(Region region, List<String> notes) {
    private static final int MOST_SHOWN = 80;

    /** The one that was given; null if none was. */
    static @Nullable GivenRegion of(
            OptionGroup options,
            @Nullable String polygon,
            @Nullable String moc,
            @Nullable String probability,
            @Nullable String footprint) {
        if (polygon != null) {
            return options.read("--polygon", polygon, text -> new GivenRegion(PolygonRegion.parse(text), List.of()));
        }
        if (footprint != null) {
            return options.read("--footprint", footprint, GivenRegion::ofImage);
        }
        if (moc == null) {
            return null;
        }
        Double level = options.read("--probability", probability, GivenRegion::level);
        return options.read("--moc", moc, text -> level == null ? ofMoc(text) : ofMap(text, level));
    }

    private static double level(String text) {
        double level = Numbers.parse(text);
        if (!(level > 0 && level <= 1)) {
            throw new IllegalArgumentException(
                    "'" + PlainText.of(text, MOST_SHOWN) + "' is no probability in (0,1], such as 0.9");
        }
        return level;
    }

    private static @Nullable Path file(String text) {
        try {
            Path path = Path.of(text);
            return !text.isBlank() && Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static GivenRegion ofMoc(String text) {
        Path file = file(text);
        String shown = PlainText.of(text, MOST_SHOWN);
        if (file != null) {
            if (ProbabilityMap.isIn(file)) {
                throw new IllegalArgumentException(
                        shown + " is a probability map: add the probability of the region, --probability 0.9");
            }
            return new GivenRegion(new MocRegion(MocFile.read(file)), List.of("given as --moc " + shown));
        }
        try {
            return new GivenRegion(new MocRegion(MocFile.parse(text)), List.of());
        } catch (RegionFileException e) {
            throw new IllegalArgumentException("there is no file '" + shown + "', and " + e.getMessage(), e);
        }
    }

    private static GivenRegion ofMap(String text, double level) {
        Path file = file(text);
        String shown = PlainText.of(text, MOST_SHOWN);
        if (file == null) {
            throw new IllegalArgumentException(
                    "there is no file '" + shown + "': --probability needs the file of a probability map");
        }
        ProbabilityMap map = ProbabilityMap.read(file);
        return new GivenRegion(
                new MocRegion(map.region(level)),
                List.of("given as --moc " + shown + " --probability " + level + ": the smallest part of its "
                        + map.cellCount() + " cells that holds it"));
    }

    private static GivenRegion ofImage(String text) {
        ImageOutline outline = ImageOutline.of(text);
        List<String> notes = new ArrayList<>();
        notes.add("given as --footprint " + PlainText.of(text, MOST_SHOWN) + ": the outline of HDU " + outline.hdu()
                + (outline.name().isEmpty() ? "" : " (" + outline.name() + ")") + ", " + outline.width() + " x "
                + outline.height() + " pixels");
        notes.addAll(outline.notes());
        return new GivenRegion(outline.region(), notes);
    }
}
