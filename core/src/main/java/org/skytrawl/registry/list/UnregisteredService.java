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
import org.skytrawl.model.TableModel;
import org.skytrawl.registry.regtap.InterfaceChoice;

/**
 * A service that a person names by its URL. Its ivoid is made from what is known: {@code
 * url:sia2:https://example.org/images}, for ObsTAP with {@code #} and the table. The protocol is part of it, so two
 * interfaces at one URL are not taken for one resource.
 */
public final class UnregisteredService {
    private UnregisteredService() {}

    /** @param url for ObsTAP it may end with {@code #} and the percent-encoded name of the table */
    public static Service of(Protocol protocol, String url) {
        String given = ShownUrl.withoutUser(url.strip());
        int hash = given.indexOf('#');
        TableModel model = protocol.table();
        boolean named = model != null && hash >= 0;
        String accessUrl = named ? given.substring(0, hash) : given;
        @Nullable String table = named ? tableName(given.substring(hash + 1)) : null;
        if (!InterfaceChoice.isUsable(accessUrl)) {
            throw new IllegalArgumentException(
                    OutsideText.isTooLongForUrl(accessUrl)
                            ? "a URL of " + accessUrl.length() + " characters is too long: give at most "
                                    + OutsideText.LONGEST_URL
                            : "'" + ShownUrl.of(url.strip()) + "' is no http or https URL");
        }
        @Nullable String queried = model == null ? null : table == null ? model.tableName() : table;
        String name = "url:" + protocol.name().toLowerCase(Locale.ROOT) + ":" + accessUrl
                + (queried == null ? "" : "#" + queried);
        return Service.of(List.of(new Ivoid(name.replaceAll("\\s", "%20"))), accessUrl, protocol, accessUrl, queried);
    }

    private static String tableName(String fragment) {
        String table;
        try {
            // a + is itself here, unlike in form encoding
            table = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the table '" + fragment + "' is not properly percent-encoded", e);
        }
        if (table.isEmpty()) {
            throw new IllegalArgumentException("there is no table after the '#'");
        }
        return table;
    }
}
