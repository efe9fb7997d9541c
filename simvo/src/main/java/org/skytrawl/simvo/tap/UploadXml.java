package org.skytrawl.simvo.tap;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/** Parses an uploaded document for STIL, with nothing outside it looked at: no DOCTYPE, no entities, no href. */
final class UploadXml extends DefaultHandler {
    private static final int DEEPEST = 64;

    private final TableContentHandler stil = new TableContentHandler(true);
    private final Deque<String> open = new ArrayDeque<>();

    private UploadXml(TableHandler tables) {
        stil.setReadHrefTables(false);
        stil.setTableHandler(tables);
    }

    static void parse(InputStream in, TableHandler tables) throws SAXException, IOException {
        UploadXml handler = new UploadXml(tables);
        try {
            reader(handler).parse(new InputSource(in));
        } finally {
            handler.endAll();
        }
    }

    private static XMLReader reader(UploadXml handler) throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            // JDK 25 counts each &amp; as an entity; without a DOCTYPE none can grow
            reader.setProperty("http://www.oracle.com/xml/jaxp/properties/maxGeneralEntitySizeLimit", "0");
            reader.setProperty("http://www.oracle.com/xml/jaxp/properties/totalEntitySizeLimit", "0");
            reader.setContentHandler(handler);
            reader.setErrorHandler(handler);
            return reader;
        } catch (ParserConfigurationException e) {
            throw new SAXException("this Java's XML parser cannot be made safe", e);
        }
    }

    /** STIL's thread for a BINARY stream waits for ever unless each element that was begun is ended. */
    private void endAll() {
        while (!open.isEmpty()) {
            String name = open.pop();
            try {
                stil.endElement("", name, name);
            } catch (SAXException | RuntimeException e) {
                // of the failure the caller hears from the parse; the rest has still to be ended
                assert !name.isEmpty();
            }
        }
    }

    @Override
    public void startDocument() throws SAXException {
        stil.startDocument();
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes atts) throws SAXException {
        if (open.size() == DEEPEST) {
            throw new SAXException("elements are nested more than " + DEEPEST + " deep");
        }
        open.push(localName);
        stil.startElement("", localName, localName, atts);
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        open.pop();
        stil.endElement("", localName, localName);
    }

    @Override
    public void characters(char[] chars, int start, int length) throws SAXException {
        stil.characters(chars, start, length);
    }

    @Override
    public void endDocument() throws SAXException {
        stil.endDocument();
    }
}
