package org.skytrawl.cli.option;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands that ask a question look for. The name of the command is {@link #word}. */
public enum Sought {
    IMAGES("image"),
    SPECTRA("spectrum"),
    TIMESERIES("timeseries"),
    DATASETS;

    private final List<String> productTypes;

    Sought(String... productTypes) {
        this.productTypes = List.of(productTypes);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Without {@code --type}; empty for any. */
    List<String> productTypes() {
        return productTypes;
    }

    /** The default of {@code --type}, for help. */
    String typesInWords() {
        return productTypes.isEmpty() ? "every type" : String.join(",", productTypes);
    }

    /** Null if the word names none. */
    public static @Nullable Sought of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Sought::word).toList();
    }

    /** Values that shells offer. */
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
