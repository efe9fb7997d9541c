package org.skytrawl.simvo.tap;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** XML of which nothing leads elsewhere: no DOCTYPE, no entities. */
final class PlainXml {
    private PlainXml() {}

    static XMLReader reader(ContentHandler handler) throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            reader.setContentHandler(handler);
            return reader;
        } catch (ParserConfigurationException e) {
            throw new SAXException(e);
        }
    }
}
