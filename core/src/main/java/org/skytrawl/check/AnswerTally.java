package org.skytrawl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.OutsideText;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.protocol.AnswerObserver;
import org.skytrawl.protocol.RecordSink;
import org.skytrawl.protocol.mapping.AccessUrl;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.votable.StopReadingException;

/** Counts what is odd in the rows of one answer, by column, with the first example of each. */
final class AnswerTally implements AnswerObserver {
    /** More rows say nothing new. */
    static final int MOST_ROWS = 20_000;

    /** ObsCore 1.1 section 4.1. */
    private static final Set<String> TYPES =
            Set.of("image", "cube", "spectrum", "sed", "timeseries", "visibility", "event", "measurements");

    private final long startNanos = System.nanoTime();
    private final Map<Oddity, Count> oddities = new LinkedHashMap<>();
    private final List<AnswerFields> tables = new ArrayList<>();
    private Map<ObsCoreColumn, Source> sources = Map.of();
    private @Nullable Double firstByteS;
    private @Nullable FetchAnswer headers;
    private double @Nullable [] position;
    private long rows;

    /** @param column the name in the answer, or null for the whole row */
    record Oddity(FindingCode code, @Nullable String column, BadCells.@Nullable Reason reason) {}

    /** The number of times, and the first of them. */
    static final class Count {
        private final Finding.Example example;
        private long count;

        private Count(Finding.Example example) {
            this.example = example;
        }

        Finding.Example example() {
            return example;
        }

        long count() {
            return count;
        }
    }

    @Override
    public void answered(FetchAnswer answer) {
        firstByteS = (System.nanoTime() - startNanos) / 1e9;
        headers = answer;
    }

    @Override
    public void fields(AnswerFields fields, Map<ObsCoreColumn, Source> mapped) {
        tables.add(fields);
        sources = mapped;
    }

    @Override
    public void badCell(int column, @Nullable Object cell, BadCells.Reason reason) {
        count(code(reason), name(column), reason, rows + 1, cell);
    }

    private static FindingCode code(BadCells.Reason reason) {
        return switch (reason) {
            case DATATYPE -> FindingCode.CELL_DATATYPE;
            case NOT_A_NUMBER, TOO_LONG, NOT_A_URI, REGION, FRAME, WCS -> FindingCode.CELL_UNREADABLE;
            case UNIT -> FindingCode.UNIT_UNKNOWN;
            case RANGE -> FindingCode.CELL_OUT_OF_RANGE;
            case NULL_WORD -> FindingCode.CELL_NULL_WORD;
            case PASSWORD -> FindingCode.CELL_PASSWORD;
        };
    }

    private String name(int column) {
        if (tables.isEmpty() || column < 0 || column >= tables.getLast().size()) {
            return "?";
        }
        return nameOf(tables.getLast(), column);
    }

    /** As the answer has it; a number for a column without a name. */
    static String nameOf(AnswerFields fields, int column) {
        String name = fields.get(column).name();
        String id = fields.get(column).id();
        return name != null && !name.isBlank() ? name : id != null && !id.isBlank() ? id : "column " + (column + 1);
    }

    private void count(
            FindingCode code,
            @Nullable String column,
            BadCells.@Nullable Reason reason,
            long row,
            @Nullable Object value) {
        Oddity oddity = new Oddity(code, column, reason);
        Count known = oddities.get(oddity);
        if (known == null) {
            known = new Count(Findings.example(row, value));
            oddities.put(oddity, known);
        }
        known.count++;
    }

    @Override
    public void row(@Nullable Object[] cells, RowMapper.Mapped mapped, DatasetJudge.Ruling ruling)
            throws StopReadingException {
        rows++;
        ObsCoreRecord record = mapped.record();
        if (ruling == DatasetJudge.Ruling.FILTERED) {
            count(FindingCode.ROW_NOT_ASKED, null, null, rows, place(record));
        }
        url(cells, record);
        String type = record.text(ObsCoreColumn.dataproduct_type);
        if (type != null && !TYPES.contains(type)) {
            count(FindingCode.TYPE_UNKNOWN, name(ObsCoreColumn.dataproduct_type), null, rows, type);
        }
        ends(record, ObsCoreColumn.t_min, ObsCoreColumn.t_max);
        ends(record, ObsCoreColumn.em_min, ObsCoreColumn.em_max);
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        if (position == null && Double.isFinite(raDeg) && Double.isFinite(decDeg)) {
            position = new double[] {raDeg, decDeg};
        }
        if (rows == MOST_ROWS) {
            throw new RecordSink.NoMoreRecordsException("more than " + MOST_ROWS + " rows");
        }
    }

    private void url(@Nullable Object[] cells, ObsCoreRecord record) {
        Source source = sources.get(ObsCoreColumn.access_url);
        if (source == null) {
            return;
        }
        String column = name(source.index());
        String url = record.text(ObsCoreColumn.access_url);
        if (url == null && cells[source.index()] == null) {
            count(FindingCode.URL_MISSING, column, null, rows, place(record));
        }
        if (AccessUrl.isOdd(url)) {
            count(FindingCode.URL_ODD, column, null, rows, url);
        }
        if (cells[source.index()] instanceof String written
                && !OutsideText.unescapedUrl(written.strip()).equals(written.strip())) {
            count(FindingCode.URL_ESCAPED_TWICE, column, null, rows, written);
        }
    }

    private void ends(ObsCoreRecord record, ObsCoreColumn least, ObsCoreColumn most) {
        if (record.number(least) > record.number(most)) {
            String value = record.number(least) + " > " + record.number(most);
            count(FindingCode.ENDS_SWAPPED, name(least), null, rows, value);
        }
    }

    private String name(ObsCoreColumn column) {
        Source source = sources.get(column);
        return source == null ? column.name() : name(source.index());
    }

    /** Words that let a reader find the row. */
    private static String place(ObsCoreRecord record) {
        String did = record.text(ObsCoreColumn.obs_publisher_did);
        String url = record.text(ObsCoreColumn.access_url);
        String which = did != null ? did : url != null ? url : "";
        return String.format(
                Locale.ROOT,
                "s_ra %s, s_dec %s, t_min %s %s",
                known(record, ObsCoreColumn.s_ra),
                known(record, ObsCoreColumn.s_dec),
                known(record, ObsCoreColumn.t_min),
                which);
    }

    private static String known(ObsCoreRecord record, ObsCoreColumn column) {
        double value = record.number(column);
        return Double.isNaN(value) ? "unknown" : Double.toString(value);
    }

    Map<Oddity, Count> oddities() {
        return oddities;
    }

    /** The tables of the answer. */
    List<AnswerFields> tables() {
        return tables;
    }

    /** Of the last table. */
    Map<ObsCoreColumn, Source> sources() {
        return sources;
    }

    @Nullable
    Double firstByteS() {
        return firstByteS;
    }

    double secondsSoFar() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Nullable
    String contentType() {
        return headers == null ? null : headers.contentType();
    }

    int unannouncedCompressions() {
        return headers == null ? 0 : headers.unannouncedCompressions();
    }

    /** Right ascension and declination in degrees of the first row that has both, or null. */
    double @Nullable [] position() {
        return position;
    }

    long rows() {
        return rows;
    }
}
