package org.skytrawl.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.votable.QueryStatus;
import org.skytrawl.votable.ReadReport;

/** Turns the result of reading one answer into an outcome. */
final class AnswerOutcome {
    private AnswerOutcome() {}

    /** @param records the number of records kept */
    static ServiceOutcome of(TableFetch.Reading reading, long records, ServiceQuery query) {
        StoppedException stop = reading.stop();
        if (stop != null) {
            Phase phase = stop.phase();
            return stop.stopCause() == StopCause.TIMEOUT ? new TimedOut(phase) : new Cancelled(phase);
        }
        if (reading.full() != null) {
            return new Overflowed(reading.full());
        }
        FetchException failure = reading.failure();
        if (failure != null) {
            return trouble(failure.code(), failure.httpStatus(), String.valueOf(failure.getMessage()), records);
        }
        ReadReport report = Objects.requireNonNull(reading.report());
        if (!report.hasTable() && report.status().word() == QueryStatus.Word.MISSING) {
            // neither rows nor a status: not the same as an empty result
            String reason = "the answer is a VOTable without a table and without QUERY_STATUS";
            return trouble(FailureCode.MALFORMED, reading.httpStatus(), reason, records);
        }
        String overflow =
                Overflow.seen(report, query.maxRecSent(), query.service().maxRecords());
        return overflow == null ? new Answered() : new Overflowed(overflow);
    }

    static ServiceOutcome trouble(FailureCode code, @Nullable Integer status, String reason, long records) {
        return records > 0 ? new Incomplete(code, status, reason) : new Failed(code, status, reason);
    }
}
