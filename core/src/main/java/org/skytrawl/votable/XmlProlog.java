package org.skytrawl.votable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the root element. If the root is a VOTable, the parser gets blanks for all of it but a DOCTYPE: services
 * send blank lines, comments and warnings of PHP before the XML declaration, which is decoded already.
 *
 * @param root the local name of the root before which text is skipped; null for none
 */
record XmlProlog(@Nullable String root) {
    static final XmlProlog VOTABLE = new XmlProlog("VOTABLE");
    static final XmlProlog ANY = new XmlProlog(null);

    /** Characters before the root that may be skipped. */
    private static final int MOST = 4096;
    /** Twice as many for UTF-16. */
    static final int MOST_BYTES = 2 * (MOST + 64);

    private static final int MOST_OF_ANY = 512;
    /** {@code <!DOCTYPE html}, or the root's name with a prefix. */
    private static final int LONGEST_NAME = 20;

    /** Whether the start of a document is enough for {@link #clear} and for the encoding. */
    boolean isWhole(String start) {
        return root == null ? start.length() >= MOST_OF_ANY || start.indexOf('>') >= 0 : find(start, root, true) >= 0;
    }

    /** Blanks what comes before the root. Returns whether there was other than XML. */
    boolean clear(char[] text, int from, int to) {
        String start = root == null ? "" : new String(text, from, Math.min(to - from, MOST + 64));
        int end = root == null ? -1 : find(start, root, false);
        if (end < 0 || end > MOST) {
            return false;
        }
        boolean junk = false;
        for (int i = 0; i < end; i++) {
            int skipped = endOfMarkup(start, i);
            for (; i < skipped - 1; i++) {
                blank(text, from + i);
            }
            junk |= skipped < 0 && start.charAt(i) > ' ' && start.charAt(i) != '\uFEFF';
            blank(text, from + i);
        }
        return junk;
    }

    /** Keeps the lines, which are counted in messages. */
    private static void blank(char[] text, int at) {
        text[at] = text[at] == '\n' || text[at] == '\r' ? text[at] : ' ';
    }

    /** The index behind a comment or an instruction that begins here, or -1. */
    private static int endOfMarkup(String text, int at) {
        if (!isMarkup(text, at)) {
            return -1;
        }
        String close = text.charAt(at + 1) == '?' ? "?>" : "-->";
        int end = text.indexOf(close, at + (close.length() == 2 ? 2 : 4));
        return end < 0 ? -1 : end + close.length();
    }

    private static boolean isMarkup(String text, int at) {
        return text.startsWith("<!--", at) || text.startsWith("<?", at);
    }

    /**
     * Where the root or a DOCTYPE that is not of HTML begins, outside of comments and instructions; or -1.
     *
     * @param more whether the text goes on: a comment may end there
     */
    private static int find(String text, String root, boolean more) {
        int at = text.indexOf('<');
        while (at >= 0) {
            int end = endOfMarkup(text, at);
            boolean isOpen = end < 0 && text.length() - at < LONGEST_NAME;
            if (more && (isOpen || (end < 0 && isMarkup(text, at)))) {
                return -1;
            }
            if (end < 0 && begins(text, at, root)) {
                return at;
            }
            at = text.indexOf('<', Math.max(end, at + 1));
        }
        return -1;
    }

    private static boolean begins(String text, int at, String root) {
        if (text.startsWith("<!DOCTYPE", at)) {
            String name = text.substring(at + 9, Math.min(at + LONGEST_NAME, text.length()))
                    .strip();
            return !name.toLowerCase(Locale.ROOT).startsWith("html");
        }
        int name = at + 1;
        while (name < text.length() && (Character.isLetterOrDigit(text.charAt(name)) || text.charAt(name) == ':')) {
            name++;
        }
        int start = text.lastIndexOf(':', name - 1) + 1;
        return text.startsWith(root, Math.max(start, at + 1)) && name == Math.max(start, at + 1) + root.length();
    }
}
