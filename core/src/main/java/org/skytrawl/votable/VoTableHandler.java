package org.skytrawl.votable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.QueryStatus.Word;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** Follows the structure of the document: sends data to the body of the table, the rest to status and tables. */
final class VoTableHandler extends DefaultHandler2 {
    private static final int MAX_DEPTH = 64;
    /** Elements outside TABLEDATA. */
    private static final int MAX_ELEMENTS = 1_000_000;

    private final XmlText text;
    private final TableChoice tables;
    private final StatusInfo status = new StatusInfo();
    private final XmlNames names = new XmlNames();
    private final Deque<String> open = new ArrayDeque<>();
    private @Nullable TableBody body;
    private int bodyDepth;
    private int elements;
    private boolean rootSeen;

    VoTableHandler(XmlText text, TableChoice tables) {
        this.text = text;
        this.tables = tables;
    }

    boolean rootSeen() {
        return rootSeen;
    }

    StatusInfo status() {
        return status;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes atts) throws SAXException {
        text.eventSeen();
        String name = qName.indexOf(':') < 0 ? qName : qName.substring(qName.indexOf(':') + 1);
        TableBody into = body;
        if (into != null) {
            if (open.size() + ++bodyDepth > MAX_DEPTH) {
                throw tooDeep();
            }
            if (atts.getLength() > 0 || !(name.equals("TD") || name.equals("TR"))) {
                names.see(qName, atts);
            }
            into.start(name, atts);
            return;
        }
        if (!rootSeen) {
            if (!name.equals("VOTABLE")) {
                throw new ReadAbort(
                        FailureCode.NOT_VOTABLE,
                        name.equalsIgnoreCase("html")
                                ? "The answer is a web page, not a VOTable"
                                : "The answer is an XML document <" + name + ">, not a VOTable");
            }
            rootSeen = true;
        }
        if (open.size() >= MAX_DEPTH) {
            throw tooDeep();
        }
        names.see(qName, atts);
        if (++elements > MAX_ELEMENTS) {
            throw new ReadAbort(
                    FailureCode.MALFORMED, "More than " + MAX_ELEMENTS + " elements beside the table's rows");
        }
        String parent = open.isEmpty() ? "" : open.peek();
        open.push(name);
        if (status.isOpen() || name.equals("INFO") || name.equals("PARAM")) {
            status.start(name, atts);
        }
        body = tables.start(name, parent, atts);
        bodyDepth = 0;
    }

    private static ReadAbort tooDeep() {
        return new ReadAbort(FailureCode.MALFORMED, "Elements are nested more than " + MAX_DEPTH + " deep");
    }

    @Override
    public void characters(char[] chars, int start, int length) throws SAXException {
        text.eventSeen();
        TableBody into = body;
        if (into != null) {
            into.characters(chars, start, length);
        } else if (status.isOpen()) {
            status.characters(chars, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) throws SAXException {
        characters(chars, start, length);
    }

    @Override
    public void processingInstruction(String target, @Nullable String data) throws SAXException {
        text.eventSeen();
        names.see(target);
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        text.eventSeen();
        TableBody from = body;
        if (from != null && bodyDepth > 0) {
            bodyDepth--;
            from.end(qName);
            return;
        }
        String name = open.pop();
        if (from != null) {
            body = null;
            from.finish();
        }
        if (status.isOpen()) {
            status.end();
        }
        tables.end(name);
        if (open.isEmpty()) {
            // do not wait for more, such as a footer
            throw new RootEnded();
        }
    }

    /** Ends the parse at the end of the root element; not a failure. */
    static final class RootEnded extends SAXException {
        private static final long serialVersionUID = 1L;

        RootEnded() {
            super("the document is read");
        }
    }

    /**
     * Collects QUERY_STATUS from all INFO elements, warnings, and the older form of errors (SIA1 and Simple Cone Search 1.03
     * section 2.3), an INFO or PARAM named Error.
     */
    static final class StatusInfo {
        private static final int MOST_WARNINGS = 5;
        private static final int LONGEST_WARNING = 200;

        private final Set<String> warnings = new LinkedHashSet<>();
        private QueryStatus status = new QueryStatus(Word.MISSING, "");
        private @Nullable String olderError;
        private final StringBuilder text = new StringBuilder();
        private String name = "";
        private String value = "";
        private int depth;

        /** True within such an element. */
        boolean isOpen() {
            return depth > 0;
        }

        void start(String element, Attributes atts) {
            if (depth > 0) {
                depth++;
                return;
            }
            String named = atts.getValue("name") == null ? atts.getValue("ID") : atts.getValue("name");
            String upper = named == null ? "" : named.strip().toUpperCase(Locale.ROOT);
            // a number of that name is an uncertainty
            boolean older = element.equals("PARAM") && upper.equals("ERROR") && isText(atts.getValue("datatype"));
            if (element.equals("INFO") || older) {
                depth = 1;
                text.setLength(0);
                name = upper;
                value = atts.getValue("value") == null
                        ? ""
                        : atts.getValue("value").strip();
            }
        }

        private static boolean isText(@Nullable String datatype) {
            Datatype type = Datatype.named(datatype);
            return type == null || type.isText();
        }

        void characters(char[] chars, int start, int length) {
            int room = 2 * ReadFailure.MAX_MESSAGE - text.length();
            text.append(chars, start, Math.min(length, Math.max(room, 0)));
        }

        void end() {
            depth--;
            if (depth > 0) {
                return;
            }
            String content = PlainText.of(text, ReadFailure.MAX_MESSAGE);
            if (!name.equals("QUERY_STATUS")) {
                String said = content.isEmpty() ? PlainText.of(value, ReadFailure.MAX_MESSAGE) : content;
                if (name.equals("ERROR")) {
                    olderError = olderError == null ? said : olderError;
                } else if (isWarning(value + content) && warnings.size() < MOST_WARNINGS) {
                    warnings.add(PlainText.of(value.isEmpty() ? content : value + " " + content, LONGEST_WARNING));
                }
                return;
            }
            String written = value.isEmpty() ? content : value;
            Word word = word(written);
            String message = content.isEmpty() && !written.equalsIgnoreCase(word.name()) ? written : content;
            if (word.compareTo(status.word()) > 0 || (status.message().isEmpty() && word == status.word())) {
                status = new QueryStatus(word, PlainText.of(message, ReadFailure.MAX_MESSAGE));
            }
        }

        /** No standard says how; the word is that of DALI 1.1 section 4.4.1 and of many services. */
        private boolean isWarning(String said) {
            boolean isEcho = name.equals("QUERY") || name.equals("REQUEST");
            return !said.isBlank()
                    && !isEcho
                    && (name.contains("WARN") || said.toLowerCase(Locale.ROOT).contains("truncat"));
        }

        /** Empty if there are none. */
        String warnings() {
            return String.join("; ", warnings);
        }

        private static Word word(String written) {
            return Stream.of(Word.ERROR, Word.OVERFLOW, Word.OK)
                    .filter(word -> written.regionMatches(
                            true, 0, word.name(), 0, word.name().length()))
                    .findFirst()
                    .orElse(Word.MISSING);
        }

        /** The older form counts without rows only, beside OK only with a text. */
        QueryStatus status(long rows) {
            String error = olderError;
            boolean counts = error != null
                    && rows == 0
                    && (status.word() == Word.MISSING || (status.word() == Word.OK && !error.isEmpty()));
            return error != null && counts ? new QueryStatus(Word.ERROR, error) : status;
        }
    }

    /** Counts the different names of a document: the parser keeps each in memory. */
    static final class XmlNames {
        /** All versions of VOTable together have some 80. */
        private static final int MOST = 10_000;

        private final Set<String> seen = new HashSet<>();

        void see(String element, Attributes attributes) throws ReadAbort {
            see(element);
            for (int i = 0; i < attributes.getLength(); i++) {
                see(attributes.getQName(i));
            }
        }

        void see(String name) throws ReadAbort {
            if (seen.add(name) && seen.size() > MOST) {
                throw new ReadAbort(
                        FailureCode.MALFORMED, "More than " + MOST + " different names of elements and attributes");
            }
        }
    }
}
