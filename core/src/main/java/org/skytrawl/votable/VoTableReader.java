package org.skytrawl.votable;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.BinaryContent;
import org.skytrawl.model.PageText;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.QueryStatus.Word;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads one answer, a VOTable of any version (1.0 to 1.5) in TABLEDATA, BINARY or BINARY2, row by row as it arrives.
 *
 * <p>It fetches nothing, refuses declarations in a DOCTYPE, and limits memory: a row has at most 16 million characters, a cell
 * or tag at most 4 million. The stream must limit the number of bytes. One object reads one answer. Not thread-safe.
 */
public final class VoTableReader {
    private static final int SHOWN = 80;

    private @Nullable ReadReport report;
    private boolean used;

    /**
     * Reads the answer to the end of its root element. A failure of the document is part of the report; the rows before it
     * are delivered. An exception of stream or sink is thrown as the same instance, after all complete rows are delivered
     * (unless the sink threw it); {@link #report()} then has the counts.
     *
     * @param in the decompressed answer; it is not closed
     * @param sink not called after the end of this method
     * @throws IllegalStateException if this reader was used before
     */
    public ReadReport read(InputStream in, RowSink sink) throws IOException, StopReadingException {
        return read(in, null, sink);
    }

    /**
     * As {@link #read(InputStream, RowSink)}.
     *
     * @param charset the encoding by the HTTP header, for a document that declares none; or null
     */
    public ReadReport read(InputStream in, @Nullable String charset, RowSink sink)
            throws IOException, StopReadingException {
        if (used) {
            throw new IllegalStateException("a VoTableReader reads one answer only");
        }
        used = true;
        XmlText text = new XmlText(in, XmlProlog.VOTABLE, charset);
        TableChoice tables = new TableChoice(sink);
        VoTableHandler handler = new VoTableHandler(text, tables);
        @Nullable Exception fault = null;
        try {
            fault = parse(text, handler);
        } finally {
            @Nullable Exception late = close(tables);
            fault = fault == null ? late : fault;
            report = report(text, tables, handler, fault);
        }
        rethrow(tables.sinkFailure());
        rethrow(text.streamFailure());
        if (fault instanceof SAXException && fault.getCause() instanceof IOException interruption) {
            throw interruption;
        }
        return report;
    }

    /**
     * The result so far.
     *
     * @throws IllegalStateException before the end of {@link #read}
     */
    public ReadReport report() {
        ReadReport known = report;
        if (known == null) {
            throw new IllegalStateException("nothing was read yet");
        }
        return known;
    }

    private static @Nullable Exception parse(XmlText text, VoTableHandler handler) {
        try {
            SafeXml.parse(new InputSource(text), handler, text::isShort);
            return null;
        } catch (VoTableHandler.RootEnded e) {
            return null;
        } catch (SAXException | IOException | RuntimeException e) {
            return e;
        }
    }

    private static @Nullable Exception close(TableChoice tables) {
        try {
            tables.close();
            return null;
        } catch (SAXException | RuntimeException e) {
            return e;
        }
    }

    private static void rethrow(@Nullable Throwable thrown) throws IOException, StopReadingException {
        switch (thrown) {
            case null -> {}
            case IOException e -> throw e;
            case StopReadingException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }

    private static ReadReport report(
            XmlText text, TableChoice tables, VoTableHandler handler, @Nullable Exception fault) {
        long rows = tables.rows();
        QueryStatus status = handler.status().status(rows);
        ReadFailure failure = tables.failure();
        if (failure == null && fault != null) {
            failure = failure(fault, text, handler);
        }
        if (failure == null && status.word() == Word.ERROR) {
            String message = status.message();
            failure = new ReadFailure(
                    FailureCode.SERVICE_ERROR,
                    message.isBlank() ? "The service reports an error and does not say which" : message);
        }
        return new ReadReport(
                status,
                tables.hasTable(),
                rows,
                tables.badCells() + text.repair().pieces(),
                text.repair().pieces(),
                tables.badRows(),
                tables.extraTables(),
                handler.status().warnings(),
                text.repair().replaced(),
                failure);
    }

    private static ReadFailure failure(Exception fault, XmlText text, VoTableHandler handler) {
        if (fault instanceof ReadAbort abort) {
            ReadFailure own = abort.failure();
            return own.code() == FailureCode.NOT_VOTABLE ? notVoTable(own.message(), text) : own;
        }
        String forbidden = text.forbidden();
        if (forbidden != null) {
            return new ReadFailure(FailureCode.FORBIDDEN_XML, forbidden);
        }
        if (text.markupTooLong()) {
            return new ReadFailure(FailureCode.MALFORMED, XmlText.MARKUP_TOO_LONG);
        }
        boolean cut = text.ended() || text.streamFailure() != null;
        if (!handler.rootSeen() && !(cut && looksLikeXml(text.head()))) {
            return text.head().isEmpty() && text.streamFailure() == null
                    ? new ReadFailure(FailureCode.EMPTY, "The answer is empty")
                    : notVoTable("The answer is not a VOTable", text);
        }
        String message = String.valueOf(fault.getMessage());
        String where = fault instanceof SAXParseException at
                ? " (line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ")"
                : "";
        return cut
                ? new ReadFailure(FailureCode.TRUNCATED, "The answer breaks off" + where)
                : ReadFailure.of(FailureCode.MALFORMED, message + where);
    }

    private static boolean looksLikeXml(CharSequence head) {
        return head.toString().startsWith("<?xml") || head.toString().startsWith("<VOTABLE");
    }

    private static ReadFailure notVoTable(String message, XmlText text) {
        String binary = BinaryContent.describe(text.firstBytes());
        if (binary != null) {
            return new ReadFailure(FailureCode.NOT_VOTABLE, "The answer is " + binary);
        }
        String head = text.head().toString().replace("\uFFFF", "").replace("\uFFFD", "");
        String title = PageText.title(head);
        return ReadFailure.of(
                FailureCode.NOT_VOTABLE,
                title == null
                        ? message + ": " + PlainText.of(head, SHOWN)
                        : "The answer is a web page, not a VOTable: '" + PlainText.of(title, SHOWN) + "'");
    }
}
