package org.skytrawl.votable;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/**
 * An XML parser that loads nothing, expands nothing, and whose limits are ours and not those of the JDK at hand: the only one of
 * this program. A bare DOCTYPE is tolerated; one with declarations of any kind ends the parse before they are read.
 */
public final class SafeXml {
    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

    private SafeXml() {}

    /** Parsers that have read a small document to its end, each to be used for some more. */
    private static final Queue<Used> IDLE = new ConcurrentLinkedQueue<>();

    /** Making a parser takes as long as reading a small answer; as many as are read at once need be kept. */
    private static final int MOST_IDLE = 16;

    /** A parser remembers each name it has met, so none is kept for ever. */
    private static final int MOST_USES = 64;

    private record Used(XMLReader reader, int times) {}

    /**
     * Parses one document; the handler gets the content events.
     *
     * @param isShort asked at the end, if all went well: whether the parser may remember all names of the document
     */
    static void parse(InputSource document, DefaultHandler2 handler, BooleanSupplier isShort)
            throws SAXException, IOException {
        Used idle = IDLE.poll();
        XMLReader reader = idle == null ? reader(handler) : idle.reader();
        reader.setContentHandler(handler);
        try {
            reader.parse(document);
        } catch (VoTableHandler.RootEnded e) {
            // so a well-read document ends
            int times = idle == null ? 1 : idle.times() + 1;
            if (times < MOST_USES && IDLE.size() < MOST_IDLE && isShort.getAsBoolean()) {
                reader.setContentHandler(new DefaultHandler2());
                IDLE.add(new Used(reader, times));
            }
            throw e;
        }
    }

    /**
     * Parses one document that is no VOTable, to the end of its root element. The handler gets elements, text and processing
     * instructions, and bounds depth and text; a tag or comment, and the number of different names, are bounded here.
     *
     * @throws SAXException if it is not well-formed, its DOCTYPE has declarations, or the handler ends it; {@link #code} says which
     * @throws IOException from the stream
     */
    public static void parse(InputStream document, DefaultHandler2 handler) throws SAXException, IOException {
        XmlText text = new XmlText(document);
        try {
            reader(new Bounds(text, handler)).parse(new InputSource(text));
        } catch (VoTableHandler.RootEnded e) {
            // so a well-read document ends
            return;
        } catch (IOException e) {
            String forbidden = text.forbidden();
            if (forbidden != null) {
                throw new ReadAbort(FailureCode.FORBIDDEN_XML, forbidden);
            }
            if (text.markupTooLong()) {
                throw new ReadAbort(FailureCode.MALFORMED, XmlText.MARKUP_TOO_LONG);
            }
            throw e;
        }
    }

    /** What is wrong with a document that could not be parsed: {@code FORBIDDEN_XML} or {@code MALFORMED}. */
    public static FailureCode code(SAXException thrown) {
        return thrown instanceof ReadAbort abort ? abort.failure().code() : FailureCode.MALFORMED;
    }

    /** Between the parser and a handler that has no bounds of its own for these. */
    private static final class Bounds extends DefaultHandler2 {
        private final XmlText text;
        private final VoTableHandler.XmlNames names = new VoTableHandler.XmlNames();
        private final DefaultHandler2 handler;
        private int depth;

        Bounds(XmlText text, DefaultHandler2 handler) {
            this.text = text;
            this.handler = handler;
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
            text.eventSeen();
            names.see(name, attributes);
            depth++;
            handler.startElement(uri, local, name, attributes);
        }

        @Override
        public void endElement(String uri, String local, String name) throws SAXException {
            text.eventSeen();
            handler.endElement(uri, local, name);
            depth--;
            if (depth == 0) {
                throw new VoTableHandler.RootEnded();
            }
        }

        @Override
        public void characters(char[] chars, int start, int length) throws SAXException {
            text.eventSeen();
            handler.characters(chars, start, length);
        }

        @Override
        public void processingInstruction(String target, @Nullable String data) throws SAXException {
            text.eventSeen();
            names.see(target);
            handler.processingInstruction(target, data);
        }
    }

    /** A parser for one document; the handler gets the content events, declarations end the parse. */
    static XMLReader reader(DefaultHandler2 handler) throws SAXException {
        try {
            // Not namespace-aware: prefixes that nobody declared are common and no reason to lose an answer.
            // The JDK's own parser, whatever other one happens to be on the class path.
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(false);
            factory.setValidating(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            reader.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            reader.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            // JDK 25 counts each &amp; as an entity; with declarations refused no entity can grow.
            reader.setProperty(LIMITS + "maxGeneralEntitySizeLimit", "0");
            reader.setProperty(LIMITS + "totalEntitySizeLimit", "0");
            reader.setProperty(LIMITS + "entityExpansionLimit", "0");
            reader.setProperty(LIMITS + "entityReplacementLimit", "0");
            reader.setProperty(LIMITS + "elementAttributeLimit", "1000");
            reader.setProperty(LIMITS + "maxXMLNameLimit", "1000");
            // The handler has its own limit of depth.
            reader.setProperty(LIMITS + "maxElementDepth", "0");
            reader.setProperty("http://apache.org/xml/properties/input-buffer-size", 1 << 14);
            reader.setProperty("http://xml.org/sax/properties/declaration-handler", new NoDeclarations());
            reader.setContentHandler(handler);
            reader.setDTDHandler(new NoDeclarations());
            reader.setEntityResolver(new NoDeclarations());
            reader.setErrorHandler(new NoDeclarations());
            return reader;
        } catch (ParserConfigurationException e) {
            throw new SAXException("This Java's XML parser cannot be made safe", e);
        }
    }

    /** Ends the parse at the first declaration, should the parser have found one where {@link DoctypeGuard} did not. */
    private static final class NoDeclarations extends DefaultHandler2 {
        @Override
        public void internalEntityDecl(String name, String value) throws SAXException {
            refuse(name);
        }

        @Override
        public void externalEntityDecl(String name, @Nullable String publicId, String systemId) throws SAXException {
            refuse(name);
        }

        @Override
        public void unparsedEntityDecl(String name, @Nullable String publicId, String systemId, String notation)
                throws SAXException {
            refuse(name);
        }

        @Override
        public void notationDecl(String name, @Nullable String publicId, @Nullable String systemId)
                throws SAXException {
            refuse(name);
        }

        @Override
        public void elementDecl(String name, String model) throws SAXException {
            refuse(name);
        }

        @Override
        public void attributeDecl(
                String element, String name, String type, @Nullable String mode, @Nullable String value)
                throws SAXException {
            refuse(name);
        }

        private static void refuse(String name) throws SAXException {
            throw new ReadAbort(FailureCode.FORBIDDEN_XML, "The answer has a DOCTYPE that declares " + name);
        }

        @Override
        public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public InputSource resolveEntity(
                @Nullable String name, @Nullable String publicId, @Nullable String baseUri, @Nullable String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
