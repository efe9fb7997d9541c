package org.skytrawl.cli.print;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Spectrum;

/**
 * A question as a run shows it before it begins.
 *
 * @param spectrum the spectral constraint in the user's units ({@link Spectrum#inWords}), or null if these are not known
 * @param notes what was understood otherwise than it may have been meant
 */
public record AskedQuestion(Question question, @Nullable String spectrum, List<String> notes) {
    public AskedQuestion {
        notes = List.copyOf(notes);
    }

    /** A question that was not given as text: one of a log. */
    public static AskedQuestion of(Question question, List<String> notes) {
        return new AskedQuestion(question, null, notes);
    }

    /** With more notes. */
    public AskedQuestion with(List<String> more) {
        return new AskedQuestion(
                question, spectrum, Stream.concat(notes.stream(), more.stream()).toList());
    }
}
