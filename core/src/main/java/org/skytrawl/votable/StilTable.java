package org.skytrawl.votable;

import java.io.InterruptedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import uk.ac.starlink.votable.TableContentHandler;

/**
 * One binary table as a small document for STIL, with FIELDs and data only. So STIL builds no tree, follows no reference, and
 * gets the end of every element, without which its reader thread would wait for ever.
 */
final class StilTable {
    private static final Attributes NONE = new AttributesImpl();

    private final TableContentHandler stil = new TableContentHandler(true);
    private final RowDelivery delivery;
    private final List<String> open;
    private boolean begun;
    private boolean ended;

    /** @param serialization {@code BINARY} or {@code BINARY2} */
    StilTable(RowDelivery delivery, List<AttributesImpl> fields, String serialization) throws SAXException {
        this.delivery = delivery;
        this.open = List.of(serialization, "STREAM");
        stil.setReadHrefTables(false);
        stil.setTableHandler(delivery);
        stil.startDocument();
        start("VOTABLE");
        start("RESOURCE");
        start("TABLE");
        for (AttributesImpl field : fields) {
            stil.startElement("", "FIELD", "FIELD", field);
            end("FIELD");
        }
        start("DATA");
        for (String element : open) {
            // set first: the last of these starts STIL's thread
            begun = true;
            start(element);
        }
    }

    void stream(char[] base64, int length) throws SAXException {
        try {
            stil.characters(base64, 0, length);
        } catch (SAXException | RuntimeException e) {
            throw inOurTerms(e);
        }
    }

    /** Ends all open elements and so STIL's thread, and waits for the last row. A second call does nothing. */
    void close() throws SAXException {
        if (!begun || ended) {
            return;
        }
        ended = true;
        // STIL would leave its thread behind after an interrupt, so it is set again at the end
        boolean interrupted = Thread.interrupted();
        try {
            for (String element : open.reversed()) {
                end(element);
            }
        } catch (SAXException | RuntimeException e) {
            throw inOurTerms(e);
        } finally {
            delivery.shut();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SAXException inOurTerms(Exception e) {
        // first, so that no other row follows the current one
        delivery.shut();
        if (delivery.failure() != null) {
            return new SAXException(e);
        }
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException) {
                return new SAXException((Exception) cause);
            }
        }
        return new ReadAbort(FailureCode.MALFORMED, "The table's binary data cannot be decoded: " + e.getMessage());
    }

    private void start(String name) throws SAXException {
        stil.startElement("", name, name, NONE);
    }

    private void end(String name) throws SAXException {
        stil.endElement("", name, name);
    }
}
