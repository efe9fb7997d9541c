package org.skytrawl.download;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.FetchException;
import org.skytrawl.votable.QueryStatus;
import org.skytrawl.votable.ReadFailure;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Reads a links document: the table of a {@code {links}} resource (DataLink 1.1 section 3.2). */
final class LinksReader implements RowSink {
    private static final int MOST_ROWS = 10_000;
    private static final int SHOWN = 200;

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Link> found = new ArrayList<>();
    private final TreeSet<String> otherSemantics = new TreeSet<>();
    private int services;
    private int others;
    private int rows;
    private @Nullable FileException error;
    private @Nullable FileException otherError;

    /** @param bytes the size; -1 if unknown */
    record Link(String url, @Nullable String contentType, long bytes) {}

    /**
     * The rows for the dataset itself.
     *
     * @param services number of rows left out because their service needs parameters
     * @param error the error in place of a further link, or null
     */
    record Links(List<Link> links, int services, @Nullable FileException error) {}

    private LinksReader() {}

    /** Reads the links to the dataset itself, at least one; else fails with the document's own error. */
    static Links read(InputStream in, String host) throws FileException, FetchException, IOException {
        LinksReader sink = new LinksReader();
        ReadReport report;
        try {
            report = new VoTableReader().read(in, sink);
        } catch (StopReadingException e) {
            throw new FileException(FileCode.TOO_MANY_LINKS, String.valueOf(e.getMessage()));
        }
        ReadFailure failure = report.failure();
        if (failure != null) {
            throw new FetchException(
                    failure.code(), "the links document of " + host + ": " + failure.message(), null, null);
        }
        FileException error = sink.error;
        if (sink.found.isEmpty()) {
            throw error != null ? error : sink.otherError != null ? sink.otherError : sink.nothing();
        }
        if (error == null && report.status().word() == QueryStatus.Word.OVERFLOW) {
            error = new FileException(FileCode.LINK_ERROR, "the links document says that it is cut off (OVERFLOW)");
        }
        return new Links(List.copyOf(sink.found), sink.services, error);
    }

    /** The error message in a VOTable; empty if there is none. */
    static String errorOf(InputStream document) {
        try {
            QueryStatus status =
                    new VoTableReader().read(document, new LinksReader()).status();
            return status.word() == QueryStatus.Word.ERROR ? status.message() : "";
        } catch (IOException | StopReadingException e) {
            return "";
        }
    }

    @Override
    public void fields(List<TableField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (name != null) {
                columns.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), i);
            }
        }
    }

    @Override
    public void row(@Nullable Object[] cells) throws StopReadingException {
        if (++rows > MOST_ROWS) {
            throw new StopReadingException("the links document has more than " + MOST_ROWS + " rows");
        }
        String semantics = text(cells, "semantics");
        String message = text(cells, "error_message");
        String url = text(cells, "access_url");
        if (!isThis(semantics)) {
            others++;
            if (otherSemantics.size() < 20) {
                otherSemantics.add(PlainText.of(semantics, 40));
            }
            if (!message.isEmpty() && url.isEmpty()) {
                failOther(semantics, message);
            }
        } else if (!message.isEmpty()) {
            fail(FileCode.LINK_ERROR, message);
        } else if (!text(cells, "service_def").isEmpty()) {
            services++;
        } else if (text(cells, "link_authorized").equalsIgnoreCase("false")) {
            fail(FileCode.NEEDS_LOGIN, "the link requires a login");
        } else if (!url.isEmpty()) {
            String type = text(cells, "content_type");
            found.add(new Link(url, type.isEmpty() ? null : OutsideText.word(type), number(cells, "content_length")));
        }
    }

    private void fail(FileCode code, String message) {
        if (error == null) {
            error = new FileException(code, PlainText.of(message, SHOWN));
        }
    }

    /**
     * An error in a row such as a preview's does not matter if there is data. Without semantics it may be the data's.
     */
    private void failOther(String semantics, String message) {
        if (semantics.isEmpty()) {
            fail(FileCode.LINK_ERROR, message);
        } else if (otherError == null) {
            otherError = new FileException(FileCode.LINK_ERROR, PlainText.of(message, SHOWN));
        }
    }

    private FileException nothing() {
        String why = services > 0
                ? services + " row" + (services == 1 ? "" : "s")
                        + " for the data, but only by a service that needs parameters"
                : others == 0
                        ? "no row"
                        : others + " rows, none of them for the data: " + String.join(", ", otherSemantics);
        return new FileException(FileCode.NO_LINK, "the links document has " + why);
    }

    /** {@code #this} of the vocabulary http://www.ivoa.net/rdf/datalink/core, as a name or in full. */
    static boolean isThis(String semantics) {
        String term = semantics.strip().toLowerCase(Locale.ROOT);
        return term.equals("#this")
                || term.equals("this")
                || term.matches("https?://(www\\.)?ivoa\\.net/rdf/datalink/core#this");
    }

    private String text(@Nullable Object[] cells, String column) {
        Integer at = columns.get(column);
        Object value = at == null ? null : cells[at];
        return value == null ? "" : value.toString().strip();
    }

    private long number(@Nullable Object[] cells, String column) {
        Integer at = columns.get(column);
        if (at != null && cells[at] instanceof Number number) {
            return number.longValue();
        }
        String text = text(cells, column);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
