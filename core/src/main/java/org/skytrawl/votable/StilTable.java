package org.skytrawl.votable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

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
            throw translated(e);
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
            throw translated(e);
        } finally {
            delivery.shut();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SAXException translated(Exception e) {
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

    /** Passes the rows of STIL, which come on STIL's thread, to the sink, under a lock. After {@link #shut} no row follows. */
    static final class RowDelivery implements TableHandler {
        /** Fair, so that {@link #shut} waits for one row only. */
        private final ReentrantLock lock = new ReentrantLock(true);

        private final RowSink sink;
        private final BinaryCell[] columns;
        private boolean shut;
        private long rows;
        private @Nullable Throwable failure;

        RowDelivery(RowSink sink, List<FieldDeclaration> fields) {
            this.sink = sink;
            this.columns = fields.stream().map(BinaryCell::new).toArray(BinaryCell[]::new);
        }

        @Override
        public void startTable(StarTable metadata) {}

        @Override
        public void rowData(@Nullable Object[] cells) throws SAXException {
            lock.lock();
            try {
                if (shut) {
                    throw new SAXException("no row is wanted any more");
                }
                for (int i = 0; i < columns.length; i++) {
                    cells[i] = columns[i].finished(cells[i]);
                }
                sink.row(cells);
                rows++;
            } catch (IOException | StopReadingException | RuntimeException | Error e) {
                // recorded here, since STIL wraps or loses exceptions
                if (failure == null) {
                    failure = e;
                }
                shut = true;
                throw new SAXException("the row was refused");
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void endTable() {}

        /** Waits until the current row is delivered; no other follows. */
        void shut() {
            var unused = locked(() -> shut = true);
        }

        long rows() {
            return locked(() -> rows);
        }

        @Nullable
        Throwable failure() {
            return locked(() -> Optional.ofNullable(failure)).orElse(null);
        }

        private <T> T locked(Supplier<T> action) {
            lock.lock();
            try {
                return action.get();
            } finally {
                lock.unlock();
            }
        }

        /** Null values of a binary column that STIL does not know. */
        private static final class BinaryCell {
            private final boolean text;
            private final boolean scalar;
            private final @Nullable String nullText;
            private final FieldDeclaration.NullValue nullValue;

            BinaryCell(FieldDeclaration declared) {
                this.text = declared.isText();
                this.scalar = declared.size.isScalar() && !(declared.datatype != null && declared.datatype.isComplex());
                this.nullText = declared.nullText();
                this.nullValue = FieldDeclaration.NullValue.of(declared);
            }

            @Nullable
            Object finished(@Nullable Object decoded) {
                if (decoded == null) {
                    return null;
                }
                if (text) {
                    return finishedText(decoded);
                }
                if (!scalar) {
                    return decoded;
                }
                if (decoded instanceof boolean[] bits) {
                    // STIL decodes a single bit so
                    return bits.length == 1 ? bits[0] : null;
                }
                return nullValue.is(decoded) ? null : decoded;
            }

            private @Nullable Object finishedText(Object decoded) {
                if (decoded instanceof Character c) {
                    return c <= ' ' ? null : c.toString();
                }
                if (decoded instanceof String s
                        && (s.isBlank() || (nullText != null && s.strip().equals(nullText)))) {
                    return null;
                }
                return decoded;
            }
        }
    }
}
