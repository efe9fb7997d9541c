package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.protocol.mapping.AccessUrl;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.protocol.mapping.TextPool;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;

/** Turns the rows of an answer into records, passes on those that match, and counts the others. */
final class JudgingSink implements RowSink {
    /** Farther than any query reaches for records without extent. */
    private static final double NEAR_DEG = 3;

    private final ServiceQuery query;
    private final QueryForm form;
    private final RecordSink sink;
    private final @Nullable AnswerObserver observer;
    private final RowSample sample = new RowSample();
    private final DatasetJudge judge;
    /** The product types that the service has applied. */
    private Set<String> typesApplied;

    /** For rows without type; null if no type is sent, or one that is broader than those asked for. */
    private final @Nullable DatasetJudge judgeOfAnyType;

    private final List<RowMapper> earlierMappers = new ArrayList<>();
    private @Nullable AnswerFields fields;
    private @Nullable RowMapper mapper;
    private long records;
    private long filtered;
    private long unknown;
    private long oddUrls;
    private final @Nullable TargetRegion targets;
    private final SortedSet<Integer> matchingBare = new TreeSet<>();
    private boolean undecided;
    private boolean bare;
    private boolean nearby;
    private @Nullable String lastRegion;
    private @Nullable RecordLayout typedLayout;
    private boolean lostQuery;

    /** @param judged the question by which records are judged */
    JudgingSink(ServiceQuery query, QueryForm form, RecordSink sink, Question judged) {
        this(query, form, sink, judged, null);
    }

    /** @param observer sees all of the answer, or null */
    JudgingSink(
            ServiceQuery query, QueryForm form, RecordSink sink, Question judged, @Nullable AnswerObserver observer) {
        this.observer = observer;
        this.query = query;
        this.form = form;
        this.sink = sink;
        this.targets = judged.targets();
        this.judge = query.judge(judged);
        this.typesApplied = form.leftOut().contains("DPTYPE") ? Set.of() : query.typesSent();
        this.judgeOfAnyType = query.wants(typesApplied) ? query.judgeOfAnyType(judged) : null;
    }

    /** A service that did not get the query has applied nothing. */
    void begin(FetchAnswer answer, boolean queryIsLost) {
        if (observer != null) {
            observer.answered(answer);
        }
        if (queryIsLost) {
            lostQuery = true;
            typesApplied = Set.of();
        }
    }

    @Override
    public boolean readsAllTables() {
        return true;
    }

    @Override
    public boolean knows(List<TableField> declared) {
        return query.mapper(answerFields(declared, null)).knowsColumns();
    }

    @Override
    public void fields(List<TableField> declared) {
        noteForeignColumns();
        if (mapper != null) {
            earlierMappers.add(mapper);
        }
        fields = answerFields(declared, observer == null ? null : observer::badCell);
        mapper = query.mapper(fields);
        if (observer != null) {
            observer.fields(fields, mapper.sources());
        }
        typedLayout = null;
    }

    private AnswerFields answerFields(List<TableField> declared, BadCells.@Nullable Listener listener) {
        return new AnswerFields(declared, query.constraints().region() != null, listener);
    }

    @Override
    public void badCell(int column, String written) {
        if (observer != null) {
            observer.badCell(column, written, BadCells.Reason.DATATYPE);
        }
    }

    @Override
    public void row(@Nullable Object[] cells) throws StopReadingException {
        RowMapper rowMapper = Objects.requireNonNull(mapper);
        long textsBefore = rowMapper.heldTextBytes();
        RowMapper.Mapped mapped = rowMapper.map(cells);
        ObsCoreRecord record = mapped.record();
        sample.add(record);
        boolean isOfTypeSent = !typesApplied.isEmpty() && record.text(ObsCoreColumn.dataproduct_type) == null;
        boolean positionApplied = form.appliesPosition() && !lostQuery && query.appliesPositionTo(mapped);
        DatasetJudge ownJudge = isOfTypeSent && judgeOfAnyType != null ? judgeOfAnyType : judge;
        DatasetJudge.Judgement judged = ownJudge.judge(record, mapped.footprint(), positionApplied, query.timeSlackD());
        if (observer != null) {
            observer.row(cells, mapped, judged.ruling());
        }
        switch (judged.ruling()) {
            case KEEP -> {
                if (isOfTypeSent && typesApplied.size() == 1) {
                    record = typed(record, typesApplied.iterator().next());
                }
                record = record.withOverlap(judged.overlap()).withMatches(judged.matches());
                sink.accept(record, bytesOf(record, rowMapper.heldTextBytes() - textsBefore));
                records++;
                if (AccessUrl.isOdd(record.text(ObsCoreColumn.access_url))) {
                    oddUrls++;
                }
            }
            case FILTERED -> filtered++;
            case UNKNOWN -> unknown++;
            case UNDECIDED -> {}
        }
        if (targets != null) {
            note(judged, record, targets);
        }
    }

    private void note(DatasetJudge.Judgement judged, ObsCoreRecord record, TargetRegion asked) {
        undecided |= judged.undecided();
        bare |= judged.bare();
        TargetMatches matches = judged.matches();
        for (int i = 0; judged.undecided() && matches != null && i < matches.size(); i++) {
            if (asked.set().contains(matches.number(i))) {
                matchingBare.add(matches.number(i));
            }
        }
        nearby = nearby || judged.ruling() != DatasetJudge.Ruling.FILTERED || isNear(record, asked);
    }

    private static boolean isNear(ObsCoreRecord record, TargetRegion asked) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        return !Double.isFinite(raDeg)
                || !(Math.abs(decDeg) <= 90)
                || asked.overlapping(SkyCircle.ofDegrees(raDeg, decDeg, NEAR_DEG)).length > 0;
    }

    private ObsCoreRecord typed(ObsCoreRecord record, String type) {
        RecordLayout layout = typedLayout;
        if (layout == null) {
            layout = record.layout().with(ObsCoreColumn.dataproduct_type);
            typedLayout = layout;
        }
        return record.with(layout, ObsCoreColumn.dataproduct_type, type);
    }

    private long bytesOf(ObsCoreRecord record, long textBytes) {
        String region = record.text(ObsCoreColumn.s_region);
        // a region equal to the one before is the same object (RegionCell)
        long regionBytes = region == null || region.equals(lastRegion) ? 0 : TextPool.bytesOf(region);
        lastRegion = region;
        TargetMatches matches = record.matches();
        long matchBytes = matches == null ? 0 : matches.bytes();
        return record.layout().recordBytes() + textBytes + regionBytes + matchBytes;
    }

    long records() {
        return records;
    }

    /** A sample of all rows, whether they match or not. */
    RowSample sample() {
        noteForeignColumns();
        return sample;
    }

    private void noteForeignColumns() {
        for (ObsCoreColumn column : RowSample.SPLIT_BY) {
            if (fields != null && !ObsCoreMapper.isAsWritten(fields, column)) {
                sample.foreign(column);
            }
        }
    }

    long filtered() {
        return filtered;
    }

    long unknown() {
        return unknown;
    }

    /** Whether a record may match more of the targets asked for, on the word of the service: ask for each of them alone. */
    boolean isUndecided() {
        return undecided;
    }

    /** The targets asked for that match, by their geometry, records of which this is so. */
    SortedSet<Integer> matchingBare() {
        return matchingBare;
    }

    /** Whether a record that was kept has no extent. */
    boolean hasBare() {
        return bare;
    }

    /** Whether any row is at a target or less than {@value #NEAR_DEG} degrees away, or nowhere. */
    boolean hasNearby() {
        return nearby;
    }

    long oddUrls() {
        return oddUrls;
    }

    long badCells() {
        return (mapper == null ? 0 : mapper.badCells())
                + earlierMappers.stream().mapToLong(RowMapper::badCells).sum();
    }

    int extraColumns() {
        return mapper == null ? 0 : mapper.extraColumns();
    }
}
