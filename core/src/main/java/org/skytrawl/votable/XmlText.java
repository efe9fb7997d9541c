package org.skytrawl.votable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of an answer for the XML parser. The parser itself would end at the first invalid byte and at blanks
 * before the XML declaration, keep a comment or attribute of any length in memory, and hide the cause of a failure.
 */
final class XmlText extends Reader {
    /** Characters between two events of the parser: the longest tag, comment, name or DOCTYPE. */
    private static final int MAX_MARKUP = 1 << 22;

    static final String MARKUP_TOO_LONG = "A tag or comment is longer than " + MAX_MARKUP + " characters";
    /** Buffer size: most answers are small, and each has its own buffer. */
    private static final int BYTES = 1 << 14;

    private static final String LAST = "</";
    private static final int HEAD = 2048;
    private static final int SHORT = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
    private final StringBuilder head = new StringBuilder();
    private final DoctypeGuard doctype = new DoctypeGuard();
    private @Nullable CharsetDecoder decoder;
    private boolean bytesEnded;
    private boolean ended;
    private boolean leading = true;
    private int lastGiven;
    private boolean markupTooLong;
    private long replaced;
    private long sinceEvent;
    private long read;
    private char held;
    private boolean holds;
    private @Nullable Exception pending;
    private @Nullable Exception streamFailure;

    XmlText(InputStream in) {
        this.in = in;
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

    long replaced() {
        return replaced;
    }

    /** The IOException or RuntimeException of the stream, or null. */
    @Nullable
    Exception streamFailure() {
        return streamFailure;
    }

    /** The first characters of the document, without leading blanks. */
    CharSequence head() {
        return head;
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
        int count = 0;
        while (count == 0) {
            count = decodeToLast(into, offset, length);
            if (count < 0 || lastGiven > 0) {
                return count;
            }
            if (leading && count > 0) {
                count = withoutLeadingBlanks(into, offset, count);
            }
        }
        doctype.follow(into, offset, count);
        if (doctype.refusal() != null) {
            // none of it reaches the parser
            throw new IOException(doctype.refusal());
        }
        sinceEvent += count;
        read += count;
        if (head.length() < HEAD) {
            head.append(into, offset, Math.min(count, HEAD - head.length()));
        }
        return count;
    }

    /**
     * As {@link #decode}, but adds the start of an end tag at the end: without it the parser would not deliver the last text of
     * a cut document, which may contain rows of a binary table.
     */
    private int decodeToLast(char[] into, int offset, int length) throws IOException {
        try {
            int count = decode(into, offset, length);
            ended |= count < 0;
            if (count >= 0 || lastGiven == LAST.length() || leading) {
                return count;
            }
        } catch (IOException | RuntimeException e) {
            if (lastGiven == LAST.length() || leading) {
                throw e;
            }
            pending = e;
        }
        into[offset] = LAST.charAt(lastGiven);
        lastGiven++;
        return 1;
    }

    /** At least one character, or -1 at the end. */
    private int decode(char[] into, int offset, int length) throws IOException {
        if (holds) {
            holds = false;
            into[offset] = held;
            return 1;
        }
        CharsetDecoder chars = decoder == null ? begin() : decoder;
        // a character beyond 16 bits needs two
        char[] target = length == 1 ? new char[2] : into;
        CharBuffer out = length == 1 ? CharBuffer.wrap(target) : CharBuffer.wrap(into, offset, length);
        int start = out.position();
        while (true) {
            CoderResult result = chars.decode(bytes, out, bytesEnded);
            if (result.isError() && out.hasRemaining()) {
                bytes.position(bytes.position() + result.length());
                out.put(REPLACEMENT);
                replaced++;
            } else if (out.position() > start) {
                break;
            } else if (bytesEnded && result.isUnderflow()) {
                return -1;
            } else {
                fill();
            }
        }
        int count = out.position() - start;
        replaceForbidden(target, start, count);
        if (length == 1) {
            into[offset] = target[0];
            holds = count == 2;
            held = target[1];
            return 1;
        }
        return count;
    }

    /** XML 1.0 section 2.2: only tab and line ends are allowed below the blank. */
    private void replaceForbidden(char[] text, int start, int count) {
        for (int i = start; i < start + count; i++) {
            char c = text[i];
            if (c < ' ' && c != '\n' && c != '\t' && c != '\r') {
                text[i] = REPLACEMENT;
                replaced++;
            }
        }
    }

    private int withoutLeadingBlanks(char[] text, int offset, int count) {
        int first = 0;
        while (first < count && (text[offset + first] <= ' ' || text[offset + first] == '\uFEFF')) {
            first++;
        }
        System.arraycopy(text, offset + first, text, offset, count - first);
        leading = first == count;
        return count - first;
    }

    private CharsetDecoder begin() throws IOException {
        // waits for the XML declaration, but not for more
        try {
            while (bytes.remaining() < XmlEncoding.BYTES_NEEDED && !bytesEnded && !tagSeen()) {
                fill();
            }
        } catch (IOException | RuntimeException e) {
            if (!bytes.hasRemaining()) {
                throw e;
            }
            // thrown after the bytes before it
            pending = e;
            streamFailure = null;
        }
        byte[] first = new byte[Math.min(bytes.remaining(), XmlEncoding.BYTES_NEEDED)];
        bytes.get(bytes.position(), first);
        Charset charset = XmlEncoding.of(first);
        CharsetDecoder made = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        decoder = made;
        return made;
    }

    private boolean tagSeen() {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '>') {
                return true;
            }
        }
        return false;
    }

    private void fill() throws IOException {
        if (pending != null) {
            streamFailure = pending;
            switch (pending) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException(pending);
            }
        }
        bytes.compact();
        try {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (count < 0) {
                bytesEnded = true;
            } else {
                bytes.position(bytes.position() + count);
            }
        } catch (IOException | RuntimeException e) {
            streamFailure = e;
            throw e;
        } finally {
            bytes.flip();
        }
    }

    /** The caller closes the stream. */
    @Override
    public void close() {}

    /** The encoding of a document by its first bytes (XML 1.0 appendix F): byte order mark, then declaration. */
    private static final class XmlEncoding {
        /** Enough for leading blank lines and the declaration. */
        static final int BYTES_NEEDED = 512;

        private static final Pattern DECLARED = Pattern.compile(
                "\\A(?:\u00EF\u00BB\u00BF)?\\s*<\\?xml\\b[^>]*\\bencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)");

        private XmlEncoding() {}

        /** UTF-8 without a known declaration. */
        static Charset of(byte[] first) {
            if (startsWith(first, 0xFE, 0xFF) || startsWith(first, 0, '<')) {
                return UTF_16BE;
            }
            if (startsWith(first, 0xFF, 0xFE) || startsWith(first, '<', 0)) {
                return UTF_16LE;
            }
            Matcher declared = DECLARED.matcher(new String(first, ISO_8859_1));
            if (!declared.find()) {
                return UTF_8;
            }
            try {
                Charset charset = Charset.forName(declared.group(1));
                // a wrong declaration: it was readable as ASCII
                boolean ascii = new String(first, charset).contains("<?xml");
                return ascii ? charset : UTF_8;
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                return UTF_8;
            }
        }

        private static boolean startsWith(byte[] bytes, int first, int second) {
            return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
        }
    }
}
