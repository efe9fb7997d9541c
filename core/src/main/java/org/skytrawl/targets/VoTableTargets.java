package org.skytrawl.targets;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.votable.QueryStatus;
import org.skytrawl.votable.ReadFailure;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Reads target lists from VOTables with the reader for services' answers, which follows no external reference. */
final class VoTableTargets implements RowSink {
    private final TargetRows rows;
    private long number;

    private VoTableTargets(TargetRows rows) {
        this.rows = rows;
    }

    static ReadTargets read(InputStream in, TargetRows rows) throws IOException {
        ReadReport report;
        try {
            report = new VoTableReader().read(in, new VoTableTargets(rows));
        } catch (StopReadingException e) {
            throw new IOException(e.getMessage(), e);
        }
        ReadFailure failure = report.failure();
        if (failure != null) {
            throw new IOException(failure.message().replace("The answer", "it"));
        }
        if (!rows.hasColumns()) {
            throw new IOException("it is a VOTable without a table");
        }
        if (report.status().word() == QueryStatus.Word.OVERFLOW) {
            rows.note("the table says OVERFLOW: it has only a part of the rows of its query");
        }
        if (report.extraTables() > 0) {
            rows.note("only its first table was read; " + report.extraTables()
                    + (report.extraTables() == 1 ? " other was not" : " others were not"));
        }
        return rows.end();
    }

    @Override
    public void fields(List<TableField> fields) {
        rows.columns(IntStream.range(0, fields.size())
                .mapToObj(i -> column(fields.get(i), i))
                .toList());
    }

    private static SourceColumn column(TableField field, int index) {
        String name = field.name() == null ? field.id() : field.name();
        return new SourceColumn(
                name == null ? "column " + (index + 1) : name, field.ucd(), field.unit(), field.frame());
    }

    @Override
    public void row(@Nullable Object[] cells) {
        rows.row(++number, cells);
    }
}
