package org.skytrawl.cli.option;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.skytrawl.output.OutputFormat;

/** What shells offer where an option's value is one of a few words. */
final class KnownValues {
    private KnownValues() {}

    /** Names of the output formats. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(OutputFormat.values()).map(OutputFormat::title).iterator();
        }
    }

    /** ObsCore 1.1 section 3.3.1; services may have others. */
    static final class ProductTypes implements Iterable<String> {
        static final List<String> ALL =
                List.of("image", "cube", "spectrum", "sed", "timeseries", "visibility", "event", "measurements");

        @Override
        public Iterator<String> iterator() {
            return ALL.iterator();
        }
    }
}
