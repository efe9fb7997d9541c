package org.skytrawl.votable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableHandler;

/**
 * Carries STIL's rows to the sink. They come on a thread of STIL's own, so all is done under a lock, and once
 * {@link #shut} has returned the sink is not called again, whatever that thread is still about.
 */
final class RowDelivery implements TableHandler {
    /** Fair, so that {@link #shut} waits for one row and not for many. */
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
            // STIL wraps what passes through it, or loses it: this is the one true record.
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

    /** Waits until a row being delivered is through; no further one follows. */
    void shut() {
        lock.lock();
        try {
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    long rows() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** A binary column's last touch on what STIL decoded: null values that STIL does not know. */
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

        /** Gives the cell as the sink shall see it. */
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
                // So STIL gives a single bit.
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
