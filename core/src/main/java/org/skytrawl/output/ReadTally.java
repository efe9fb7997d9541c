package org.skytrawl.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Protocol;

/** Counts what of a file could not be read. Used by one thread at a time. */
final class ReadTally {
    long badCells;
    long badRows;
    long withoutOrigin;
    /** Origins without a protocol. */
    long badProtocols;
    /** Why the file ended too early, or null. */
    @Nullable
    String cut;

    private @Nullable String wrongProtocol;

    /**
     * The protocol of an origin. One that this version does not know makes the whole file one that cannot be read, since
     * nobody could tell the services of that protocol from others.
     *
     * @throws IllegalArgumentException if there is no word
     */
    Protocol protocol(String word) {
        try {
            return Protocol.named(word);
        } catch (IllegalArgumentException e) {
            if (word.isEmpty()) {
                throw e;
            }
            wrongProtocol = wrongProtocol == null ? e.getMessage() : wrongProtocol;
            return Protocol.UNKNOWN;
        }
    }

    /** A URL of an origin; empty, and counted, if it is too long for one. */
    String url(String text) {
        if (OutsideText.isTooLongForUrl(text)) {
            badCells++;
            return "";
        }
        return text;
    }

    /** Counts what of a column's declaration is too long, and so left out. */
    void declared(@Nullable String... words) {
        for (String word : words) {
            badCells += OutsideText.isTooLongForWord(word) ? 1 : 0;
        }
    }

    /**
     * Adds them up in words; what did not occur is not told of.
     *
     * @throws IOException if an origin has a protocol that is not known
     */
    List<String> notes(long datasets) throws IOException {
        if (wrongProtocol != null) {
            throw new IOException("an origin has an " + wrongProtocol);
        }
        List<String> notes = new ArrayList<>();
        if (cut != null) {
            notes.add(cut + ": only the " + datasets + " datasets before that were read");
        }
        note(notes, badRows, "row", "could not be read and was left out", "could not be read and were left out");
        note(notes, badCells, "cell", "could not be read and counts as empty", "could not be read and count as empty");
        note(notes, withoutOrigin, "row", "does not say where it comes from", "do not say where they come from");
        note(notes, badProtocols, "origin", "has no known protocol", "have no known protocol");
        return notes;
    }

    private static void note(List<String> notes, long count, String noun, String one, String many) {
        if (count > 0) {
            notes.add(count + " " + noun + (count == 1 ? " " + one : "s " + many));
        }
    }
}
