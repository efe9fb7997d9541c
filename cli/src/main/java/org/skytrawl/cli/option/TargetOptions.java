package org.skytrawl.cli.option;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.TargetList;
import org.skytrawl.targets.ReadTargets;
import org.skytrawl.targets.TargetColumns;
import org.skytrawl.targets.TargetFile;
import org.skytrawl.targets.TargetFileException;
import org.skytrawl.targets.TargetFileOptions;
import org.skytrawl.targets.TargetText;
import picocli.CommandLine.Option;

/** A list of targets in place of one region. */
final class TargetOptions extends OptionGroup {
    private static final String STDIN = "-";

    @Option(
            names = "--targets",
            paramLabel = "FILE|TEXT",
            description = "List of up to 1,000,000 targets: a table with id, position and radius of each, as CSV,"
                    + " VOTable, FITS, ECSV or JSON Lines, also gzipped; - means stdin. A few circles can be given as"
                    + " text instead: 'RA,DEC,RADIUS RA,DEC,RADIUS'. Each dataset that overlaps the"
                    + " circle of a target is found, with the targets that it overlaps. Columns are found by name (id,"
                    + " ra, dec, radius ...) or UCD; without an id the number of the row counts. Positions are ICRS in"
                    + " the unit of the column, else degrees; text may be sexagesimal.")
    private @Nullable String file;

    @Option(
            names = "--target-columns",
            paramLabel = "ROLE=NAME,...",
            description = "Columns of --targets that are not found, or not the right ones:"
                    + " id=source_id,ra=RAJ2000,dec=DEJ2000,radius=err. id=# takes the number of the row as id.")
    private @Nullable String columns;

    @Option(
            names = "--skip-bad-rows",
            description =
                    "Leave out rows of --targets that are no targets (no position, twice the same id ...), and count"
                            + " them. By default they are an error.")
    private boolean skipBadRows;

    private @Nullable ReadTargets read;

    boolean given() {
        return file != null;
    }

    /** Null without a list, for stdin, and for circles as text. */
    @Nullable
    Path path() {
        try {
            Path path = file == null || file.equals(STDIN) ? null : Path.of(file);
            return path == null || (TargetText.isIn(path.toString()) && !Files.exists(path)) ? null : path;
        } catch (InvalidPathException e) {
            if (file != null && TargetText.isIn(file)) {
                return null;
            }
            throw wrong("--targets: " + e.getMessage());
        }
    }

    private boolean isText() {
        return file != null && !file.equals(STDIN) && path() == null;
    }

    /** Null without a list, and before {@link #check}. */
    @Nullable
    ReadTargets targets() {
        return read;
    }

    /**
     * Reads the list, once.
     *
     * @param radius of {@code --radius}
     */
    void check(@Nullable String radius) {
        if (file == null) {
            if (columns != null || skipBadRows) {
                throw wrong((columns != null ? "--target-columns" : "--skip-bad-rows") + " needs --targets");
            }
            return;
        }
        if (read != null) {
            return;
        }
        TargetColumns named = read("--target-columns", columns, TargetColumns::parse);
        Double radiusDeg = read("--radius", radius, ConeText::radiusDeg);
        if (radiusDeg != null && named != null && named.radius() != null) {
            throw wrong("give either --radius or a radius in --target-columns, not both");
        }
        if (isText()) {
            if (columns != null || skipBadRows) {
                throw wrong((columns != null ? "--target-columns" : "--skip-bad-rows") + " needs a file as --targets");
            }
            TargetList circles = read("--targets", file, text -> TargetText.parse(text, radiusDeg));
            read = circles == null ? null : new ReadTargets(circles, "", 0, List.of());
            return;
        }
        TargetFileOptions options =
                new TargetFileOptions(named == null ? TargetColumns.FOUND : named, radiusDeg, skipBadRows);
        Path path = path();
        try {
            read = path == null ? TargetFile.read("stdin", System.in, options) : TargetFile.read(path, options);
        } catch (TargetFileException e) {
            String message = String.valueOf(e.getMessage());
            throw wrong("--targets: " + message
                    + (e.badRows() > 0 && !skipBadRows ? " (--skip-bad-rows leaves them out)" : "")
                    + (message.contains("no radius is given") ? " (--radius R)" : "")
                    + (message.contains("it has the column") ? " (--target-columns names others)" : ""));
        }
    }

    List<String> notes() {
        ReadTargets known = read;
        if (known == null || isText()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add("given as --targets " + file + ": " + known.columns());
        notes.addAll(known.notes());
        return notes;
    }

    /** For the summary: the rows that were left out; null if none were. */
    @Nullable
    String leftOut() {
        ReadTargets known = read;
        return known == null || known.skipped() == 0
                ? null
                : "left out    " + known.skipped() + (known.skipped() == 1 ? " row" : " rows")
                        + " of the target list that " + (known.skipped() == 1 ? "is no target" : "are no targets");
    }
}
