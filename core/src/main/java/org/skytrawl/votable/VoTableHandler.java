package org.skytrawl.votable;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** Follows the document's structure: what is data goes to the table's body, what is said of it to status and tables. */
final class VoTableHandler extends DefaultHandler2 {
    private static final int MAX_DEPTH = 64;

    /** Elements outside TABLEDATA. Each new name costs the parser memory. */
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
    private boolean rootEnded;

    VoTableHandler(XmlText text, TableChoice tables) {
        this.text = text;
        this.tables = tables;
    }

    boolean rootSeen() {
        return rootSeen;
    }

    boolean rootEnded() {
        return rootEnded;
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
                throw new ReadAbort(FailureCode.NOT_VOTABLE, "The answer is no VOTable but <" + name + ">");
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

    /** An entity that only a DTD which is not loaded could explain: it stays as it was written. */
    @Override
    public void skippedEntity(String name) throws SAXException {
        char[] written = ("&" + name + ";").toCharArray();
        characters(written, 0, written.length);
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
            rootEnded = true;
            // What may follow, a footer for example, is no part of the answer and is not waited for.
            throw new RootEnded();
        }
    }

    /** Ends the parse at the root's end; not a fault. */
    static final class RootEnded extends SAXException {
        private static final long serialVersionUID = 1L;

        RootEnded() {
            super("the document is read");
        }
    }
}
