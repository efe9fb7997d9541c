package org.skytrawl.votable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.votable.QueryStatus.Word;
import org.xml.sax.Attributes;

/**
 * Gathers the QUERY_STATUS of a document from INFO elements wherever they stand, and the older form of SIA1 and Simple
 * Cone Search (section 2.3 of version 1.03), an INFO or PARAM named Error.
 */
final class StatusInfo {
    private QueryStatus status = new QueryStatus(Word.MISSING, "");
    private @Nullable String olderError;
    private final StringBuilder text = new StringBuilder();
    private String name = "";
    private String value = "";
    private int depth;

    /** Whether an element is open whose text counts. */
    boolean isOpen() {
        return depth > 0;
    }

    void start(String element, Attributes atts) {
        if (depth > 0) {
            depth++;
            return;
        }
        String named = atts.getValue("name") == null ? atts.getValue("ID") : atts.getValue("name");
        String upper = named == null ? "" : named.strip().toUpperCase(Locale.ROOT);
        boolean isStatus = element.equals("INFO") && upper.equals("QUERY_STATUS");
        boolean older = (element.equals("INFO") || element.equals("PARAM")) && upper.equals("ERROR");
        if (isStatus || older) {
            depth = 1;
            text.setLength(0);
            name = upper;
            value = atts.getValue("value") == null ? "" : atts.getValue("value").strip();
        }
    }

    void characters(char[] chars, int start, int length) {
        int room = 2 * ReadFailure.MAX_MESSAGE - text.length();
        text.append(chars, start, Math.min(length, Math.max(room, 0)));
    }

    void end() {
        depth--;
        if (depth > 0) {
            return;
        }
        String said = PlainText.of(text, ReadFailure.MAX_MESSAGE);
        if (!name.equals("QUERY_STATUS")) {
            if (olderError == null) {
                olderError = said.isEmpty() ? PlainText.of(value, ReadFailure.MAX_MESSAGE) : said;
            }
            return;
        }
        String written = value.isEmpty() ? said : value;
        Word word = word(written);
        String message = said.isEmpty() && !written.equalsIgnoreCase(word.name()) ? written : said;
        if (word.compareTo(status.word()) > 0 || (status.message().isEmpty() && word == status.word())) {
            status = new QueryStatus(word, PlainText.of(message, ReadFailure.MAX_MESSAGE));
        }
    }

    private static Word word(String written) {
        for (Word word : new Word[] {Word.ERROR, Word.OVERFLOW, Word.OK}) {
            String name = word.name();
            if (written.regionMatches(true, 0, name, 0, name.length())) {
                return word;
            }
        }
        return Word.MISSING;
    }

    /** The status of the whole document. An error of the older form counts if nothing else does and no row came. */
    QueryStatus status(long rows) {
        if (status.word() == Word.MISSING && olderError != null && rows == 0) {
            return new QueryStatus(Word.ERROR, olderError);
        }
        return status;
    }
}
