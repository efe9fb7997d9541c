package org.skytrawl.protocol;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.BodyFailedException;
import org.skytrawl.net.BodyStoppedException;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.Retries;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.ReadFailure;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Sends one request, with retries, and streams the rows of the VOTable received. */
public final class TableFetch {
    private TableFetch() {}

    /**
     * The result. Rows delivered to the sink are valid in any case.
     *
     * @param httpStatus null if there was no answer
     * @param report null if nothing was read
     * @param failure why the answer is not whole, or null
     * @param stop the timeout or cancel that ended the reading, or null
     * @param full why no more records could be accepted, or null
     */
    public record Reading(
            @Nullable Integer httpStatus,
            @Nullable ReadReport report,
            @Nullable FetchException failure,
            @Nullable StoppedException stop,
            @Nullable String full) {}

    /** The headers of the answer have come. */
    @FunctionalInterface
    interface Begun {
        /** @param queryIsLost whether a redirect has lost the query */
        void answered(FetchAnswer answer, boolean queryIsLost);
    }

    /** Never throws for trouble with the service. Unchecked exceptions of the sink are thrown on. */
    public static Reading read(HttpFetcher fetcher, FetchRequest request, FetchContext context, RowSink sink) {
        return read(fetcher, request, context, sink, "", (answer, isLost) -> {});
    }

    /**
     * @param accessUrl what its parameters say, a redirect may say otherwise
     * @param begun called before the first row
     */
    static Reading read(
            HttpFetcher fetcher,
            FetchRequest request,
            FetchContext context,
            RowSink sink,
            String accessUrl,
            Begun begun) {
        try (FetchAnswer answer = Retries.fetch(fetcher, request, context)) {
            String lost = lostQuery(answer, request.url(), accessUrl);
            begun.answered(answer, lost != null);
            Reading reading = answer.status() >= 400
                    ? new Reading(answer.status(), null, ErrorBody.read(answer), null, null)
                    : table(answer, context, sink);
            if (lost == null) {
                return reading;
            }
            FetchException failure = reading.failure();
            FetchException more = failure == null
                    ? new FetchException(FailureCode.BAD_REDIRECT, lost, answer.status(), null)
                    : new FetchException(
                            failure.code(), failure.getMessage() + "; " + lost, failure.httpStatus(), failure);
            return new Reading(reading.httpStatus(), reading.report(), more, reading.stop(), reading.full());
        } catch (FetchException e) {
            return new Reading(e.httpStatus(), null, e, null, null);
        } catch (StoppedException e) {
            return new Reading(null, null, null, e, null);
        }
    }

    /** Says which redirect has lost parameters that the access URL does not have; null if none has. */
    private static @Nullable String lostQuery(FetchAnswer answer, String asked, String accessUrl) {
        if (answer.lostQuery() == null) {
            return null;
        }
        Set<String> own = QueryUrl.parameters(asked).keySet();
        own.removeAll(QueryUrl.parameters(accessUrl).keySet());
        return QueryUrl.parameters(answer.finalUrl()).keySet().containsAll(own) ? null : answer.lostQuery();
    }

    private static Reading table(FetchAnswer answer, FetchContext context, RowSink sink) {
        VoTableReader reader = new VoTableReader();
        int status = answer.status();
        try {
            ReadReport report = reader.read(answer.body(), answer.charset(), new Stoppable(sink, context));
            ReadFailure failure = report.failure() == null ? oddRows(report) : report.failure();
            return new Reading(
                    status,
                    report,
                    failure == null ? null : new FetchException(failure.code(), failure.message(), status, null),
                    null,
                    null);
        } catch (BodyStoppedException e) {
            return new Reading(status, reader.report(), null, e.stop(), null);
        } catch (BodyFailedException e) {
            return new Reading(status, reader.report(), e.failure(), null, null);
        } catch (RecordSink.NoMoreRecordsException e) {
            return new Reading(status, reader.report(), null, null, String.valueOf(e.getMessage()));
        } catch (StoppedBetweenRows e) {
            return new Reading(status, reader.report(), null, e.stop, null);
        } catch (StopReadingException | IOException e) {
            // only the sink throws these: it cannot use the table
            FetchException failure =
                    new FetchException(FailureCode.MALFORMED, String.valueOf(e.getMessage()), status, e);
            return new Reading(status, reader.report(), failure, null, null);
        }
    }

    /** Rows that mostly do not fit their fields are perhaps not what the fields say. */
    private static @Nullable ReadFailure oddRows(ReadReport report) {
        return 2 * report.badRows() <= report.rows()
                ? null
                : new ReadFailure(
                        FailureCode.MALFORMED,
                        report.badRows() + " rows have more or fewer cells than the table has fields");
    }

    /** Checks deadline and cancel before each row: bytes already received must not delay a stop. */
    private record Stoppable(RowSink sink, FetchContext context) implements RowSink {
        @Override
        public boolean readsAllTables() {
            return sink.readsAllTables();
        }

        @Override
        public boolean knows(List<TableField> fields) {
            return sink.knows(fields);
        }

        @Override
        public void fields(List<TableField> fields) throws IOException, StopReadingException {
            sink.fields(fields);
        }

        @Override
        public void badCell(int column, String written) {
            sink.badCell(column, written);
        }

        @Override
        public void row(@Nullable Object[] cells) throws IOException, StopReadingException {
            try {
                context.check();
            } catch (StoppedException e) {
                throw new StoppedBetweenRows(e);
            }
            sink.row(cells);
        }
    }

    private static final class StoppedBetweenRows extends StopReadingException {
        private static final long serialVersionUID = 1L;
        private final StoppedException stop;

        StoppedBetweenRows(StoppedException stop) {
            super(String.valueOf(stop.getMessage()));
            this.stop = stop;
        }
    }
}
