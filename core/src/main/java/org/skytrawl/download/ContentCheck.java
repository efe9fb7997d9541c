package org.skytrawl.download;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PageText;
import org.skytrawl.model.PlainText;

/** Checks content against the record, the link and the server's headers. */
final class ContentCheck {
    private static final int SHOWN = 120;

    /** Differences up to this are ignored: sizes are estimates. */
    private static final long SLACK_BYTES = 10_000;

    private ContentCheck() {}

    /**
     * Notes differences that are no reason to refuse the file.
     *
     * @param promised the media type of the record or link, or null
     */
    static List<String> beginning(byte[] head, @Nullable String promised, @Nullable String contentType)
            throws FileException {
        ContentKind is = ContentKind.of(head);
        ContentKind wanted = ContentKind.declared(promised);
        ContentKind served = ContentKind.declared(contentType);
        ContentKind expected = wanted == null ? served : wanted;
        List<String> notes = new ArrayList<>();
        if (is == ContentKind.HTML && wanted != ContentKind.HTML) {
            throw wrong("a web page" + title(head) + " came in place of " + (wanted == null ? "data" : wanted.words()));
        }
        if (is == ContentKind.VOTABLE && wanted != null && wanted != ContentKind.VOTABLE) {
            throw wrong("a VOTable came in place of " + wanted.words() + votableSays(head));
        }
        if (is == ContentKind.VOTABLE && !votableSays(head).isEmpty()) {
            throw wrong("an error message came in place of " + (wanted == null ? "data" : wanted.words())
                    + votableSays(head));
        }
        if (expected != null && is != expected) {
            if (!is.isWrapping() && (is != ContentKind.OTHER || isSure(expected))) {
                throw wrong("the file is " + (is == ContentKind.OTHER ? "not " : is.words() + ", not ")
                        + expected.words() + ", by its first bytes" + beginsWith(head, is));
            }
            if (!expected.isWrapping() && is.isWrapping()) {
                notes.add("comes as " + is.words());
            } else {
                notes.add("is declared as " + expected.words() + ", but its first bytes do not show it");
            }
        }
        if (wanted != null && served != null && served != wanted && served != is && !served.isWrapping()) {
            notes.add("the server calls it " + PlainText.of(contentType, SHOWN));
        }
        return notes;
    }

    /** @param exact whether the size in the record or link is exact; it is not positive if unknown */
    static List<String> size(long bytes, long estimatedBytes, boolean exact, ContentKind kind) {
        List<String> notes = new ArrayList<>();
        if (exact && estimatedBytes > 0 && bytes != estimatedBytes) {
            notes.add("has " + bytes + " bytes, where its link says " + estimatedBytes);
        } else if (estimatedBytes > 0
                && Math.abs(bytes - estimatedBytes) > SLACK_BYTES
                && (bytes > 2 * estimatedBytes || estimatedBytes > 2 * bytes)) {
            notes.add("has " + bytes + " bytes, where about " + estimatedBytes + " were announced");
        }
        if (kind == ContentKind.FITS && bytes % 2880 != 0) {
            // FITS 4.0 section 3.1
            notes.add("its size is no multiple of 2880 bytes, as that of a FITS file is: it may have been cut off");
        }
        return notes;
    }

    private static boolean isSure(ContentKind kind) {
        return kind != ContentKind.VOTABLE && kind != ContentKind.HTML && kind != ContentKind.TAR;
    }

    private static String title(byte[] head) {
        String text = PlainText.of(PageText.title(new String(head, StandardCharsets.UTF_8)), SHOWN);
        return text.isEmpty() ? "" : " ('" + text + "')";
    }

    /** The error message in a VOTable. */
    private static String votableSays(byte[] head) {
        String message = LinksReader.errorOf(new ByteArrayInputStream(head));
        return message.isEmpty() ? "" : ": " + PlainText.of(message, SHOWN);
    }

    private static String beginsWith(byte[] head, ContentKind is) {
        if (is != ContentKind.OTHER) {
            return "";
        }
        String text = PlainText.of(new String(head, 0, Math.min(head.length, 200), StandardCharsets.UTF_8), 60);
        return text.chars().filter(c -> c == 0xfffd).count() > 2 ? "" : ": " + text;
    }

    private static FileException wrong(String message) {
        return new FileException(FileCode.WRONG_CONTENT, message);
    }
}
