package org.skytrawl.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of ObsCore metadata (ObsCore 1.1 section 3) in ObsCore's units. Numbers are primitives so that a million
 * records fit into memory. Unknown values are NaN or null.
 */
public final class ObsCoreRecord {
    private final RecordLayout layout;
    private final double[] numbers;
    private final @Nullable String[] texts;
    private final @Nullable Overlap overlap;
    private final @Nullable TargetMatches matches;

    /**
     * The arrays are not copied: do not change them afterwards.
     *
     * @param numbers a number for each number column of the layout, NaN for null
     * @param texts a text for each text column of the layout, null if unknown or blank
     * @throws IllegalArgumentException if the arrays do not fit the layout
     */
    public ObsCoreRecord(RecordLayout layout, double[] numbers, @Nullable String[] texts) {
        this(layout, numbers, texts, null, null);
    }

    private ObsCoreRecord(
            RecordLayout layout,
            double[] numbers,
            @Nullable String[] texts,
            @Nullable Overlap overlap,
            @Nullable TargetMatches matches) {
        if (numbers.length != layout.numbers() || texts.length != layout.texts()) {
            throw new IllegalArgumentException("a record of " + numbers.length + " numbers and " + texts.length
                    + " texts does not fit a layout of " + layout.numbers() + " and " + layout.texts());
        }
        this.layout = layout;
        this.numbers = numbers;
        this.texts = texts;
        this.overlap = overlap;
        this.matches = matches;
    }

    /** The same record, judged in space. */
    public ObsCoreRecord withOverlap(@Nullable Overlap judged) {
        return judged == overlap ? this : new ObsCoreRecord(layout, numbers, texts, judged, matches);
    }

    /** How it was judged in space; null if no place was asked. Not part of the record's content. */
    public @Nullable Overlap overlap() {
        return overlap;
    }

    /** The same record with the targets that it matches. */
    @SuppressWarnings("ReferenceEquality")
    public ObsCoreRecord withMatches(@Nullable TargetMatches targets) {
        return targets == matches ? this : new ObsCoreRecord(layout, numbers, texts, overlap, targets);
    }

    /** The targets that it matches; null if the question has no target list. Not part of the record's content. */
    public @Nullable TargetMatches matches() {
        return matches;
    }

    /**
     * A copy with another text.
     *
     * @param wider a layout with the columns of this one, and {@code column}
     */
    public ObsCoreRecord with(RecordLayout wider, ObsCoreColumn column, String text) {
        @Nullable String[] more = new @Nullable String[wider.texts()];
        for (int i = 0; i < texts.length; i++) {
            more[wider.slot(ObsCoreColumn.values()[layout.ordinalOfText(i)])] = texts[i];
        }
        more[wider.slot(column)] = text;
        return new ObsCoreRecord(wider, numbers, more);
    }

    /**
     * @return the text, or null
     * @throws IllegalArgumentException if the column holds numbers
     */
    public @Nullable String text(ObsCoreColumn column) {
        if (!column.isText()) {
            throw new IllegalArgumentException(column + " holds numbers, not text");
        }
        int slot = layout.slot(column);
        return slot < 0 ? null : texts[slot];
    }

    /**
     * @return the value in ObsCore's unit, or NaN
     * @throws IllegalArgumentException if the column holds text
     */
    public double number(ObsCoreColumn column) {
        if (column.isText()) {
            throw new IllegalArgumentException(column + " holds text, not numbers");
        }
        int slot = layout.slot(column);
        return slot < 0 ? Double.NaN : numbers[slot];
    }

    /** The value as {@code String}, {@code Long} or {@code Double}; null if unknown. */
    public @Nullable Object value(ObsCoreColumn column) {
        if (column.isText()) {
            return text(column);
        }
        double number = number(column);
        if (Double.isNaN(number)) {
            return null;
        }
        // a conditional expression would convert both to double
        if (column.type() == ObsCoreColumn.Type.INTEGER) {
            return (long) number;
        }
        return number;
    }

    public int filled() {
        int filled = 0;
        for (double number : numbers) {
            filled += Double.isNaN(number) ? 0 : 1;
        }
        for (String text : texts) {
            filled += text == null ? 0 : 1;
        }
        return filled;
    }

    /** A hash of all values. Records with the same values have the same hash, whatever their layout. */
    public long contentHash() {
        long sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isNaN(numbers[i])) {
                sum += mixed(Double.doubleToLongBits(numbers[i]), layout.ordinalOfNumber(i));
            }
        }
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            if (text != null) {
                sum += mixed(((long) text.length() << 32) ^ text.hashCode(), layout.ordinalOfText(i));
            }
        }
        long spread = (sum ^ (sum >>> 32)) * 0x9E3779B97F4A7C15L;
        return spread ^ (spread >>> 32);
    }

    private static long mixed(long bits, int column) {
        long x = (bits ^ (bits >>> 32) ^ (column * 0xC2B2AE3D27D4EB4FL)) * 0x9E3779B97F4A7C15L;
        return x ^ (x >>> 31);
    }

    /** Whether all columns are equal; a column missing from a layout is null. */
    public boolean hasContentOf(ObsCoreRecord other) {
        if (layout == other.layout || layout.columns().equals(other.layout.columns())) {
            return Arrays.equals(numbers, other.numbers) && Arrays.equals(texts, other.texts);
        }
        return hasValuesOf(other) && other.hasValuesOf(this);
    }

    private boolean hasValuesOf(ObsCoreRecord other) {
        return layout.columns().stream().allMatch(column -> Objects.equals(value(column), other.value(column)));
    }

    public RecordLayout layout() {
        return layout;
    }

    @Override
    public String toString() {
        return "ObsCoreRecord[" + text(ObsCoreColumn.obs_publisher_did) + ", " + text(ObsCoreColumn.access_url) + "]";
    }
}
