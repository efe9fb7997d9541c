package org.skytrawl.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.votable.HardenedParser;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;
import org.xml.sax.SAXException;

/** Gives benchmarks the way from an ObsTAP answer's bytes to judged records, without the network before it. */
@NullMarked
public final class RecordReading {
    private RecordReading() {}

    /**
     * Reads an answer as {@link ServiceQuery#ask} does.
     *
     * @return how many records were kept
     * @throws IllegalStateException if anything was wrong with the answer, or cells were lost
     */
    public static long read(InputStream in, Service service, Question constraints, RecordSink sink) throws IOException {
        ServiceQuery query = KnownProtocols.query(service, constraints, false);
        JudgingSink rows = new JudgingSink(query, query.forms().getFirst(), sink, query.constraints());
        try {
            ReadReport report = new VoTableReader().read(in, rows);
            if (!report.complete() || report.badCells() + report.badRows() + rows.badCells() > 0) {
                throw new IllegalStateException("not read well: " + report + ", bad cells " + rows.badCells());
            }
        } catch (StopReadingException e) {
            throw new IllegalStateException(e);
        }
        return rows.records();
    }

    /** As {@link #read}, without the repair of broken XML. */
    public static long readWithoutRepair(InputStream in, Service service, Question constraints, RecordSink sink)
            throws IOException, SAXException {
        ServiceQuery query = KnownProtocols.query(service, constraints, false);
        JudgingSink rows = new JudgingSink(query, query.forms().getFirst(), sink, query.constraints());
        HardenedParser.readWithoutRepair(in, rows);
        return rows.records();
    }

    /** Reads an answer without making records of its rows. */
    public static long count(InputStream in) throws IOException {
        RowSink nothing = new RowSink() {
            @Override
            public void fields(List<TableField> fields) {}

            @Override
            public void row(@Nullable Object[] cells) {}
        };
        try {
            return new VoTableReader().read(in, nothing).rows();
        } catch (StopReadingException e) {
            throw new IllegalStateException(e);
        }
    }
}
