package org.skytrawl.check;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.NumberArray;

/** Cells as text for reports. */
final class CellText {
    private static final int MOST_NUMBERS = 20;
    private static final int MOST_CHARS = 2_000;

    private CellText() {}

    static String of(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case String text -> text.substring(0, Math.min(text.length(), MOST_CHARS));
            case String[] texts -> Arrays.stream(texts).limit(MOST_NUMBERS).collect(Collectors.joining(" "));
            default -> {
                double[] numbers = cell instanceof Number ? null : NumberArray.of(cell);
                yield numbers == null
                        ? cell.toString()
                        : Arrays.stream(numbers)
                                .limit(MOST_NUMBERS)
                                .mapToObj(Double::toString)
                                .collect(Collectors.joining(" "));
            }
        };
    }
}
