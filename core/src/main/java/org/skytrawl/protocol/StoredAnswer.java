package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.protocol.mapping.AccessUrl;
import org.skytrawl.protocol.mapping.TextPool;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;
import org.skytrawl.votable.StopReadingException;

/**
 * Judges rows of a service that were kept, as if it had given them for a query, and passes on those that match. No service has
 * tested the region, so no word of it counts. What the query would not have asked for is left out, so that the result is that of
 * the query: rows without footprint far from the region. Thread-safe.
 */
public final class StoredAnswer {
    private static final double QUARTER_TURN_DEG = 90;

    private final ServiceQuery query;
    private final DatasetJudge judge;
    private final @Nullable TargetRegion targets;
    private final boolean hasPlace;
    private final double timeSlackD;
    private final double reachDeg;

    /** In these the query asks for rows without footprint; empty with a target list, and if it does not say. */
    private final List<SkyCircle> nearby = new ArrayList<>();

    private final AtomicLong filtered = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong badCells = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final TextPool texts = new TextPool();
    private final RecordDeduplicator kept;
    private long oddUrls;
    private volatile boolean full;

    /** @param sink gets the rows that match, one at a time */
    public StoredAnswer(ServiceQuery query, RecordSink sink) {
        Question question = query.constraints();
        this.query = query;
        this.judge = query.judge(question);
        this.targets = question.targets();
        this.kept = new RecordDeduplicator(sink);
        this.timeSlackD = query.timeSlackD();
        this.reachDeg = query.reachDeg();
        Region region = question.region();
        this.hasPlace = region != null;
        if (region != null && targets == null && asksNearby()) {
            region.enclosingCones().forEach(cone -> nearby.add(near(cone)));
        }
    }

    /** Rows without extent are wanted up to so far outside the region; 0 if none are. */
    public static double reachDeg(ServiceQuery query) {
        return query.inclusive() ? query.reachDeg() : 0;
    }

    /** Whether the query asks for rows without footprint near the region only. */
    private boolean asksNearby() {
        return reachDeg > 0;
    }

    private SkyCircle near(Cone cone) {
        double widenedDeg = Math.min(Math.max(QUARTER_TURN_DEG, cone.radiusDeg()), cone.radiusDeg() + reachDeg);
        return SkyCircle.ofDegrees(cone.raDeg(), cone.decDeg(), widenedDeg);
    }

    /** How a row is judged in the end. */
    private record Judged(
            DatasetJudge.Ruling ruling,
            @Nullable Overlap overlap,
            @Nullable TargetMatches matches) {
        private static final Judged UNKNOWN = new Judged(DatasetJudge.Ruling.UNKNOWN, null, null);
        /** No service would send it, or it would not be kept with inclusive either. */
        private static final Judged FILTERED = new Judged(DatasetJudge.Ruling.FILTERED, null, null);
    }

    /** Judges a row. */
    public void add(ObsCoreRecord row) {
        String region = row.text(ObsCoreColumn.s_region);
        SkyShape footprint = null;
        ObsCoreRecord record = row;
        if (hasPlace && region != null) {
            try {
                footprint = StcS.parse(region);
            } catch (ShapeFormatException e) {
                // as in an answer: an unreadable region is none
                record = without(row);
                badCells.incrementAndGet();
            }
        }
        Judged judged = judge(record, footprint, region != null);
        switch (judged.ruling) {
            case KEEP -> keep(record, judged);
            case FILTERED -> filtered.incrementAndGet();
            case UNKNOWN, UNDECIDED -> unknown.incrementAndGet();
        }
    }

    private static ObsCoreRecord without(ObsCoreRecord row) {
        RecordLayout layout = row.layout();
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        for (ObsCoreColumn column : layout.columns()) {
            int slot = layout.slot(column);
            if (!column.isText()) {
                numbers[slot] = row.number(column);
            } else if (column != ObsCoreColumn.s_region) {
                texts[slot] = row.text(column);
            }
        }
        return new ObsCoreRecord(layout, numbers, texts);
    }

    private Judged judge(ObsCoreRecord record, @Nullable SkyShape footprint, boolean hasRegion) {
        DatasetJudge.Judgement first = judge.judge(record, footprint, false, timeSlackD);
        if (!hasPlace || first.ruling() == DatasetJudge.Ruling.FILTERED) {
            return new Judged(first.ruling(), first.overlap(), null);
        }
        SkyPoint centre = hasRegion ? null : centre(record);
        if (targets != null) {
            // a row that comes for one target counts for all that it overlaps
            TargetMatches near = hasRegion || centre == null ? null : near(centre, targets);
            boolean comes = hasRegion || !asksNearby() || near != null;
            TargetMatches matches = TargetMatches.union(
                    comes ? tested(first.matches()) : null, first.bare() && query.inclusive() ? near : null);
            if (matches == null) {
                return !query.inclusive() && comes ? Judged.UNKNOWN : Judged.FILTERED;
            }
            return new Judged(DatasetJudge.Ruling.KEEP, matches.strongest(), matches);
        }
        boolean isOut = first.overlap() == Overlap.UNKNOWN || (asksNearby() && !hasRegion);
        boolean isIn = asksNearby() && centre != null && isNear(centre);
        return isOut && !isIn ? Judged.FILTERED : new Judged(first.ruling(), first.overlap(), null);
    }

    private static @Nullable TargetMatches tested(@Nullable TargetMatches all) {
        TargetMatches.Builder tested = new TargetMatches.Builder();
        for (int i = 0; all != null && i < all.size(); i++) {
            if (all.overlap(i) == Overlap.TESTED) {
                tested.add(all.number(i), Overlap.TESTED);
            }
        }
        return tested.build();
    }

    /** The targets for which the query asks for a row without footprint; null if there are none. */
    private @Nullable TargetMatches near(SkyPoint centre, TargetRegion asked) {
        TargetMatches.Builder near = new TargetMatches.Builder();
        if (asksNearby()) {
            for (int target : asked.overlapping(new SkyCircle(centre, reachDeg))) {
                if (near(asked.list().target(target).cone()).contains(centre)) {
                    near.add(target, Overlap.UNKNOWN);
                }
            }
        }
        return near.build();
    }

    private boolean isNear(SkyPoint centre) {
        return nearby.stream().anyMatch(circle -> circle.contains(centre));
    }

    private static @Nullable SkyPoint centre(ObsCoreRecord record) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        return Double.isFinite(raDeg) && Math.abs(decDeg) <= QUARTER_TURN_DEG
                ? SkyPoint.ofDegrees(raDeg, decDeg)
                : null;
    }

    private void keep(ObsCoreRecord record, Judged judged) {
        lock.lock();
        try {
            if (full) {
                return;
            }
            long heldBefore = texts.heldBytes();
            ObsCoreRecord pooled = pooled(record).withOverlap(judged.overlap).withMatches(judged.matches);
            TargetMatches matches = judged.matches;
            long bytes = pooled.layout().recordBytes()
                    + (texts.heldBytes() - heldBefore)
                    + (matches == null ? 0 : matches.bytes());
            kept.accept(pooled, bytes);
            if (AccessUrl.isOdd(pooled.text(ObsCoreColumn.access_url))) {
                oddUrls++;
            }
        } catch (StopReadingException e) {
            full = true;
        } finally {
            lock.unlock();
        }
    }

    /** The record with texts that other records have too. */
    private ObsCoreRecord pooled(ObsCoreRecord record) {
        RecordLayout layout = record.layout();
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] same = new @Nullable String[layout.texts()];
        for (ObsCoreColumn column : layout.columns()) {
            int slot = layout.slot(column);
            if (column.isText()) {
                String text = record.text(column);
                same[slot] = text == null ? null : texts.pooled(text);
            } else {
                numbers[slot] = record.number(column);
            }
        }
        return new ObsCoreRecord(layout, numbers, same);
    }

    /** Whether no more rows are accepted. */
    public boolean isFull() {
        return full;
    }

    /** Counts of the rows so far. */
    public QueryFacts.Rows rows() {
        lock.lock();
        try {
            return new QueryFacts.Rows(kept.records(), filtered.get(), unknown.get(), kept.repeated());
        } finally {
            lock.unlock();
        }
    }

    /** What was odd in the rows so far. */
    public QueryFacts.Oddities oddities() {
        lock.lock();
        try {
            return new QueryFacts.Oddities(badCells.get(), 0, oddUrls, 0);
        } finally {
            lock.unlock();
        }
    }
}
