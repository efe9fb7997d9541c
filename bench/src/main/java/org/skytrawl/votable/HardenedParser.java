package org.skytrawl.votable;

import org.jspecify.annotations.NullMarked;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/** Gives benchmarks the reader's own XML parser, so that a baseline differs in nothing else. */
@NullMarked
public final class HardenedParser {
    private HardenedParser() {}

    /** A parser for one document, as {@link VoTableReader} uses it. */
    public static XMLReader of(ContentHandler handler) throws SAXException {
        XMLReader reader = SafeXml.reader(new DefaultHandler2());
        reader.setContentHandler(handler);
        return reader;
    }
}
