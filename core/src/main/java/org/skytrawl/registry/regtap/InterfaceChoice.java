package org.skytrawl.registry.regtap;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.OutsideText;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.regtap.RegistryRows.Interface;

/** The interface by which a capability is queried, or why it cannot be queried. */
public record InterfaceChoice(String accessUrl, @Nullable Skipped unusable, List<String> mirrorUrls) {
    private static final Comparator<Interface> BEST_FIRST = Comparator.comparing(
                    (Interface row) -> !ServiceOrder.isHttps(url(row)))
            .thenComparing(Interface::version, Comparator.nullsLast(InterfaceChoice::newerFirst))
            .thenComparing(InterfaceChoice::url);

    /**
     * Of type {@code vs:paramhttp}, without login; role {@code std} before none, https before http, newer versions
     * first.
     */
    static InterfaceChoice of(List<Interface> rows) {
        List<Interface> standard = rows.stream()
                .filter(row -> "vs:paramhttp".equals(row.type()))
                .filter(row -> row.role() == null || row.role().equals("std"))
                .toList();
        if (standard.isEmpty()) {
            return unusable("", "no interface of type vs:paramhttp and role std");
        }
        List<Interface> open =
                standard.stream().filter(row -> !row.authenticatedOnly()).toList();
        if (open.isEmpty()) {
            return new InterfaceChoice(
                    shown(url(best(standard))),
                    new Skipped(Skipped.Why.NEEDS_LOGIN, "all its interfaces need a login"),
                    List.of());
        }
        List<Interface> usable = open.stream().filter(row -> isUsable(url(row))).toList();
        if (usable.isEmpty()) {
            String url = url(best(open));
            return unusable(shown(url), String.valueOf(whyUnusable(url)));
        }
        Interface chosen = best(usable);
        return new InterfaceChoice(url(chosen), null, mirrors(chosen));
    }

    private static List<String> mirrors(Interface chosen) {
        String own = CanonicalUrl.of(url(chosen));
        return chosen.mirrors().stream()
                .filter(url -> isUsable(url) && !Objects.equals(CanonicalUrl.of(url), own))
                .toList();
    }

    public static boolean isUsable(String url) {
        String key = CanonicalUrl.of(url);
        return key != null && key.startsWith("https://");
    }

    /** Null if the access URL can be queried. */
    public static @Nullable String whyUnusable(String url) {
        if (url.isEmpty()) {
            return "no access URL";
        }
        if (OutsideText.isTooLongForUrl(url)) {
            return "access URL is longer than " + OutsideText.LONGEST_URL + " characters";
        }
        return isUsable(url) ? null : "access URL is no http or https URL";
    }

    /** Empty for a URL that is too long: a part of it would be another URL. */
    public static String shown(String url) {
        return OutsideText.isTooLongForUrl(url) ? "" : url;
    }

    private static InterfaceChoice unusable(String url, String reason) {
        return new InterfaceChoice(url, new Skipped(Skipped.Why.UNUSABLE, reason), List.of());
    }

    private static Interface best(List<Interface> rows) {
        List<Interface> std =
                rows.stream().filter(row -> "std".equals(row.role())).toList();
        return (std.isEmpty() ? rows : std).stream().min(BEST_FIRST).orElseThrow();
    }

    private static String url(Interface row) {
        return row.accessUrl() == null ? "" : row.accessUrl();
    }

    /** Compares versions such as 1.1 and 1.10 part by part. A part that is not a number counts as 0. */
    private static int newerFirst(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        int order = 0;
        for (int i = 0; order == 0 && i < Math.max(left.length, right.length); i++) {
            order = Integer.compare(part(right, i), part(left, i));
        }
        return order;
    }

    private static int part(String[] parts, int i) {
        return i < parts.length && parts[i].matches("\\d{1,9}") ? Integer.parseInt(parts[i]) : 0;
    }
}
