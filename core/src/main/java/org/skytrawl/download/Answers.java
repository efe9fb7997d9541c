package org.skytrawl.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.net.BodyFailedException;
import org.skytrawl.net.BodyStoppedException;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;

/** Reads what answers say of themselves, and those that are links. */
final class Answers {
    private static final long MOST_LINKS_BYTES = 1 << 24;

    private Answers() {}

    /** Whether it is the rest of a file of which so many bytes are there, and of the same version of it. */
    static boolean fits(FetchAnswer answer, long have, Part.State state) {
        ContentRange range = ContentRange.of(answer.header("Content-Range"));
        return range != null
                && range.first() == have
                && (range.whole() < 0 || state.whole() < 0 || range.whole() == state.whole())
                && isSameVersion(answer, range, state);
    }

    /**
     * Not every server that sends a part has looked whether it is one of what was begun with (If-Range). A part that comes
     * of an entity tag must have that tag again (RFC 9110 section 15.3.7); the date of last modification may be left out
     * there, then the size of the whole must be known and the same.
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

    /** Whether an answer that has nothing of the file says that it is another version by now. */
    static boolean contradicts(FetchAnswer answer, Part.State state) {
        String tag = stripped(answer.header("ETag"));
        String validator = state.validator();
        return tag != null && validator != null && isTag(validator) && !validator.equals(tag);
    }

    /** The size of its body; -1 if it does not say. */
    static long length(FetchAnswer answer) {
        String length = answer.header("Content-Length");
        return length != null && length.strip().matches("\\d{1,18}") ? Long.parseLong(length.strip()) : -1;
    }

    /** So many bytes have come: are they more than may come, or than the whole of it has ({@code announced}, -1 if unknown)? */
    static void refuseLonger(long bytes, long most, long announced) throws FetchException {
        if (bytes > most) {
            throw new FetchException(FailureCode.TOO_LARGE, "has more than " + most + " bytes", null, null);
        }
        if (announced >= 0 && bytes > announced) {
            throw new FetchException(
                    FailureCode.MALFORMED, "more came than the " + announced + " bytes that it has", null, null);
        }
    }

    /** RFC 9110 section 13.1.5: a weak entity tag is none to go on by. */
    static @Nullable String validator(FetchAnswer answer) {
        String tag = stripped(answer.header("ETag"));
        String usable = tag != null && isTag(tag) ? tag : stripped(answer.header("Last-Modified"));
        return usable == null || !isValidator(usable) ? null : usable;
    }

    /** Whether a text can be sent as one. */
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

    /** Reads a links document, packed or not. */
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
}
