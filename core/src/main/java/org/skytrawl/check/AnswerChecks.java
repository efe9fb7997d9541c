package org.skytrawl.check;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchException;
import org.skytrawl.protocol.QueryProbe;
import org.skytrawl.protocol.TableFetch;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.votable.QueryStatus.Word;
import org.skytrawl.votable.ReadReport;

/** The checks of one answer: transport, document, status, limits, columns and rows. */
final class AnswerChecks {
    private static final double SLOW_S = 5;
    private static final List<String> VOTABLE_TYPES =
            List.of("application/x-votable+xml", "text/xml", "application/xml");

    private final CheckedProtocol protocol;
    private final Findings findings;
    private final ColumnChecks columns;

    /** Of the plain question; null until it is answered. */
    private @Nullable Long plainRows;

    AnswerChecks(CheckedProtocol protocol, Findings findings) {
        this.protocol = protocol;
        this.findings = findings;
        this.columns = new ColumnChecks(protocol, findings);
    }

    /**
     * Checks an answer.
     *
     * @param maxRec the MAXREC sent, or null
     * @param isJudged whether rows that do not match are the service's fault
     * @param simplerFollows whether the service has refused this form of the question, and another is tried
     */
    void check(
            Asked asked,
            QueryProbe.Answer answer,
            AnswerTally tally,
            @Nullable Long maxRec,
            int attempts,
            boolean isJudged,
            boolean simplerFollows) {
        transport(asked, tally, attempts);
        TableFetch.Reading reading = answer.reading();
        if (answer.outcome() instanceof ServiceOutcome.TimedOut late) {
            findings.add(FindingCode.TIMED_OUT, asked, "no complete answer in time: " + late.reason());
        }
        FetchException failure = reading.failure();
        if (failure != null) {
            failure(asked, failure, tally, simplerFollows);
        }
        ReadReport report = reading.report();
        boolean isWhole = failure == null && reading.stop() == null;
        if (report == null) {
            return;
        }
        document(asked, report, tally, reading);
        if (asked.inquiry() == Inquiry.WRONG) {
            if (isWhole) {
                String said = "the status is " + report.status().word() + " with " + counted(tally.rows(), "row");
                findings.add(FindingCode.WRONG_ACCEPTED, asked, "a wrong value was accepted: " + said);
            }
            return;
        }
        if (maxRec != null && tally.rows() > maxRec) {
            String message = counted(tally.rows(), "row") + " for MAXREC=" + maxRec;
            findings.add(FindingCode.MAXREC_IGNORED, asked, null, message, tally.rows() - maxRec, null);
        }
        if (isWhole) {
            status(asked, report, reading.full() != null);
            if (maxRec != null) {
                limits(asked, report, tally.rows(), maxRec);
            }
        }
        // SSA services may omit constant columns, which are PARAMs, where there are no rows
        boolean hasAllColumns = protocol != CheckedProtocol.SSA || tally.rows() > 0;
        if (!tally.tables().isEmpty() && hasAllColumns) {
            columns.check(asked, tally.tables().getLast(), tally.sources(), tally.position() != null);
        }
        rows(asked, tally, isJudged);
        if (asked.inquiry() == Inquiry.PLAIN && isWhole) {
            if (tally.rows() == 0) {
                findings.add(FindingCode.NO_ROWS, asked, "the plain question found no rows");
            }
            plainRows = Math.max(tally.rows(), plainRows == null ? 0 : plainRows);
        }
    }

    private void transport(Asked asked, AnswerTally tally, int attempts) {
        Double firstByteS = tally.firstByteS();
        if (firstByteS != null && firstByteS > SLOW_S) {
            String time = String.format(Locale.ROOT, "%.1f s", firstByteS);
            findings.add(FindingCode.SLOW_FIRST_BYTE, asked, "the first byte came after " + time);
        }
        if (attempts > 1) {
            findings.add(FindingCode.RETRIED, asked, "the service answered at attempt " + attempts);
        }
    }

    private void failure(Asked asked, FetchException failure, AnswerTally tally, boolean simplerFollows) {
        String message = String.valueOf(failure.getMessage());
        boolean isWrong = asked.inquiry() == Inquiry.WRONG;
        if (asked.inquiry() == Inquiry.ANY && !protocol.isDali() && isRefusal(failure)) {
            // SSA services may insist on a position
            return;
        }
        FindingCode refused = simplerFollows ? FindingCode.BEST_QUERY_REFUSED : FindingCode.REFUSED;
        FindingCode code = switch (failure.code()) {
            case UNKNOWN_HOST, CONNECTION_REFUSED, CONNECTION_FAILED, CONNECTION_RESET, TLS, PRIVATE_ADDRESS, BAD_URL ->
                FindingCode.NO_ANSWER;
            case TOO_MANY_REDIRECTS, BAD_REDIRECT -> FindingCode.BAD_REDIRECT;
            case SERVICE_ERROR -> isWrong ? null : refused;
            case HTTP_STATUS ->
                !isWrong
                        ? simplerFollows ? refused : FindingCode.HTTP_ERROR
                        : isPlainErrorText(tally) ? null : FindingCode.ERROR_WITHOUT_DOCUMENT;
            case EMPTY, NOT_VOTABLE -> isWrong ? FindingCode.ERROR_WITHOUT_DOCUMENT : FindingCode.NOT_VOTABLE;
            case TRUNCATED, MALFORMED, TOO_LARGE, FORBIDDEN_XML, REQUEST_LIMIT, TIME_LIMIT, NOT_HARVESTED, INTERNAL ->
                FindingCode.BROKEN_ANSWER;
        };
        if (code != null) {
            findings.add(code, asked, message);
        }
    }

    private static boolean isRefusal(FetchException failure) {
        return failure.code() == FailureCode.SERVICE_ERROR
                || Integer.valueOf(400).equals(failure.httpStatus());
    }

    /** DALI 1.1 section 4.2 allows error documents of plain text. */
    private boolean isPlainErrorText(AnswerTally tally) {
        return protocol.isDali() && mediaType(tally).equals("text/plain");
    }

    private static String mediaType(AnswerTally tally) {
        String type = tally.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private void document(Asked asked, ReadReport report, AnswerTally tally, TableFetch.Reading reading) {
        if (report.hasTable() && !VOTABLE_TYPES.contains(mediaType(tally))) {
            String type = tally.contentType();
            String message = type == null ? "there is no Content-Type" : "the Content-Type is another one";
            findings.add(
                    FindingCode.CONTENT_TYPE, asked, null, message, 1, type == null ? null : Findings.example(0, type));
        }
        if (tally.unannouncedCompressions() > 0) {
            findings.add(FindingCode.COMPRESSED_UNANNOUNCED, asked, "the header Content-Encoding is missing or wrong");
        }
        count(FindingCode.XML_REPAIRED, asked, report.repairedTexts(), "text was repaired", "texts were repaired");
        count(
                FindingCode.CHARACTERS_REPLACED,
                asked,
                report.replacedCharacters(),
                "character was replaced",
                "characters were replaced");
        count(
                FindingCode.ROW_WIDTH,
                asked,
                report.badRows(),
                "row has another number of cells than fields",
                "rows have another number of cells than fields");
        if (tally.tables().size() > 1) {
            int tables = tally.tables().size();
            findings.add(FindingCode.SEVERAL_TABLES, asked, "the rows are in " + tables + " tables");
        }
        if (reading.full() != null) {
            findings.add(FindingCode.NOT_READ_WHOLE, asked, "only the first " + tally.rows() + " rows were judged");
        }
    }

    private void count(FindingCode code, Asked asked, long count, String one, String several) {
        if (count > 0) {
            findings.add(code, asked, null, count + " " + (count == 1 ? one : several), count, null);
        }
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void status(Asked asked, ReadReport report, boolean isCutHere) {
        Word word = report.status().word();
        // a status may follow the rows
        if (word == Word.MISSING && !isCutHere) {
            String said = report.status().message();
            String message =
                    "there is no QUERY_STATUS" + (said.isEmpty() ? "" : " of the standard, but '" + said + "'");
            findings.add(FindingCode.STATUS_MISSING, asked, message);
        }
        // many SSA services say so that they have nothing, and clients know it
        if (!report.hasTable() && protocol != CheckedProtocol.SSA) {
            findings.add(FindingCode.TABLE_MISSING, asked, "the status is " + word + ", and there is no TABLE");
        }
        if (word == Word.OK && !report.warnings().isEmpty()) {
            findings.add(
                    FindingCode.TRUNCATED_WITH_OK, asked, "the status is OK, with the remark: " + report.warnings());
        }
    }

    private void limits(Asked asked, ReadReport report, long rows, long maxRec) {
        boolean saysOverflow = report.status().word() == Word.OVERFLOW;
        if (maxRec == 0) {
            if (!saysOverflow) {
                findings.add(
                        FindingCode.MAXREC_0_STATUS,
                        asked,
                        "the status is " + report.status().word() + ", not OVERFLOW");
            }
        } else if (rows == maxRec && !saysOverflow) {
            boolean isCut = asked.inquiry() == Inquiry.MAXREC_1 && plainRows != null && plainRows > 1;
            if (isCut) {
                findings.add(
                        FindingCode.OVERFLOW_SILENT,
                        asked,
                        "one row for MAXREC=1 with the status "
                                + report.status().word() + ", but the plain question found " + plainRows);
            } else if (asked.inquiry() == Inquiry.PLAIN) {
                findings.add(FindingCode.OVERFLOW_UNCLEAR, asked, counted(rows, "row") + " for MAXREC=" + maxRec);
            }
        } else if (rows < maxRec && saysOverflow) {
            findings.add(
                    FindingCode.OVERFLOW_EARLY,
                    asked,
                    "OVERFLOW after " + counted(rows, "row") + ", although MAXREC is " + maxRec);
        }
    }

    private void rows(Asked asked, AnswerTally tally, boolean isJudged) {
        tally.oddities().forEach((oddity, count) -> {
            boolean isOfObsCore = oddity.code() == FindingCode.TYPE_UNKNOWN;
            boolean isOwnRow = oddity.code() == FindingCode.ROW_NOT_ASKED && !isJudged;
            if (isOwnRow || (isOfObsCore && !protocol.isDali())) {
                return;
            }
            findings.add(
                    oddity.code(),
                    asked,
                    oddity.column(),
                    sentence(oddity, count.count(), tally.rows()),
                    count.count(),
                    count.example());
        });
    }

    private static String sentence(AnswerTally.Oddity oddity, long count, long rows) {
        String column = oddity.column();
        BadCells.Reason reason = oddity.reason();
        if (reason == null) {
            return switch (oddity.code()) {
                case ROW_NOT_ASKED -> count + " of " + counted(rows, "row") + " not as asked for";
                case URL_MISSING -> column + " is empty";
                case URL_ODD -> column + " is not one http, https or ftp URL";
                case URL_ESCAPED_TWICE -> column + " contains &amp;amp; in the XML";
                case TYPE_UNKNOWN -> column + " is none of the words of the standard";
                case ENDS_SWAPPED -> "the ends of the interval that begins with " + column + " are swapped";
                default -> String.valueOf(column);
            };
        }
        return switch (reason) {
            case DATATYPE -> "cells of " + column + " do not fit its datatype";
            case NOT_A_NUMBER -> "cells of " + column + " are no numbers";
            case UNIT -> "numbers of " + column + " are in a unit that is not known here";
            case RANGE -> "numbers of " + column + " are outside of what it can have";
            case NULL_WORD -> "a word in " + column + " stands for an empty cell";
            case TOO_LONG -> "texts of " + column + " are longer than any in use";
            case NOT_A_URI -> "cells of " + column + " are no URIs";
            case PASSWORD -> "URLs of " + column + " have a user name or password";
            case REGION -> "regions of " + column + " cannot be read";
            case FRAME -> "positions of " + column + " are in a frame that is not known here";
            case WCS -> "the WCS that begins with " + column + " lies elsewhere than the position of the image";
        };
    }
}
