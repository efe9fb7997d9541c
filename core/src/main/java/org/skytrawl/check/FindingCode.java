package org.skytrawl.check;

import static org.skytrawl.check.Severity.ERROR;
import static org.skytrawl.check.Severity.NOTE;
import static org.skytrawl.check.Severity.WARNING;

/** The kinds of findings: the one table of them. Names are stable; programs may depend on them. */
public enum FindingCode {
    NO_ANSWER(ERROR, "", "The service cannot be reached."),
    TIMED_OUT(ERROR, "", "No complete answer within the time limit."),
    SLOW_FIRST_BYTE(WARNING, "", "The first byte of an answer takes longer than 5 s: clients give up."),
    RETRIED(NOTE, "", "The service answered only the second attempt: it was busy or reset the connection."),
    BAD_REDIRECT(ERROR, "DALI 1.1 section 4.3", "", "", "A redirect leads nowhere or loses the query."),
    HTTP_ERROR(
            ERROR,
            "DALI 1.1 section 4.1",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 8.10",
            "A valid question gets an HTTP error without an error document."),
    REFUSED(
            ERROR,
            "DALI 1.1 section 4.1",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 8.10",
            "A valid question is refused in every form."),
    BEST_QUERY_REFUSED(
            WARNING,
            "DALI 1.1 section 4.1",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.1",
            "The best form of a question is refused; a simpler form is accepted, and finds less or more than was asked."),
    NOT_VOTABLE(
            ERROR,
            "DALI 1.1 section 4.4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "The answer is not a VOTable."),
    BROKEN_ANSWER(
            ERROR, "VOTable 1.4 section 3", "The answer cannot be read to its end: cut off, malformed or not allowed."),
    CONTENT_TYPE(
            WARNING,
            "DALI 1.1 section 4.1",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "The HTTP header Content-Type does not announce a VOTable."),
    COMPRESSED_UNANNOUNCED(
            ERROR,
            "RFC 9110 section 8.4",
            "The answer is compressed, and the HTTP header Content-Encoding does not say so: most clients cannot read it."),
    XML_REPAIRED(ERROR, "XML 1.0 section 2.4", "Texts are not well-formed XML: most parsers end there."),
    CHARACTERS_REPLACED(
            ERROR,
            "XML 1.0 section 2.2",
            "Bytes do not fit the declared encoding, or characters are not allowed in XML."),
    STATUS_MISSING(
            ERROR,
            "DALI 1.1 section 4.4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "There is no INFO with the name QUERY_STATUS."),
    TABLE_MISSING(ERROR, "DALI 1.1 section 4.4", "SIA 1.0 section 4.2", "", "A successful answer has no TABLE."),
    SEVERAL_TABLES(
            WARNING,
            "DALI 1.1 section 4.4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "The result is spread over several tables: many clients read the first one only."),
    TRUNCATED_WITH_OK(
            WARNING,
            "DALI 1.1 section 4.4.1",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 8.10",
            "The status is OK, but a remark says that the result is truncated, or warns."),
    MAXREC_IGNORED(
            ERROR, "DALI 1.1 section 3.4.4", "", "SSA 1.1 section 4.1", "The answer has more rows than MAXREC allows."),
    MAXREC_0_STATUS(
            WARNING, "DALI 1.1 section 3.4.4", "", "", "The answer to MAXREC=0 does not have the status OVERFLOW."),
    OVERFLOW_SILENT(
            ERROR,
            "DALI 1.1 section 4.4.1",
            "",
            "SSA 1.1 section 8.10",
            "The answer is cut at MAXREC, and its status is not OVERFLOW: clients take it for the whole result."),
    OVERFLOW_UNCLEAR(
            WARNING,
            "DALI 1.1 section 4.4.1",
            "",
            "SSA 1.1 section 8.10",
            "The answer has as many rows as MAXREC allows, and its status is not OVERFLOW: it may be cut."),
    OVERFLOW_EARLY(
            NOTE,
            "DALI 1.1 section 3.4.4",
            "",
            "SSA 1.1 section 4.1",
            "The service cuts answers at a limit of its own, lower than MAXREC."),
    ERROR_WITHOUT_DOCUMENT(
            ERROR,
            "DALI 1.1 section 4.2",
            "SIA 1.0 section 4.3",
            "SSA 1.1 section 8.10",
            "A wrong question gets no error document."),
    WRONG_ACCEPTED(
            WARNING,
            "DALI 1.1 section 4.2",
            "SIA 1.0 section 4.3",
            "SSA 1.1 section 8.10",
            "A wrong value is answered as if nothing were wrong: users do not learn of their mistake."),
    ROW_NOT_ASKED(
            ERROR,
            "DALI 1.1 section 4.1",
            "SIA 1.0 section 4.1",
            "SSA 1.1 section 4.1",
            "Rows do not match the question: they lie outside the circle or the time."),
    ROW_WIDTH(ERROR, "VOTable 1.4 section 5.1", "Rows have more or fewer cells than the table has fields."),
    COLUMN_MISSING(
            ERROR,
            "ObsCore 1.1 section 4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "A mandatory column is missing."),
    COLUMN_NAME(
            WARNING,
            "ObsCore 1.1 section 4",
            "",
            "",
            "A column does not have the name of the standard: other case, or by utype only."),
    DATATYPE(
            ERROR,
            "ObsCore 1.1 section 4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "A column of numbers has another datatype."),
    UNIT_UNKNOWN(
            ERROR,
            "ObsCore 1.1 section 4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "The unit of a column is not known, or of another quantity: its numbers are lost."),
    UNIT_OTHER(
            ERROR,
            "ObsCore 1.1 section 4",
            "",
            "",
            "A column has another unit than the standard: queries that compare it fail silently."),
    UNIT_MISSING(WARNING, "ObsCore 1.1 section 4", "", "", "A column does not declare its unit."),
    UCD_MISSING(WARNING, "ObsCore 1.1 appendix C", "", "", "A column does not declare its UCD."),
    UCD_OTHER(WARNING, "ObsCore 1.1 appendix C", "", "", "A column has another UCD than the standard."),
    UTYPE_MISSING(NOTE, "ObsCore 1.1 appendix C", "", "", "A column does not declare its utype."),
    UTYPE_OTHER(
            WARNING,
            "ObsCore 1.1 appendix C",
            "",
            "SSA 1.1 section 4.2",
            "A column has another utype than the standard."),
    CELL_DATATYPE(ERROR, "VOTable 1.4 section 5.1", "Cells do not fit the datatype of their column."),
    CELL_UNREADABLE(
            ERROR,
            "ObsCore 1.1 section 4",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "Cells are not what their column holds: no number, time, region or identifier."),
    CELL_OUT_OF_RANGE(
            ERROR,
            "VOTable 1.4 section 4.7",
            "Numbers are outside what the column can have. An unknown value is an empty cell, not a fill value."),
    CELL_NULL_WORD(WARNING, "VOTable 1.4 section 4.7", "Words such as NULL or N/A stand for empty cells."),
    CELL_PASSWORD(ERROR, "", "URLs contain a user name or password."),
    TYPE_UNKNOWN(
            WARNING,
            "ObsCore 1.1 section 4.1",
            "",
            "",
            "dataproduct_type is none of the words of the standard in lower case."),
    ENDS_SWAPPED(
            ERROR,
            "ObsCore 1.1 section 4",
            "",
            "SSA 1.1 section 4.2",
            "The lower end of an interval is above the upper end."),
    URL_ODD(
            ERROR,
            "ObsCore 1.1 section 4.6",
            "SIA 1.0 section 4.2",
            "SSA 1.1 section 4.2",
            "An access URL is not one http, https or ftp URL."),
    URL_ESCAPED_TWICE(
            WARNING,
            "XML 1.0 section 2.4",
            "Access URLs contain &amp; after the XML is decoded: they were escaped twice."),
    URL_MISSING(
            NOTE, "ObsCore 1.1 section 4.6", "SIA 1.0 section 4.2", "SSA 1.1 section 4.2", "Rows have no access URL."),
    NO_ROWS(
            NOTE,
            "",
            "The plain question found nothing, so columns and cells could not be judged. Give a --cone with data."),
    NOT_READ_WHOLE(NOTE, "", "The answer is long; only its first rows were judged.");

    private final Severity severity;
    private final String clause;
    private final String sia1Clause;
    private final String ssaClause;
    private final String meaning;

    FindingCode(Severity severity, String clause, String meaning) {
        this(severity, clause, clause, clause, meaning);
    }

    /**
     * SIA1 and SSA are older than DALI and ObsCore.
     *
     * @param sia1Clause empty if SIA1 does not have this
     * @param ssaClause empty if SSA does not have this
     */
    FindingCode(Severity severity, String clause, String sia1Clause, String ssaClause, String meaning) {
        this.severity = severity;
        this.clause = clause;
        this.sia1Clause = sia1Clause;
        this.ssaClause = ssaClause;
        this.meaning = meaning;
    }

    public Severity severity() {
        return severity;
    }

    /** The clause of the standard; empty if no standard says it. */
    String clause(CheckedProtocol protocol) {
        return switch (protocol) {
            case SIA1 -> sia1Clause;
            case SSA -> ssaClause;
            case SIA2, OBSTAP -> clause;
        };
    }

    /** One or two sentences, for documents. */
    public String meaning() {
        return meaning;
    }
}
