package org.skytrawl.votable;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
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
 * The only XML parser of this program. It loads and expands nothing, and its limits do not depend on the JDK. It accepts a
 * bare DOCTYPE; a DOCTYPE with declarations ends the parse before they are read.
 */
public final class SafeXml {
    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
    private static final List<String> UNLIMITED = List.of(
            "maxGeneralEntitySizeLimit",
            "totalEntitySizeLimit",
            "entityExpansionLimit",
            "entityReplacementLimit",
            "maxElementDepth");

    private SafeXml() {}

    /** Parsers for reuse after a small document that was read to its end. */
    private static final Queue<Used> IDLE = new ConcurrentLinkedQueue<>();
    /** As many as are read in parallel. A new parser takes as long as reading a small answer. */
    private static final int MAX_IDLE = 16;
    /** A parser keeps all names, so it is not used for ever. */
    private static final int MAX_USES = 64;

    private record Used(XMLReader reader, int times) {}

    /** @param isShort evaluated after a good end: true if the parser may keep the names of the document */
    static void parse(InputSource document, DefaultHandler2 handler, BooleanSupplier isShort)
            throws SAXException, IOException {
        Used idle = IDLE.poll();
        XMLReader reader = idle == null ? reader(handler) : idle.reader();
        reader.setContentHandler(handler);
        try {
            reader.parse(document);
        } catch (VoTableHandler.RootEnded e) {
            int times = idle == null ? 1 : idle.times() + 1;
            if (times < MAX_USES && IDLE.size() < MAX_IDLE && isShort.getAsBoolean()) {
                reader.setContentHandler(new DefaultHandler2());
                IDLE.add(new Used(reader, times));
            }
            throw e;
        }
    }

    /**
     * Parses a document other than a VOTable, to the end of its root element. The handler gets elements, text and processing
     * instructions, and must limit depth and text; this method limits tags, comments and the number of different names.
     *
     * @throws SAXException if it is not well-formed, has declarations, or the handler ends it; see {@link #code}
     * @throws IOException from the stream
     */
    public static void parse(InputStream document, DefaultHandler2 handler) throws SAXException, IOException {
        XmlText text = new XmlText(document, XmlProlog.ANY, null);
        try {
            reader(new Bounds(text, handler)).parse(new InputSource(text));
        } catch (VoTableHandler.RootEnded e) {
            // the good end
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

    /** {@code FORBIDDEN_XML} or {@code MALFORMED}. */
    public static FailureCode code(SAXException thrown) {
        return thrown instanceof ReadAbort abort ? abort.failure().code() : FailureCode.MALFORMED;
    }

    /** Adds limits to a handler. */
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

    static XMLReader reader(DefaultHandler2 handler) throws SAXException {
        try {
            // the parser of the JDK, not one of the class path; not namespace-aware: undeclared prefixes are common
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
            // JDK 25 counts each &amp; as an entity; without declarations no entity can grow; the handler limits the
            // depth
            for (String unlimited : UNLIMITED) {
                reader.setProperty(LIMITS + unlimited, "0");
            }
            reader.setProperty(LIMITS + "elementAttributeLimit", "1000");
            reader.setProperty(LIMITS + "maxXMLNameLimit", "1000");
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

    /** Ends the parse at a declaration that {@link DoctypeGuard} did not find. */
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
