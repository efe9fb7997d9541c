package org.skytrawl.download;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.net.BodyFailedException;
import org.skytrawl.net.BodyStoppedException;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;

/** Reads headers of answers, and answers that are links documents. */
final class Answers {
    private static final long MOST_LINKS_BYTES = 1 << 24;

    private Answers() {}

    /** Whether an answer is the rest of a file after its first {@code have} bytes, and of the same version. */
    static boolean fits(FetchAnswer answer, long have, Part.State state) {
        ContentRange range = ContentRange.of(answer.header("Content-Range"));
        return range != null
                && range.first() == have
                && (range.whole() < 0 || state.whole() < 0 || range.whole() == state.whole())
                && isSameVersion(answer, range, state);
    }

    /**
     * Some servers send a part without checking If-Range. With an entity tag, the part must repeat the tag (RFC 9110
     * section 15.3.7). The date of last modification may be missing; then the size must be known and the same.
     */
    private static boolean isSameVersion(FetchAnswer answer, ContentRange range, Part.State state) {
        String validator = state.validator();
        if (validator == null) {
            return false;
        }
        if (isTag(validator)) {
            return validator.equals(stripped(answer.header("ETag")));
        }
        String modified = stripped(answer.header("Last-Modified"));
        return modified == null
                ? range.whole() >= 0 && range.whole() == state.whole()
                : modified.equals(validator.strip());
    }

    /** Whether an answer without content says that the file has another version now. */
    static boolean contradicts(FetchAnswer answer, Part.State state) {
        String tag = stripped(answer.header("ETag"));
        String validator = state.validator();
        return tag != null && validator != null && isTag(validator) && !validator.equals(tag);
    }

    /** The size of the body; -1 if unknown. */
    static long length(FetchAnswer answer) {
        String length = answer.header("Content-Length");
        return length != null && length.strip().matches("\\d{1,18}") ? Long.parseLong(length.strip()) : -1;
    }

    /** @param announced the size of the file; -1 if unknown */
    static void refuseLonger(long bytes, long most, long announced) throws FetchException {
        if (bytes > most) {
            throw new FetchException(FailureCode.TOO_LARGE, "has more than " + most + " bytes", null, null);
        }
        if (announced >= 0 && bytes > announced) {
            throw new FetchException(
                    FailureCode.MALFORMED,
                    "the server sent more than the " + announced + " bytes that it announced",
                    null,
                    null);
        }
    }

    /** Null if there is none for If-Range, which excludes weak entity tags (RFC 9110 section 13.1.5). */
    static @Nullable String validator(FetchAnswer answer) {
        String tag = stripped(answer.header("ETag"));
        String usable = tag != null && isTag(tag) ? tag : stripped(answer.header("Last-Modified"));
        return usable == null || !isValidator(usable) ? null : usable;
    }

    /** Whether a text can be sent as a validator. */
    static boolean isValidator(String text) {
        return !text.isBlank() && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static boolean isTag(String text) {
        return text.length() >= 2
                && text.startsWith("\"")
                && text.endsWith("\"")
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static @Nullable String stripped(@Nullable String header) {
        return header == null ? null : header.strip();
    }

    /** Reads a links document, gzipped or not. */
    static LinksReader.Links links(FetchAnswer answer)
            throws FileException, FetchException, StoppedException, IOException {
        InputStream body = new BufferedInputStream(new Bounded(answer.body(), MOST_LINKS_BYTES));
        String host = OutsideText.host(answer.finalUrl());
        try {
            body.mark(2);
            byte[] magic = body.readNBytes(2);
            body.reset();
            boolean packed = Arrays.equals(magic, new byte[] {0x1f, (byte) 0x8b});
            return LinksReader.read(packed ? new Bounded(new GZIPInputStream(body), MOST_LINKS_BYTES) : body, host);
        } catch (BodyStoppedException | BodyFailedException e) {
            throw e;
        } catch (IOException e) {
            throw new FetchException(
                    FailureCode.MALFORMED, "the links document of " + host + ": " + e.getMessage(), null, e);
        }
    }

    /** A stream that fails after {@code most} bytes. */
    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new IOException("has more than " + most + " bytes");
            }
            return count;
        }
    }

    /** A Content-Range header (RFC 9110 section 14.4); -1 for a size that is unknown, and if no byte is sent (416). */
    record ContentRange(long first, long last, long whole) {
        private static final Pattern FORM =
                Pattern.compile("bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

        /** Null if the header is absent, unreadable or contradictory. */
        static @Nullable ContentRange of(@Nullable String header) {
            Matcher form = FORM.matcher(header == null ? "" : header.strip());
            if (!form.matches()) {
                return null;
            }
            long whole = form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3));
            if (form.group(1) == null) {
                return whole < 0 ? null : new ContentRange(-1, -1, whole);
            }
            long first = Long.parseLong(form.group(1));
            long last = Long.parseLong(form.group(2));
            return first > last || (whole >= 0 && last >= whole) ? null : new ContentRange(first, last, whole);
        }
    }
}
