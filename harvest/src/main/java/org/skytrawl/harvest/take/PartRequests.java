package org.skytrawl.harvest.take;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.AcceptedQueryForms;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.QueryContext;
import org.skytrawl.protocol.QueryResult;
import org.skytrawl.protocol.RecordSink;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;

/** Asks a service that is no table for parts of time and sky. Used by one thread. */
final class PartRequests {
    /** Of a query that the service may not understand. */
    private static final int ATTEMPTS = 3;

    /** More rows than MAXREC allows are kept, if they are not many more. */
    private static final int ROOM = 2;

    private static final long SPARE_ROWS = 1_000;

    /** Services compare times with the middle or with one end of an observation. */
    private static final double SLACK_D = 1;

    private final ProtocolDescriptor protocol;
    private Service limited;
    private long most;
    private final QueryContext queries;
    private final Requests requests;

    PartRequests(Service service, ProtocolDescriptor protocol, TapTable.Session session) {
        this.protocol = protocol;
        Long declared = service.maxRecords();
        long wanted = session.options().pageRows();
        this.most = declared == null || declared <= 0 ? wanted : Math.min(wanted, declared);
        this.limited = service.withMaxRecords(most);
        this.queries = new QueryContext(
                session.tap().fetcher(),
                session.tap().maxBytes(),
                session.tap().privateAddressesAllowed(),
                false,
                1,
                new AcceptedQueryForms());
        this.requests = new Requests(service, session);
    }

    /**
     * The rows that have come.
     *
     * @param rows those of the part
     * @param all these and others, which are of other parts
     * @param sent what was asked for
     */
    record Answer(Asked asked, PageRows rows, List<ObsCoreRecord> all, SentConstraints sent) {
        boolean isCut() {
            return asked.overflow() != null;
        }

        /** The share of rows that are certainly of other places: the service should not have given them. */
        double shareOfOtherPlaces() {
            return shareOfOtherPlaces(all, sent);
        }

        /** The share of rows that are certainly of other times. */
        double shareOfOtherTimes() {
            return sent.mjd() == null ? 0 : share(all, new Question(null, null, sent.mjd(), Set.of()));
        }

        static double shareOfOtherPlaces(List<ObsCoreRecord> rows, SentConstraints sent) {
            return sent.region() == null ? 0 : share(rows, new Question(sent.region(), null, null, Set.of()));
        }

        private static double share(List<ObsCoreRecord> rows, Question asked) {
            DatasetJudge judge = new DatasetJudge(asked, true);
            long others = rows.stream()
                    .filter(row -> judge.judge(row, null, false, SLACK_D).ruling() == DatasetJudge.Ruling.FILTERED)
                    .count();
            return rows.isEmpty() ? 0 : (double) others / rows.size();
        }
    }

    /** @param told why an attempt failed, before the next one */
    void onTrouble(Consumer<String> told) {
        requests.onTrouble(told);
    }

    /** The service gives no more rows at once, and may not say so. */
    void limit(long rows) {
        most = Math.max(1, Math.min(most, rows));
        limited = limited.withMaxRecords(most);
    }

    /**
     * Asks for everything, or for a part to see whether the service takes notice of it.
     *
     * @return null if the service declares not to accept so large a circle
     */
    @Nullable
    Answer tryOut(Slice slice) throws RefusedException, StoppedException {
        return ask(slice, ATTEMPTS);
    }

    /** The same for a part like others that it has answered: what it refuses now is no fault of the query. */
    @Nullable
    Answer ask(Slice slice) throws RefusedException, StoppedException {
        return ask(slice, Integer.MAX_VALUE);
    }

    private @Nullable Answer ask(Slice slice, int attempts) throws RefusedException, StoppedException {
        SentConstraints sent = slice.sent();
        ServiceQuery query = protocol.part(limited, sent);
        if (query == null) {
            return null;
        }
        Instant start = Instant.now();
        Rows rows = new Rows(slice, ROOM * most + SPARE_ROWS);
        QueryResult result = requests.ask(attempts, rows, context -> whole(query.ask(queries, context, rows)));
        Asked asked = new Asked(
                result.facts().query(),
                cut(result.outcome(), rows.all.size()),
                result.facts().badRows(),
                rows.all.size() - rows.own.size() + result.facts().repeated(),
                result.facts().badCells(),
                result.outcome() instanceof Answered answered ? answered.warning() : "",
                start,
                result.facts().seconds());
        return new Answer(asked, rows.own, rows.all, sent);
    }

    private static @Nullable String cut(ServiceOutcome outcome, int rows) {
        return switch (outcome) {
            case Overflowed cut -> cut.reason();
            case Answered answered -> SilentCut.saysSo(answered.warning(), rows) ? answered.warning() : null;
            default -> null;
        };
    }

    private static QueryResult whole(QueryResult result) throws FetchException, StoppedException {
        return switch (result.outcome()) {
            case Answered it -> result;
            case Overflowed it -> result;
            case Failed it -> throw new FetchException(it.code(), it.reason(), it.httpStatus(), null);
            case Incomplete it -> throw new FetchException(it.code(), it.reason(), it.httpStatus(), null);
            case TimedOut it -> throw new StoppedException(StopCause.TIMEOUT, it.phase());
            case Cancelled it -> throw new StoppedException(StopCause.CANCELLED, it.phase());
            default -> throw new IllegalStateException("a query ended as " + result.outcome());
        };
    }

    /** Keeps the records, and those of the part by themselves. */
    private static final class Rows implements RecordSink, Requests.Restarting {
        private final Slice slice;
        private final PageRows own;
        private final long room;
        private final List<ObsCoreRecord> all = new ArrayList<>();
        private boolean full;

        Rows(Slice slice, long room) {
            this.slice = slice;
            this.own = new PageRows(room);
            this.room = room;
        }

        @Override
        public void restart() {
            own.restart();
            full = false;
            all.clear();
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void accept(ObsCoreRecord record, long bytes) throws NoMoreRecordsException {
            if (all.size() >= room) {
                full = true;
                throw new NoMoreRecordsException("more than " + room + " rows, although fewer were asked for");
            }
            all.add(record);
            if (slice.holds(record)) {
                own.add(record);
            }
        }
    }
}
