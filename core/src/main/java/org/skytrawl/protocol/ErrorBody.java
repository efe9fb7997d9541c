package org.skytrawl.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** What an answer with an HTTP status of 400 and above has to say: services put their own message into a VOTable. */
public final class ErrorBody {
    /** As much as is read of it: an error is short, and whatever else comes is of no use. */
    private static final int MOST_BYTES = 1 << 16;

    /** As much of a page as is searched for text: what a hostile one can cost is bounded by this. */
    private static final int MOST_PAGE = 1 << 13;

    private static final int MOST_CHARS = 200;

    private ErrorBody() {}

    /**
     * The failure that the answer is: reads a little of its body.
     *
     * @throws StoppedException if time or signal ended the reading
     */
    public static FetchException read(FetchAnswer answer) throws StoppedException {
        return failure(answer.status(), start(answer.body()));
    }

    static FetchException failure(int httpStatus, byte[] body) {
        String status = HttpStatusText.of(httpStatus);
        String said = serviceError(body);
        if (said != null) {
            String message = said.isEmpty() ? status : said + " (" + status + ")";
            return new FetchException(FailureCode.SERVICE_ERROR, message, httpStatus, null);
        }
        String text = PlainText.of(PageText.withoutTags(page(body)), MOST_CHARS);
        return new FetchException(
                FailureCode.HTTP_STATUS, text.isEmpty() ? status : status + ": " + text, httpStatus, null);
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
            // the status is the news; a body that breaks off just says less about it
            return Arrays.copyOf(bytes, length);
        }
        return Arrays.copyOf(bytes, length);
    }

    private static @Nullable String serviceError(byte[] body) {
        // looked for in bytes that may be UTF-16: then the page's start is shown as text instead
        if (!new String(body, StandardCharsets.ISO_8859_1).contains("VOTABLE")) {
            return null;
        }
        try {
            QueryStatus status = new VoTableReader()
                    .read(new ByteArrayInputStream(body), new NoRows())
                    .status();
            return status.word() == QueryStatus.Word.ERROR ? status.message() : null;
        } catch (IOException | StopReadingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String page(byte[] body) {
        return new String(body, 0, Math.min(body.length, MOST_PAGE), StandardCharsets.UTF_8);
    }

    private record NoRows() implements RowSink {
        @Override
        public void fields(List<TableField> fields) {}

        @Override
        public void row(@Nullable Object[] cells) {}
    }
}
