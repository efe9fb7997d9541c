package org.skytrawl.registry.regtap;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.ServiceKey;

/** @param isTable whether the table itself is registered, rather than a TAP service that declares the data model */
public record ObsTapEntry(
        String ivoid, @Nullable Integer capIndex, InterfaceChoice chosen, String table, boolean isTable) {
    /** A common table has the title of the TAP service itself, else of the resource that sorts first. */
    static final Comparator<ObsTapEntry> NAMING_FIRST =
            Comparator.comparing(ObsTapEntry::isTable).thenComparing(ObsTapEntry::ivoid);

    static ObsTapEntry of(String ivoid, CandidateBuilder.Capability tap, String table, boolean isTable) {
        return new ObsTapEntry(ivoid, tap.capIndex(), InterfaceChoice.of(tap.rows()), table, isTable);
    }

    /** Equal for all registrations of one table. */
    ServiceKey key(Protocol protocol) {
        ServiceKey key = ServiceKey.of(protocol, chosen.accessUrl(), table);
        // an unusable service is not shared
        boolean shared = chosen.unusable() == null && key.isUsable();
        return shared ? key : new ServiceKey(protocol, "unusable " + ivoid, table);
    }

    /** An https URL if there is one. */
    static String accessUrl(List<ObsTapEntry> same) {
        return same.stream()
                .map(entry -> entry.chosen().accessUrl())
                .min(Comparator.comparing((String url) -> !ServiceOrder.isHttps(url))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    static List<String> mirrorUrls(List<ObsTapEntry> same) {
        String used = CanonicalUrl.of(accessUrl(same));
        return same.stream()
                .flatMap(entry -> entry.chosen().mirrorUrls().stream())
                .filter(url -> !Objects.equals(CanonicalUrl.of(url), used))
                .distinct()
                .toList();
    }

    /** The registered name of the table, else the one of the data model. */
    static String tableName(List<ObsTapEntry> same) {
        return same.stream()
                .filter(ObsTapEntry::isTable)
                .map(ObsTapEntry::table)
                .min(Comparator.naturalOrder())
                .orElse(same.getFirst().table());
    }
}
