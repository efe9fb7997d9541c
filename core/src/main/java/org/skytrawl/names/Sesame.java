package org.skytrawl.names;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.ShownUrl;

/**
 * Where the name resolver Sesame of the CDS is asked, in which order, and how its URLs are made ({@code docs/positions.md}).
 * Immutable.
 *
 * @param endpoints URLs up to and with {@code nph-sesame}
 * @param namedByUser whether they may be on this machine or in a private network, as what the user himself names may be
 */
public record Sesame(List<String> endpoints, boolean namedByUser) {
    /** The environment variable that names others, separated by blanks or commas. */
    public static final String VARIABLE = "SKYTRAWL_SESAME";

    /**
     * The CDS itself and its mirror at the CfA, as the documentation of Sesame names them
     * ({@code http://vizier.cfa.harvard.edu/doc/sesame.htx}, section 1).
     */
    private static final Sesame PUBLIC = new Sesame(
            List.of("https://cds.unistra.fr/cgi-bin/nph-sesame", "http://vizier.cfa.harvard.edu/viz-bin/nph-sesame"),
            false);

    private static final Pattern HTTP_URL = Pattern.compile("(?i)https?://[^/?#\\s]\\S*");

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Keeps its own copy, without user names and passwords in URLs: they are never sent, and must not be shown. */
    public Sesame {
        endpoints = endpoints.stream().map(ShownUrl::withoutUser).toList();
    }

    /**
     * Those of {@link #VARIABLE}, or the public ones.
     *
     * @throws DiscoveryException if the variable has something else than http and https URLs
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
     * The URL that asks one endpoint for a name: as XML ({@code x}) under the media type text/plain ({@code p}), from Simbad, NED
     * and VizieR, the first that knows it (sesame.htx, sections 1 and 2).
     */
    static String url(String endpoint, String name) {
        StringBuilder url = new StringBuilder(OutsideText.withoutEnd(endpoint, "/?")).append("/-oxp/SNV?");
        // '&' would begin another name, '+' is a blank
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0) {
                url.append(c);
            } else {
                url.append(String.format(java.util.Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return url.toString();
    }
}
