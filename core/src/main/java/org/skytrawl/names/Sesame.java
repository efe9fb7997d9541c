package org.skytrawl.names;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.votable.SafeXml;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Endpoints of the name resolver Sesame of the CDS, in order, and its URLs ({@code docs/positions.md}). Immutable.
 *
 * @param endpoints URLs up to and with {@code nph-sesame}
 * @param namedByUser true if they may be on this machine or in a private network
 */
public record Sesame(List<String> endpoints, boolean namedByUser) {
    /** Environment variable with other endpoints, separated by blanks or commas. */
    public static final String VARIABLE = "SKYTRAWL_SESAME";

    /** The CDS and its mirror at the CfA ({@code http://vizier.cfa.harvard.edu/doc/sesame.htx}, section 1). */
    private static final Sesame PUBLIC = new Sesame(
            List.of("https://cds.unistra.fr/cgi-bin/nph-sesame", "http://vizier.cfa.harvard.edu/viz-bin/nph-sesame"),
            false);

    private static final Pattern HTTP_URL = Pattern.compile("(?i)https?://[^/?#\\s]\\S*");

    /** Removes user names and passwords, which are never sent and must not be shown. */
    public Sesame {
        endpoints = endpoints.stream().map(ShownUrl::withoutUser).toList();
    }

    /**
     * The endpoints of {@link #VARIABLE}, or the public ones.
     *
     * @throws DiscoveryException if the variable contains anything but http and https URLs
     */
    public static Sesame of(Map<String, String> environment) {
        List<String> named = Arrays.stream(
                        environment.getOrDefault(VARIABLE, "").split("[\\s,]+", -1))
                .filter(url -> !url.isEmpty())
                .toList();
        for (String url : named) {
            if (OutsideText.isTooLongForUrl(url) || !HTTP_URL.matcher(url).matches()) {
                throw new DiscoveryException(VARIABLE + ": '" + ShownUrl.of(url, 100)
                        + "' is no http or https URL, such as " + PUBLIC.endpoints.getFirst());
            }
        }
        return named.isEmpty() ? PUBLIC : new Sesame(named, true);
    }

    /**
     * The URL of a query: XML ({@code x}) with the media type text/plain ({@code p}), from the first of Simbad, NED and VizieR
     * that knows the name (sesame.htx, sections 1 and 2).
     */
    static String url(String endpoint, String name) {
        // percent-encodes all but the unreserved characters of RFC 3986: '&' separates names, '+' is a blank
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return OutsideText.withoutEnd(endpoint, "/?") + "/-oxp/SNV?" + encoded;
    }

    sealed interface SesameAnswer {
        /** @param source Simbad, NED or VizieR; may be empty */
        record Found(double raDeg, double decDeg, String source) implements SesameAnswer {}

        /** No resolver of Sesame knows the name. */
        record Unknown() implements SesameAnswer {}

        /** @throws IOException for another document, an invalid position or an error of Sesame; the message is for people */
        static SesameAnswer read(InputStream document) throws IOException {
            Handler handler = new Handler();
            try {
                SafeXml.parse(document, handler);
            } catch (SAXException e) {
                String why = PlainText.of(String.valueOf(e.getMessage()), 200);
                throw new IOException(handler.isSesame ? "its document cannot be read: " + why : NO_SESAME, e);
            }
            return handler.answer();
        }

        /** For example a login page of a hotel network. */
        String NO_SESAME = "it did not answer as Sesame does";

        /** Takes the first resolver with a position. */
        final class Handler extends DefaultHandler2 {
            private static final int MAX_DEPTH = 20;
            private static final int MAX_TEXT = 10_000;

            private final StringBuilder text = new StringBuilder();
            private int depth;
            private boolean isSesame;
            private boolean inTarget;
            private String source = "";
            private @Nullable String ra;
            private @Nullable String dec;
            private @Nullable String error;
            private @Nullable Found found;

            @Override
            public void startElement(String uri, String localName, String name, Attributes attributes)
                    throws SAXException {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw new SAXException("elements lie deeper than " + MAX_DEPTH);
                }
                if (depth == 1) {
                    isSesame = name.equals("Sesame");
                    if (!isSesame) {
                        throw new SAXException("the root element is " + name);
                    }
                }
                inTarget |= name.equals("Target");
                if (name.equals("Resolver")) {
                    source = source(attributes.getValue("name"));
                    ra = null;
                    dec = null;
                }
                text.setLength(0);
            }

            @Override
            public void characters(char[] ch, int start, int length) throws SAXException {
                if (text.length() + length > MAX_TEXT) {
                    throw new SAXException("an element has more than " + MAX_TEXT + " characters");
                }
                text.append(ch, start, length);
            }

            @Override
            public void endElement(String uri, String localName, String name) throws SAXException {
                depth--;
                String content = text.toString().strip();
                switch (name) {
                    case "jradeg" -> ra = content;
                    case "jdedeg" -> dec = content;
                    case "ERROR" -> error = content;
                    case "Resolver" -> place();
                    default -> {}
                }
                text.setLength(0);
            }

            private void place() throws SAXException {
                if (found != null || (ra == null && dec == null)) {
                    return;
                }
                double raDeg = Numbers.parse(String.valueOf(ra));
                double decDeg = Numbers.parse(String.valueOf(dec));
                if (!(raDeg >= 0 && raDeg <= 360 && decDeg >= -90 && decDeg <= 90)) {
                    throw new SAXException("RA " + ra + ", Dec " + dec + " is no place on the sky");
                }
                found = new Found(raDeg, decDeg, source);
            }

            private SesameAnswer answer() throws IOException {
                if (found != null) {
                    return found;
                }
                if (error != null) {
                    throw new IOException("it says " + PlainText.of(error, 200));
                }
                if (!inTarget) {
                    throw new IOException(NO_SESAME);
                }
                return new Unknown();
            }

            /** {@code S=Simbad (CDS, via client/server)} is Simbad. */
            private static String source(@Nullable String name) {
                if (name == null) {
                    return "";
                }
                return PlainText.of(
                        name.substring(name.indexOf('=') + 1).split("\\(", 2)[0].strip(), 60);
            }
        }
    }
}
