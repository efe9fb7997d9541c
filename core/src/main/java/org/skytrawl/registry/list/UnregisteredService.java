package org.skytrawl.registry.list;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.registry.access.StandardIds;
import org.skytrawl.registry.regtap.InterfaceChoice;

/**
 * A service of which only its URL is known, given by hand.
 *
 * <p>Whatever is asked is called by an ivoid, in the log, in the origin of datasets and in lists. It would be a lie to make one
 * up that begins with {@code ivo://}, since those are given out by registries; so it is called by what is known of it:
 * {@code url:sia2:https://example.org/images}, in lower case as all ivoids are, a blank as {@code %20}, for ObsTAP with
 * {@code #} and the table. With the protocol in it, two interfaces at one URL are not taken for those of one resource. Where a
 * registered service of the same list has the same URL, that one stands for both.
 */
public final class UnregisteredService {
    private UnregisteredService() {}

    /**
     * The service at a URL.
     *
     * @param url its access URL; for ObsTAP with {@code #} and the name of the table to query behind it, percent-encoded where
     *     the name has other characters than a URL, else {@code ivoa.obscore} is queried
     * @throws IllegalArgumentException if it is no http or https URL, or the table's name cannot be read
     */
    public static Service of(Protocol protocol, String url) {
        String given = ShownUrl.withoutUser(url.strip());
        int hash = given.indexOf('#');
        boolean named = protocol == Protocol.OBSTAP && hash >= 0;
        String accessUrl = named ? given.substring(0, hash) : given;
        String table = named ? tableName(given.substring(hash + 1)) : StandardIds.OBSCORE_TABLE;
        if (!InterfaceChoice.isUsable(accessUrl)) {
            throw new IllegalArgumentException(
                    OutsideText.isTooLongForUrl(accessUrl)
                            ? "a URL of " + accessUrl.length() + " characters is none: give at most "
                                    + OutsideText.LONGEST_URL
                            : "'" + ShownUrl.of(url.strip()) + "' is no http or https URL");
        }
        @Nullable String queried = protocol == Protocol.OBSTAP ? table : null;
        String name = "url:" + protocol.name().toLowerCase(Locale.ROOT) + ":" + accessUrl
                + (queried == null ? "" : "#" + queried);
        return Service.of(List.of(new Ivoid(name.replaceAll("\\s", "%20"))), accessUrl, protocol, accessUrl, queried);
    }

    private static String tableName(String fragment) {
        String table;
        try {
            // of form encoding only this is not meant
            table = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the table '" + fragment + "' is not percent-encoded as it should be", e);
        }
        if (table.isEmpty()) {
            throw new IllegalArgumentException("there is no table behind the '#'");
        }
        return table;
    }
}
