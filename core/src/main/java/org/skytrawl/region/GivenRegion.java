package org.skytrawl.region;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Region;

/**
 * A region from a file of the user, or a MOC as text, as the options {@code --moc}, {@code --probability} and
 * {@code --footprint} give it. Immutable.
 *
 * @param notes what was given, and how it was understood
 */
public record GivenRegion(Region region, List<String> notes) {
    private static final int MOST_SHOWN = 80;

    public GivenRegion {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a probability.
     *
     * @throws IllegalArgumentException unless it is in (0,1]
     */
    public static double probability(String text) {
        double level = Numbers.parse(text);
        if (!(level > 0 && level <= 1)) {
            throw new IllegalArgumentException(
                    "'" + PlainText.of(text, MOST_SHOWN) + "' is no probability in (0,1], such as 0.9");
        }
        return level;
    }

    /**
     * Reads a MOC file, a probability map, or a MOC in ASCII.
     *
     * @param fileOrText a name of a file that exists counts as the file
     * @param probability of the region of a probability map; null for a MOC
     * @throws IllegalArgumentException if it cannot be read
     */
    public static GivenRegion ofMoc(String fileOrText, @Nullable Double probability) {
        Path file = file(fileOrText);
        String shown = PlainText.of(fileOrText, MOST_SHOWN);
        if (file != null) {
            return ofMocFile(file, shown, probability);
        }
        if (probability != null) {
            throw new IllegalArgumentException(
                    "there is no file '" + shown + "': --probability needs the file of a probability map");
        }
        try {
            return ofMocText(fileOrText);
        } catch (RegionFileException e) {
            throw new IllegalArgumentException("there is no file '" + shown + "', and " + e.getMessage(), e);
        }
    }

    /**
     * Reads a MOC in ASCII or JSON, and no file.
     *
     * @throws RegionFileException if it is malformed or empty
     */
    public static GivenRegion ofMocText(String text) {
        return new GivenRegion(new MocRegion(MocFile.parse(text)), List.of());
    }

    /**
     * Reads a MOC file or a probability map.
     *
     * @param shown its name for notes
     * @param probability of the region of a probability map; null for a MOC
     * @throws IllegalArgumentException if it cannot be read
     */
    public static GivenRegion ofMocFile(Path file, String shown, @Nullable Double probability) {
        if (probability != null) {
            ProbabilityMap map = ProbabilityMap.read(file);
            return new GivenRegion(
                    new MocRegion(map.region(probability)),
                    List.of("given as --moc " + shown + " --probability " + probability + ": the smallest part of its "
                            + map.cellCount() + " cells that holds it"));
        }
        if (ProbabilityMap.isIn(file)) {
            throw new IllegalArgumentException(
                    shown + " is a probability map: add the probability of the region, --probability 0.9");
        }
        return new GivenRegion(new MocRegion(MocFile.read(file)), List.of("given as --moc " + shown));
    }

    /**
     * Reads the outline of a FITS image.
     *
     * @param fileAndHdu a file, whose name may end with the number of an HDU
     * @throws RegionFileException if it cannot be read
     */
    public static GivenRegion ofImage(String fileAndHdu) {
        return ofImage(ImageOutline.of(fileAndHdu), PlainText.of(fileAndHdu, MOST_SHOWN));
    }

    /** @param shown the name of the file for notes */
    public static GivenRegion ofImage(ImageOutline outline, String shown) {
        List<String> notes = new ArrayList<>();
        notes.add("given as --footprint " + shown + ": the outline of HDU " + outline.hdu()
                + (outline.name().isEmpty() ? "" : " (" + outline.name() + ")") + ", " + outline.width() + " x "
                + outline.height() + " pixels");
        notes.addAll(outline.notes());
        return new GivenRegion(outline.region(), notes);
    }

    private static @Nullable Path file(String text) {
        try {
            Path path = Path.of(text);
            return !text.isBlank() && Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
