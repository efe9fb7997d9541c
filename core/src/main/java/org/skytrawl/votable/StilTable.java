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
 * One binary table as STIL sees it: a small document of our own making, with nothing in it but FIELDs and data. So STIL builds
 * no tree of what a service sends, meets no reference to follow, and has every element ended that was begun, without
 * which its reader thread would wait for ever.
 */
final class StilTable {
    private static final Attributes NONE = new AttributesImpl();

    private final TableContentHandler stil = new TableContentHandler(true);
    private final RowDelivery delivery;
    private final List<String> open;
    private boolean begun;
    private boolean ended;

    /**
     * @param serialization {@code BINARY} or {@code BINARY2}
     */
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
            // Set first: STIL's thread starts within the last of these.
            begun = true;
            start(element);
        }
    }

    /** Hands base64 text to STIL's thread. */
    void stream(char[] base64, int length) throws SAXException {
        try {
            stil.characters(base64, 0, length);
        } catch (SAXException | RuntimeException e) {
            throw inOurTerms(e);
        }
    }

    /**
     * Ends all elements that are open, and so STIL's thread, and waits until the last row is delivered. Only the first
     * call does anything.
     */
    void close() throws SAXException {
        if (!begun || ended) {
            return;
        }
        ended = true;
        // An interrupt would make STIL leave its thread behind; it is kept for the caller.
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
        // First of all: only then can a row that is still under way no longer be followed by another.
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
