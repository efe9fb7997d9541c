package org.skytrawl.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats in which a result can be written. */
public enum OutputFormat {
    /** VOTable 1.4: all metadata, and the provenance of every service beside the data. */
    VOTABLE("votable vot xml"),
    /** FITS with two binary tables: the datasets, with the run in their header, and what became of every service. */
    FITS("fits fit"),
    /** Comma-separated values: the datasets only. */
    CSV("csv"),
    /** Enhanced CSV: the datasets, with all metadata of the columns and of the run. */
    ECSV("ecsv"),
    /** One JSON object a line: the datasets only, with all that is known of their origins. */
    JSON_LINES("jsonl jsonlines json ndjson"),
    /** Parquet: the datasets, with all metadata of the columns and of the run; small and fast, but not read back. */
    PARQUET("parquet");

    /** What is written where nothing else is asked for. */
    public static final OutputFormat DEFAULT = VOTABLE;

    /** Its names, which are the extensions of its files too, the one it is called by first; separated by blanks. */
    private final String words;

    OutputFormat(String words) {
        this.words = words;
    }

    /**
     * The format of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OutputFormat ofName(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        for (OutputFormat format : values()) {
            if (format.words().contains(key)) {
                return format;
            }
        }
        throw new IllegalArgumentException("unknown output format '" + name + "'; known are "
                + Arrays.stream(values()).map(OutputFormat::title).collect(Collectors.joining(", ")));
    }

    /**
     * The format that a file's name asks for by its extension, in any case; {@link #DEFAULT} for a name without one.
     *
     * @param fileName a name, or a path whose last part is the name
     * @throws IllegalArgumentException if the extension is none of a known format
     */
    public static OutputFormat ofFileName(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        if (dot <= 0) {
            return DEFAULT;
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        for (OutputFormat format : values()) {
            if (format.words().contains(extension)) {
                return format;
            }
        }
        throw new IllegalArgumentException("no output format has the extension of '" + fileName + "'; known are "
                + Arrays.stream(values())
                        .flatMap(format -> format.words().stream())
                        .map(known -> '.' + known)
                        .collect(Collectors.joining(", ")));
    }

    /** The name it is called by, such as {@code votable}. */
    public String title() {
        return words().getFirst();
    }

    /** The extension that its files have, such as {@code vot}. */
    public String extension() {
        return this == VOTABLE ? "vot" : title();
    }

    /** Writes results in this format. */
    public ResultWriter writer() {
        return switch (this) {
            case VOTABLE -> new VoTableResultWriter();
            case FITS -> new FitsResultWriter();
            case CSV -> new CsvResultWriter();
            case ECSV -> new EcsvResultWriter();
            case JSON_LINES -> new JsonLinesResultWriter();
            case PARQUET -> new ParquetResultWriter();
        };
    }

    private List<String> words() {
        return List.of(words.split(" ", -1));
    }
}
