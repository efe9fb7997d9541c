package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** What stands within TABLEDATA or STREAM of the table that is read. */
interface TableBody {
    void start(String name, Attributes atts) throws SAXException;

    void characters(char[] text, int start, int length) throws SAXException;

    void end(String name) throws SAXException;

    /** The document ended the table. */
    void finish() throws SAXException;

    /** The document broke off: what came before is delivered. Called in any case, after {@link #finish} to no effect. */
    void close() throws SAXException;

    /** Rows that the document had and the sink did not get. */
    long badRows();

    /** Cells of delivered rows that could not be read. */
    long badCells();

    long rows();

    @Nullable
    Throwable failure();
}
