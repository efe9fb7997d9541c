package org.skytrawl.spark.function;

import java.io.Serializable;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * Reads shapes that are written as text, and remembers the last ones: rows of one field in several bands, and rows that are joined
 * with several others, have equal texts. Each task has its own copy, of at most {@value #PLACES} shapes. Used by one thread at a
 * time.
 */
final class ShapeCache implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int PLACES = 256;

    /** Longer texts are not remembered. */
    private static final int LONGEST_BYTES = 4096;

    private transient @Nullable UTF8String @Nullable [] texts;
    private transient @Nullable SkyShape @Nullable [] shapes;

    /** The shape of an STC-S text, also {@code MOC ...}; null if the text is null or cannot be read. */
    @Nullable
    SkyShape of(@Nullable UTF8String text) {
        if (text == null) {
            return null;
        }
        @Nullable UTF8String[] known = texts;
        @Nullable SkyShape[] read = shapes;
        if (known == null || read == null) {
            known = new @Nullable UTF8String[PLACES];
            read = new @Nullable SkyShape[PLACES];
            texts = known;
            shapes = read;
        }
        if (text.numBytes() > LONGEST_BYTES) {
            return parsed(text.toString());
        }
        int place = text.hashCode() & (PLACES - 1);
        if (!text.equals(known[place])) {
            read[place] = parsed(text.toString());
            // the bytes belong to the row, which is overwritten
            known[place] = text.copy();
        }
        return read[place];
    }

    private static @Nullable SkyShape parsed(String text) {
        try {
            return StcS.parse(text);
        } catch (ShapeFormatException | IllegalArgumentException e) {
            return null;
        }
    }
}
