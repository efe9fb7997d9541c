package org.skytrawl.votable;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableHandler;

/** Passes the rows of STIL, which come on STIL's thread, to the sink, under a lock. After {@link #shut} no row follows. */
final class RowDelivery implements TableHandler {
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
