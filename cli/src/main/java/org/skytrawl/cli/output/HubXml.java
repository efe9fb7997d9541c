package org.skytrawl.cli.output;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.astrogrid.samp.httpd.HttpServer;
import org.astrogrid.samp.xmlrpc.SampXmlRpcClientFactory;
import org.astrogrid.samp.xmlrpc.SampXmlRpcServerFactory;
import org.astrogrid.samp.xmlrpc.internal.InternalClient;
import org.astrogrid.samp.xmlrpc.internal.InternalServer;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML-RPC of JSAMP for documents without a DOCTYPE. The parser of JSAMP loads the files and URLs named in a DOCTYPE. Therefore each
 * answer of a hub, and each incoming call, is first read here by the same parser with DOCTYPE forbidden.
 */
public final class HubXml {
    /** Messages of a hub have a few kilobytes. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int MOST_DEPTH = 100;

    public static final SampXmlRpcClientFactory CLIENTS = Client::new;
    public static final SampXmlRpcServerFactory SERVERS = Server::new;

    private HubXml() {}

    private static final class Client extends InternalClient {
        Client(URL endpoint) {
            super(endpoint);
        }

        @Override
        protected Object deserializeResponse(InputStream in) throws IOException {
            byte[] answer = in.readNBytes(MOST_BYTES + 1);
            check(answer);
            return super.deserializeResponse(new ByteArrayInputStream(answer));
        }
    }

    private static final class Server extends InternalServer {
        Server() throws IOException {}

        @Override
        protected HttpServer.Response getXmlRpcResponse(HttpServer.Request request) {
            try {
                check(request.getBody() == null ? new byte[0] : request.getBody());
            } catch (IOException e) {
                return HttpServer.createErrorResponse(400, "Bad Request");
            }
            return super.getXmlRpcResponse(request);
        }
    }

    private static void check(byte[] document) throws IOException {
        if (document.length > MOST_BYTES) {
            throw new IOException("its XML has more than " + MOST_BYTES + " bytes");
        }
        Depth depth = new Depth();
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            reader.setContentHandler(depth);
            reader.setErrorHandler(depth);
            reader.parse(new InputSource(new ByteArrayInputStream(document)));
        } catch (SAXException e) {
            String why = String.valueOf(e.getMessage());
            throw new IOException(
                    why.contains("DOCTYPE")
                            ? "its XML has a DOCTYPE, with which files could be read, and is refused"
                            : "its XML cannot be read: " + why,
                    e);
        } catch (ParserConfigurationException e) {
            throw new IOException("this Java's XML parser cannot be made safe", e);
        }
    }

    private static final class Depth extends DefaultHandler {
        private int depth;

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
            if (++depth > MOST_DEPTH) {
                throw new SAXException("elements are nested more than " + MOST_DEPTH + " deep");
            }
        }

        @Override
        public void endElement(String uri, String local, String name) {
            depth--;
        }
    }
}
