package org.skytrawl.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of a result. */
public enum OutputFormat {
    /** VOTable 1.4: all metadata, and the provenance of every service beside the data. */
    VOTABLE("votable", "vot", "xml"),
    /** FITS with two binary tables: the datasets, with the run's metadata in the header, and the services. */
    FITS("fits", "fit"),
    /** Comma-separated values: the datasets only. */
    CSV("csv"),
    /** Enhanced CSV: the datasets, with all metadata of the columns and of the run. */
    ECSV("ecsv"),
    /** One JSON object a line: the datasets only, with all facts about their origins. */
    JSON_LINES("jsonl", "jsonlines", "json", "ndjson"),
    /** Parquet: the datasets, with all metadata of the columns and of the run; small and fast, but not read back. */
    PARQUET("parquet");

    public static final OutputFormat DEFAULT = VOTABLE;

    /** Its names and file extensions, the preferred name first. */
    private final List<String> words;

    OutputFormat(String... words) {
        this.words = List.of(words);
    }

    /** @throws IllegalArgumentException if no format has that name; case does not matter */
    public static OutputFormat ofName(String name) {
        return ofWord(name.strip())
                .orElseThrow(() -> new IllegalArgumentException("unknown output format '" + name + "'; known are "
                        + Arrays.stream(values()).map(OutputFormat::title).collect(Collectors.joining(", "))));
    }

    private static Optional<OutputFormat> ofWord(String word) {
        String key = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.words.contains(key))
                .findFirst();
    }

    /** @throws IllegalArgumentException if no format has the extension; {@link #DEFAULT} if there is none */
    public static OutputFormat ofFileName(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        if (dot <= 0) {
            return DEFAULT;
        }
        return ofWord(name.substring(dot + 1))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no output format has the extension of '" + fileName + "'; known are "
                                + Arrays.stream(values())
                                        .flatMap(format -> format.words.stream())
                                        .map(known -> '.' + known)
                                        .collect(Collectors.joining(", "))));
    }

    /** The preferred name, such as {@code votable}. */
    public String title() {
        return words.getFirst();
    }

    /** The preferred file extension, such as {@code vot}. */
    public String extension() {
        return this == VOTABLE ? "vot" : title();
    }

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
}
