package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/**
 * A standard identifier of the capabilities of a protocol in the registry. Its auxiliary form marks resources that
 * belong to the service of another resource.
 *
 * @param value in lower case, such as {@code ivo://ivoa.net/std/sia#query-2.0}
 * @param anyMinor whether any minor version (after the last dot) matches
 * @param interfaceVersion required version of the interface, any minor one; null for all
 */
public record StandardId(
        String value, boolean anyMinor, @Nullable String interfaceVersion) {
    public static StandardId of(String value) {
        return new StandardId(value, false, null);
    }

    public static StandardId ofAnyMinor(String value) {
        return new StandardId(value, true, null);
    }

    public static StandardId ofInterface(String value, String interfaceVersion) {
        return new StandardId(value, false, interfaceVersion);
    }

    /** The part before {@code #}. */
    public String standard() {
        int hash = value.indexOf('#');
        return hash < 0 ? value : value.substring(0, hash);
    }

    public StandardId auxiliary() {
        return new StandardId(auxiliary(value), anyMinor, interfaceVersion);
    }

    /** The auxiliary form: within the key, if there is one (SIA 2.0 section 4.3), else as the key. */
    public static String auxiliary(String value) {
        return value.contains("#query-") ? value.replace("#query-", "#query-aux-") : value + "#aux";
    }

    public static boolean isAuxiliary(String value) {
        return value.endsWith("#aux") || value.contains("#query-aux-");
    }

    /** The common prefix of {@linkplain #anyMinor all minor versions}. */
    public String beforeMinor() {
        return value.substring(0, value.lastIndexOf('.') + 1);
    }

    boolean includes(String standardId, @Nullable String version) {
        return (matches(standardId) || auxiliary().matches(standardId)) && isOfInterface(version);
    }

    private boolean matches(String standardId) {
        return anyMinor ? standardId.startsWith(beforeMinor()) : standardId.equals(value);
    }

    private boolean isOfInterface(@Nullable String version) {
        return interfaceVersion == null
                || (version != null
                        && (version.equals(interfaceVersion) || version.startsWith(interfaceVersion + ".")));
    }
}
