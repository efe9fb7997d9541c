package org.skytrawl.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.BinaryContent;
import org.skytrawl.model.PageText;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.BodyStoppedException;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.QueryStatus;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Reads the message of an answer with an HTTP status of 400 and above: services put it into a VOTable or a page. */
public final class ErrorBody {
    private static final int MOST_BYTES = 1 << 16;

    /** Limit of the text searched in a page, against hostile ones. */
    private static final int MOST_PAGE = 1 << 13;

    private static final int MOST_CHARS = 200;

    private ErrorBody() {}

    /**
     * Reads the start of the body.
     *
     * @throws StoppedException at a timeout or cancel
     */
    public static FetchException read(FetchAnswer answer) throws StoppedException {
        return failure(answer.status(), answer.charset(), start(answer.body()));
    }

    static FetchException failure(int httpStatus, @Nullable String charset, byte[] body) {
        String status = statusText(httpStatus);
        String message = serviceError(charset, body);
        if (message != null) {
            String reason = message.isEmpty() ? status : message + " (" + status + ")";
            return new FetchException(FailureCode.SERVICE_ERROR, reason, httpStatus, null);
        }
        String binary = BinaryContent.describe(body);
        String text = binary == null ? pageText(body) : binary;
        return new FetchException(
                FailureCode.HTTP_STATUS, text.isEmpty() ? status : status + ": " + text, httpStatus, null);
    }

    private static String pageText(byte[] body) {
        int length = Math.min(body.length, MOST_PAGE);
        String page = new String(body, 0, length, StandardCharsets.UTF_8);
        // the end of the part may cut a character
        int invalid = page.indexOf('\uFFFD');
        if (invalid >= 0 && invalid < page.length() - 1) {
            page = new String(body, 0, length, StandardCharsets.ISO_8859_1);
        }
        return PlainText.of(PageText.withoutTags(page.replace("\uFFFD", "")), MOST_CHARS);
    }

    private static byte[] start(InputStream body) throws StoppedException {
        byte[] bytes = new byte[MOST_BYTES];
        int length = 0;
        try {
            int more = 0;
            while (more >= 0 && length < bytes.length) {
                length += more;
                more = body.read(bytes, length, bytes.length - length);
            }
        } catch (BodyStoppedException e) {
            throw e.stop();
        } catch (IOException e) {
            // the status matters; a body cut off only says less about it
        }
        return Arrays.copyOf(bytes, length);
    }

    private static @Nullable String serviceError(@Nullable String charset, byte[] body) {
        // not found in UTF-16: the start of the page is then shown as text
        if (!new String(body, StandardCharsets.ISO_8859_1).contains("VOTABLE")) {
            return null;
        }
        try {
            QueryStatus status = new VoTableReader()
                    .read(new ByteArrayInputStream(body), charset, new NoRows())
                    .status();
            return status.word() == QueryStatus.Word.ERROR ? status.message() : null;
        } catch (IOException | StopReadingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As in RFC 9110 section 15: {@code HTTP 503 Service Unavailable}. */
    private static String statusText(int status) {
        String name = switch (status) {
            case 400 -> " Bad Request";
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 405 -> " Method Not Allowed";
            case 406 -> " Not Acceptable";
            case 408 -> " Request Timeout";
            case 410 -> " Gone";
            case 413 -> " Content Too Large";
            case 414 -> " URI Too Long";
            case 415 -> " Unsupported Media Type";
            case 422 -> " Unprocessable Content";
            case 429 -> " Too Many Requests";
            case 500 -> " Internal Server Error";
            case 501 -> " Not Implemented";
            case 502 -> " Bad Gateway";
            case 503 -> " Service Unavailable";
            case 504 -> " Gateway Timeout";
            default -> "";
        };
        return "HTTP " + status + name;
    }

    private record NoRows() implements RowSink {
        @Override
        public void fields(List<TableField> fields) {}

        @Override
        public void row(@Nullable Object[] cells) {}
    }
}
