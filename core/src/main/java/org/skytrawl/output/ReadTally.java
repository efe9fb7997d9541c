package org.skytrawl.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Protocol;

/** Counts unreadable parts of a file. Not thread-safe. */
final class ReadTally {
    long badCells;
    long badRows;
    long withoutOrigin;
    /** Origins without a protocol. */
    long badProtocols;
    /** Why the file ended early, or null. */
    @Nullable
    String cut;

    private @Nullable String wrongProtocol;

    /** With an unknown one, {@link #notes} throws: its services could not be told from those of other protocols. */
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

    /** The URL of an origin; empty, and counted, if it is too long. */
    String url(String text) {
        if (OutsideText.isTooLongForUrl(text)) {
            badCells++;
            return "";
        }
        return text;
    }

    /** Counts the words of a column's declaration that are too long, and so left out. */
    void declared(@Nullable String... words) {
        for (String word : words) {
            badCells += OutsideText.isTooLongForWord(word) ? 1 : 0;
        }
    }

    /** @throws IOException if an origin has an unknown protocol */
    List<String> notes(FoundRows found) throws IOException {
        if (wrongProtocol != null) {
            throw new IOException("an origin has an " + wrongProtocol);
        }
        List<String> notes = new ArrayList<>();
        if (cut != null) {
            notes.add(cut + ": only the " + found.size() + (found.hasPairs() ? " pairs" : " datasets")
                    + " before that were read");
        }
        note(notes, badRows, "row", "could not be read and was left out", "could not be read and were left out");
        note(notes, badCells, "cell", "could not be read and counts as empty", "could not be read and count as empty");
        note(notes, withoutOrigin, "row", "does not say where it comes from", "do not say where they come from");
        note(notes, badProtocols, "origin", "has no known protocol", "have no known protocol");
        notes.addAll(found.notes());
        return notes;
    }

    private static void note(List<String> notes, long count, String noun, String one, String many) {
        if (count > 0) {
            notes.add(count + " " + noun + (count == 1 ? " " + one : "s " + many));
        }
    }
}
