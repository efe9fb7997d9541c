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

    /** Whether it is the rest of a file of which so many bytes are there. */
    static boolean fits(FetchAnswer answer, long have, Part.State state) {
        ContentRange range = ContentRange.of(answer.header("Content-Range"));
        return range != null
                && range.first() == have
                && (range.whole() < 0 || state.whole() < 0 || range.whole() == state.whole());
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
        String tag = answer.header("ETag");
        String usable = tag != null && tag.strip().matches("\"[!-~]*\"") ? tag.strip() : answer.header("Last-Modified");
        return usable == null || usable.isBlank() || usable.chars().anyMatch(c -> c < ' ' || c > '~') ? null : usable;
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
