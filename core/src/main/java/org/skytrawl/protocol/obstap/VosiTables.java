package org.skytrawl.protocol.obstap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.SafeXml;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** The tables of one schema of a TAP service, by its VOSI tables (VOSI 1.1 section 4). */
public final class VosiTables {
    /** Large data centres list thousands of tables. */
    private static final long MOST_BYTES = 64 << 20;

    private VosiTables() {}

    /**
     * Fetches the tables.
     *
     * @param accessUrl the TAP access URL, without {@code /tables}
     * @param schema in lower case
     * @param privateAddressesAllowed whether the service may be on this machine or in a private network
     * @return the columns of each table {@code schema.name}, in lower case; none if the document omits them
     * @throws FetchException if there is no readable document
     * @throws StoppedException at the context's timeout or cancel
     */
    public static Map<String, Set<String>> fetch(
            HttpFetcher fetcher, String accessUrl, String schema, boolean privateAddressesAllowed, FetchContext context)
            throws FetchException, StoppedException {
        byte[] document = TapCapabilities.document(
                fetcher, TapSync.resource(accessUrl, "tables"), MOST_BYTES, privateAddressesAllowed, context);
        Handler handler = new Handler(schema + ".");
        try {
            SafeXml.parse(new ByteArrayInputStream(document), handler);
        } catch (SAXException | IOException e) {
            FailureCode code = e instanceof SAXException sax ? SafeXml.code(sax) : FailureCode.MALFORMED;
            String message = "its tables cannot be read: " + PlainText.of(String.valueOf(e.getMessage()), 200);
            throw new FetchException(code, message, null, e);
        }
        return handler.tables;
    }

    private static final class Handler extends DefaultHandler2 {
        private static final int MOST_DEPTH = 100;
        private static final int LONGEST_NAME = 200;

        private final Map<String, Set<String>> tables = new TreeMap<>();
        private final String prefix;
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private String schema = "";
        private Set<String> columns = new HashSet<>();

        Handler(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes)
                throws SAXException {
            if (path.size() == MOST_DEPTH) {
                throw new SAXException("elements are nested more than " + MOST_DEPTH + " deep");
            }
            path.push(qualified.substring(qualified.indexOf(':') + 1));
            text.setLength(0);
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            text.append(chars, start, Math.min(length, LONGEST_NAME - text.length()));
        }

        @Override
        public void endElement(String uri, String local, String qualified) {
            if (!path.pop().equals("name") || path.isEmpty()) {
                return;
            }
            String name = text.toString().replace("\"", "").strip().toLowerCase(Locale.ROOT);
            switch (path.peek()) {
                case "schema" -> schema = name;
                case "table" -> {
                    String whole = name.indexOf('.') < 0 ? schema + "." + name : name;
                    columns = whole.startsWith(prefix)
                            ? tables.computeIfAbsent(whole, key -> new HashSet<>())
                            : new HashSet<>();
                }
                case "column" -> columns.add(name);
                default -> {}
            }
        }
    }
}
