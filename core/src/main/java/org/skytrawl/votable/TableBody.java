package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** The content of TABLEDATA or STREAM of the table that is read. */
interface TableBody {
    void start(String name, Attributes atts) throws SAXException;

    void characters(char[] text, int start, int length) throws SAXException;

    default void end(String name) throws SAXException {}

    /** The table has ended. */
    default void finish() throws SAXException {}

    /** Delivers the rows before a break of the document. Always called; no effect after {@link #finish}. */
    default void close() throws SAXException {}

    /** Rows with a wrong number of cells. */
    default long badRows() {
        return 0;
    }

    /** Unreadable cells of delivered rows. */
    default long badCells() {
        return 0;
    }

    long rows();

    @Nullable
    Throwable failure();
}
