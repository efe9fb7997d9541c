package org.skytrawl.votable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and repairs an answer for the XML parser. The parser itself would end at the first invalid byte or broken reference,
 * keep a comment or attribute of any length in memory, and hide the cause of a failure. Rows that need no repair go from the
 * bytes into the parser's buffer at once; all else goes through {@link MarkupRepair}.
 */
final class XmlText extends Reader {
    /** Characters between two events of the parser: the longest tag, comment, name or DOCTYPE. */
    private static final int MAX_MARKUP = 1 << 22;

    static final String MARKUP_TOO_LONG = "A tag or comment is longer than " + MAX_MARKUP + " characters";
    /** Buffer size: most answers are small, and each has its own buffer. */
    private static final int BYTES = 1 << 14;
    /** Characters that are decoded for a repair: few, so that a fault does not hold up the healthy rows behind it. */
    private static final int PIECE = 1 << 10;

    private static final int LEAST_DIRECT = 256;
    private static final String LAST = "</";
    private static final int HEAD = 2048;
    private static final int SHORT = 1 << 16;

    private final InputStream in;
    private final XmlProlog prolog;
    private final @Nullable String headerCharset;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
    private final char[] raw = new char[BYTES];
    private final MarkupRepair repair = new MarkupRepair();
    private final StringBuilder repaired = new StringBuilder();
    private final StringBuilder head = new StringBuilder();
    private final DoctypeGuard doctype = new DoctypeGuard();
    private byte[] first = {};
    private int rawEnd;
    private int given;
    private @Nullable CharsetDecoder decoder;
    private @Nullable HealthyRows healthy;
    private boolean bytesEnded;
    private boolean ended;
    private boolean leading = true;
    private int lastGiven;
    private boolean markupTooLong;
    private long sinceEvent;
    private long read;
    private @Nullable Exception failure;
    private @Nullable Exception streamFailure;

    /** @param headerCharset the charset of the HTTP header, or null */
    XmlText(InputStream in, XmlProlog prolog, @Nullable String headerCharset) {
        this.in = in;
        this.prolog = prolog;
        this.headerCharset = headerCharset;
    }

    /** An event of the parser ends the current piece of markup. */
    void eventSeen() {
        sinceEvent = 0;
    }

    boolean ended() {
        return ended;
    }

    boolean markupTooLong() {
        return markupTooLong;
    }

    /** Why the document is refused, or null. */
    @Nullable
    String forbidden() {
        return doctype.refusal();
    }

    /** True if the document is short, so that a parser may keep its names. */
    boolean isShort() {
        return read < SHORT;
    }

    MarkupRepair repair() {
        return repair;
    }

    /** The IOException or RuntimeException of the stream, or null. */
    @Nullable
    Exception streamFailure() {
        return streamFailure;
    }

    /** The first characters of the document as they were sent, without leading blanks. */
    CharSequence head() {
        return head;
    }

    byte[] firstBytes() {
        return first;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (sinceEvent > MAX_MARKUP) {
            markupTooLong = true;
            throw new IOException(MARKUP_TOO_LONG);
        }
        int count = given == repaired.length() ? healthy(into, offset, length) : 0;
        if (count == 0) {
            while (given == repaired.length()) {
                if (!repairMore()) {
                    return last(into, offset);
                }
            }
            count = Math.min(length, repaired.length() - given);
            repaired.getChars(given, given + count, into, offset);
            given += count;
        }
        doctype.follow(into, offset, count);
        if (doctype.refusal() != null) {
            // none of it reaches the parser
            throw new IOException(doctype.refusal());
        }
        sinceEvent += count;
        read += count;
        return count;
    }

    /** Decodes healthy rows into the parser's buffer; 0 if there are none. */
    private int healthy(char[] into, int offset, int length) {
        HealthyRows rows = healthy;
        CharsetDecoder chars = decoder;
        if (rows == null || chars == null || rawEnd > 0 || length < LEAST_DIRECT || !repair.inText()) {
            return 0;
        }
        int end = rows.end(bytes.array(), bytes.position(), Math.min(bytes.limit(), bytes.position() + length));
        if (end == bytes.position() && bytes.remaining() < HealthyRows.MAX_WORD) {
            // nothing, or a tag that the end of the buffer cuts
            fill();
            end = rows.end(bytes.array(), bytes.position(), Math.min(bytes.limit(), bytes.position() + length));
        }
        if (end == bytes.position()) {
            return 0;
        }
        int limit = bytes.limit();
        bytes.limit(end);
        CharBuffer target = CharBuffer.wrap(into, offset, length);
        chars.decode(bytes, target, false);
        bytes.limit(limit);
        if (rows.passedTag()) {
            repair.passedBy(rows.inCell());
        }
        return target.position() - offset;
    }

    /** False at the end. */
    private boolean repairMore() {
        CharsetDecoder chars = decoder == null ? begin() : decoder;
        repaired.setLength(0);
        given = 0;
        int before = rawEnd;
        boolean more = decode(chars);
        int from = 0;
        if (leading) {
            while (from < rawEnd && (raw[from] <= ' ' || raw[from] == '\uFEFF')) {
                from++;
            }
            leading = from == rawEnd;
        }
        if (head.length() < HEAD && rawEnd > from) {
            boolean begins = head.isEmpty();
            int start = Math.max(from, before);
            head.append(raw, start, Math.min(rawEnd - start, HEAD - head.length()));
            if (begins && prolog.clear(raw, from, rawEnd)) {
                repair.count();
            }
        }
        int done = repair.repair(raw, from, rawEnd, !more, repaired);
        System.arraycopy(raw, done, raw, 0, rawEnd - done);
        rawEnd -= done;
        return more || !repaired.isEmpty();
    }

    /** Adds characters, at least one unless the text has ended. Returns whether there may be more. */
    private boolean decode(CharsetDecoder chars) {
        int most = head.isEmpty() ? raw.length : rawEnd + PIECE;
        CharBuffer target = CharBuffer.wrap(raw, rawEnd, most - rawEnd);
        while (target.hasRemaining()) {
            CoderResult result = chars.decode(bytes, target, false);
            if (result.isError() && target.hasRemaining()) {
                bytes.position(bytes.position() + result.length());
                target.put(MarkupRepair.UNDECODABLE);
            } else if (!result.isUnderflow() || (target.position() > rawEnd && !bytesEnded)) {
                break;
            } else if (!bytesEnded) {
                fill();
            } else if (bytes.hasRemaining()) {
                // a character that the end cuts
                bytes.position(bytes.limit());
                target.put(MarkupRepair.UNDECODABLE);
            } else {
                break;
            }
        }
        rawEnd = target.position();
        return !bytesEnded || bytes.hasRemaining();
    }

    /**
     * At the end of the text: the start of an end tag, then the end or the failure of the stream. Without that start the parser
     * would not deliver the last text of a cut document, which may contain rows of a binary table.
     */
    private int last(char[] into, int offset) throws IOException {
        ended = failure == null;
        streamFailure = failure;
        if (lastGiven < LAST.length() && !leading) {
            into[offset] = LAST.charAt(lastGiven);
            lastGiven++;
            return 1;
        }
        if (failure == null) {
            return -1;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    private CharsetDecoder begin() {
        while (bytes.remaining() < XmlProlog.MOST_BYTES && !bytesEnded && !prolog.isWhole(unread())) {
            fill();
        }
        first = Arrays.copyOf(bytes.array(), Math.min(bytes.limit(), XmlProlog.MOST_BYTES));
        Charset charset = XmlEncoding.of(first, headerCharset);
        if (XmlEncoding.keepsAscii(charset)) {
            healthy = new HealthyRows(charset.equals(StandardCharsets.UTF_8));
        }
        CharsetDecoder made = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        decoder = made;
        return made;
    }

    /** In UTF-16, ASCII characters have a zero byte. */
    private String unread() {
        return new String(bytes.array(), bytes.position(), bytes.remaining(), ISO_8859_1).replace("\0", "");
    }

    private void fill() {
        if (bytesEnded) {
            return;
        }
        bytes.compact();
        try {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytesEnded = count < 0;
            bytes.position(bytes.position() + Math.max(count, 0));
        } catch (IOException | RuntimeException e) {
            // thrown after the text before it
            failure = e;
            bytesEnded = true;
        } finally {
            bytes.flip();
        }
    }

    /** The caller closes the stream. */
    @Override
    public void close() {}
}
