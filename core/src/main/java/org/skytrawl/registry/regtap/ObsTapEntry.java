package org.skytrawl.registry.regtap;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.OutsideText;

/**
 * One registration of an ObsCore table; several may be of the same table of the same TAP service.
 *
 * @param ivoid the resource
 * @param capIndex its TAP capability
 * @param chosen the interface of that
 * @param table the table to query, its name verbatim
 * @param isTable whether the table itself is registered, rather than a TAP service that declares the data model
 */
public record ObsTapEntry(
        String ivoid, @Nullable Integer capIndex, InterfaceChoice chosen, String table, boolean isTable) {
    /** The TAP service itself is what a common table is called by, else the resource that sorts first. */
    static final Comparator<ObsTapEntry> NAMING_FIRST =
            Comparator.comparing(ObsTapEntry::isTable).thenComparing(ObsTapEntry::ivoid);

    static ObsTapEntry of(String ivoid, CandidateBuilder.Capability tap, String table, boolean isTable) {
        return new ObsTapEntry(ivoid, tap.capIndex(), InterfaceChoice.of(tap.rows()), table, isTable);
    }

    /** What the registrations of one table have in common. */
    String key() {
        String url = CanonicalUrl.of(chosen.accessUrl());
        // what cannot be asked is no service that others could share
        return url == null || chosen.unusable() != null ? "unusable " + ivoid + " " + table : obsTapKey(url, table);
    }

    /** The URL that any of them gives with https, else the first. */
    static String accessUrl(List<ObsTapEntry> same) {
        return same.stream()
                .map(entry -> entry.chosen().accessUrl())
                .min(Comparator.comparing((String url) -> !ServiceOrder.isHttps(url))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** The mirrors of all of them. */
    static List<String> mirrorUrls(List<ObsTapEntry> same) {
        String used = CanonicalUrl.of(accessUrl(same));
        return same.stream()
                .flatMap(entry -> entry.chosen().mirrorUrls().stream())
                .filter(url -> !Objects.equals(CanonicalUrl.of(url), used))
                .distinct()
                .toList();
    }

    /** The name that a table's own registration gives, else the one of the data model. */
    static String tableName(List<ObsTapEntry> same) {
        return same.stream()
                .filter(ObsTapEntry::isTable)
                .map(ObsTapEntry::table)
                .min(Comparator.naturalOrder())
                .orElse(same.getFirst().table());
    }

    /** The same for ObsTAP: the trailing slash is stripped before {@code /sync} is added. */
    public static String obsTapKey(String canonicalUrl, String tableName) {
        int query = canonicalUrl.indexOf('?');
        String path = OutsideText.withoutEnd(query < 0 ? canonicalUrl : canonicalUrl.substring(0, query), "/");
        return tableName.toLowerCase(Locale.ROOT) + " " + path + (query < 0 ? "" : canonicalUrl.substring(query));
    }
}
