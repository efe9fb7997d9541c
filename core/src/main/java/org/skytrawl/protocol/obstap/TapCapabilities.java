package org.skytrawl.protocol.obstap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.BodyFailedException;
import org.skytrawl.net.BodyStoppedException;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.Retries;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.ErrorBody;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.SafeXml;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * What a TAP service declares in its VOSI capabilities (TAP 1.1 section 2.4) of ADQL features and of uploads (TAPRegExt 1.0 sections
 * 2.3 to 2.5).
 *
 * @param features the forms of each type of language feature; types in lower case
 */
public record TapCapabilities(Map<String, Set<String>> features, Uploads uploads) {
    /**
     * Uploads. Nobody can raise the default of a limit, so it holds as the hard limit does.
     *
     * @param inline whether tables come with the request
     * @param rows limit of rows of a table, {@link Long#MAX_VALUE} if none is declared
     * @param bytes limit of bytes, likewise
     */
    public record Uploads(boolean inline, long rows, long bytes) {
        static final Uploads NONE = new Uploads(false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Type of geometry functions. */
    public static final String GEOMETRY = "ivo://ivoa.net/std/TAPRegExt#features-adqlgeo";

    /** Type of user defined functions; their forms are signatures. */
    public static final String FUNCTIONS = "ivo://ivoa.net/std/TAPRegExt#features-udf";

    /** Type of words that GAVO's server adds to ADQL. */
    private static final String KEYWORDS = "ivo://org.gavo.dc/std/exts#extra-adql-keywords";

    private static final String MOC = "MOC";

    /** Type of UNION, EXCEPT, INTERSECT (ADQL 2.1 section 4.7). */
    public static final String SETS = "ivo://ivoa.net/std/TAPRegExt#features-adql-sets";

    /** The largest known documents have some 100 kB. */
    private static final long MOST_BYTES = 4 << 20;

    public TapCapabilities {
        features = Map.copyOf(features);
    }

    /** No declared features. */
    public static final TapCapabilities NONE = new TapCapabilities(Map.of(), Uploads.NONE);

    /**
     * Fetches the capabilities.
     *
     * @param accessUrl the TAP access URL, without {@code /capabilities}
     * @param privateAddressesAllowed whether the service may be on this machine or in a private network
     * @throws FetchException if there is no readable document
     * @throws StoppedException at the context's timeout or cancel
     */
    public static TapCapabilities fetch(
            HttpFetcher fetcher, String accessUrl, boolean privateAddressesAllowed, FetchContext context)
            throws FetchException, StoppedException {
        return parse(document(
                fetcher, TapSync.resource(accessUrl, "capabilities"), MOST_BYTES, privateAddressesAllowed, context));
    }

    /** A document of the service. */
    static byte[] document(
            HttpFetcher fetcher, String url, long mostBytes, boolean privateAddressesAllowed, FetchContext context)
            throws FetchException, StoppedException {
        FetchRequest request =
                FetchRequest.get(url).atMostBytes(mostBytes).allowingPrivateAddresses(privateAddressesAllowed);
        try (FetchAnswer answer = Retries.fetch(fetcher, request, context)) {
            if (answer.status() >= 400) {
                throw ErrorBody.read(answer);
            }
            return answer.body().readAllBytes();
        } catch (BodyStoppedException e) {
            throw e.stop();
        } catch (BodyFailedException e) {
            throw e.failure();
        } catch (IOException e) {
            throw new FetchException(FailureCode.MALFORMED, String.valueOf(e.getMessage()), null, e);
        }
    }

    static TapCapabilities parse(byte[] document) throws FetchException {
        Handler handler = new Handler();
        try {
            SafeXml.parse(new ByteArrayInputStream(document), handler);
        } catch (SAXException e) {
            throw unreadable(SafeXml.code(e), e);
        } catch (IOException e) {
            throw unreadable(FailureCode.MALFORMED, e);
        }
        if (!handler.isCapabilities) {
            throw new FetchException(FailureCode.MALFORMED, "the document is not VOSI capabilities", null, null);
        }
        return new TapCapabilities(handler.features, handler.uploads);
    }

    private static FetchException unreadable(FailureCode code, Exception e) {
        String message = "its capabilities cannot be read: " + PlainText.of(String.valueOf(e.getMessage()), 200);
        return new FetchException(code, message, null, e);
    }

    /** Whether a feature is declared; case does not matter. */
    public boolean has(String type, String form) {
        return features.getOrDefault(type.toLowerCase(Locale.ROOT), Set.of()).stream()
                .anyMatch(form::equalsIgnoreCase);
    }

    /** Whether {@code MOC('6/1-3')} is declared as a shape for INTERSECTS and CONTAINS. */
    public boolean hasMoc() {
        return has(KEYWORDS, MOC) || has(GEOMETRY, MOC) || functions().contains(MOC.toLowerCase(Locale.ROOT));
    }

    /** The names of the user defined functions, in lower case. */
    public Set<String> functions() {
        return features.getOrDefault(FUNCTIONS.toLowerCase(Locale.ROOT), Set.of()).stream()
                .map(form -> form.replaceFirst("(?s)\\(.*", "").strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static final class Handler extends DefaultHandler2 {
        private static final int MOST_DEPTH = 100;
        private static final int MOST_TEXT = 10_000;

        private final Map<String, Set<String>> features = new TreeMap<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private String type = "";
        private boolean isCapabilities;
        private boolean isAdql;
        private Uploads uploads = Uploads.NONE;
        private String unit = "";

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes)
                throws SAXException {
            String name = qualified.substring(qualified.indexOf(':') + 1);
            if (path.isEmpty()) {
                isCapabilities = name.equals("capabilities");
            }
            if (path.size() == MOST_DEPTH) {
                throw new SAXException("elements are nested more than " + MOST_DEPTH + " deep");
            }
            path.push(name);
            text.setLength(0);
            if (name.equals("language")) {
                isAdql = false;
            } else if (name.equals("languageFeatures")) {
                type = value(attributes, "type");
            } else if (name.equals("uploadMethod")) {
                // the identifier has changed: ivo://ivoa.net/std/TAPRegExt#upload-inline,
                // ivo://ivoa.org/tap/uploadmethods#inline
                boolean isInline = uploads.inline || value(attributes, "ivo-id").endsWith("inline");
                uploads = new Uploads(isInline, uploads.rows, uploads.bytes);
            } else if (name.equals("default") || name.equals("hard")) {
                unit = value(attributes, "unit");
            }
        }

        private static String value(Attributes attributes, String name) {
            String value = attributes.getValue(name);
            return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            // only descriptions are longer, and they are not used
            text.append(chars, start, Math.min(length, MOST_TEXT - text.length()));
        }

        @Override
        public void endElement(String uri, String local, String qualified) {
            String name = path.pop();
            String parent = path.isEmpty() ? "" : path.peek();
            if (name.equals("name") && parent.equals("language")) {
                isAdql = text.toString().strip().equalsIgnoreCase("ADQL");
            } else if (name.equals("form") && parent.equals("feature") && isAdql) {
                features.computeIfAbsent(type, key -> new TreeSet<>())
                        .add(text.toString().strip());
            } else if (parent.equals("uploadLimit") && (name.equals("default") || name.equals("hard"))) {
                limit(text.toString().strip());
            }
        }

        private void limit(String written) {
            long limit;
            try {
                limit = Long.parseLong(written);
            } catch (NumberFormatException e) {
                return;
            }
            if (limit >= 0 && unit.startsWith("row")) {
                uploads = new Uploads(uploads.inline, Math.min(uploads.rows, limit), uploads.bytes);
            } else if (limit >= 0 && unit.startsWith("byte")) {
                uploads = new Uploads(uploads.inline, uploads.rows, Math.min(uploads.bytes, limit));
            }
        }
    }
}
