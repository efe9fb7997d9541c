package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/**
 * A standard identifier by which a registry knows the capabilities of a protocol, and those auxiliary ones by which a resource
 * is part of a service that belongs to another one.
 *
 * @param value the identifier in lower case, as registries keep it, such as {@code ivo://ivoa.net/std/sia#query-2.0}
 * @param anyMinor whether other minor versions count as well: what stands behind its last dot
 * @param interfaceVersion version that the interface must have, of which any minor one counts; null for all
 */
public record StandardId(
        String value, boolean anyMinor, @Nullable String interfaceVersion) {
    /** This identifier only. */
    public static StandardId of(String value) {
        return new StandardId(value, false, null);
    }

    /** This identifier and those of other minor versions. */
    public static StandardId ofAnyMinor(String value) {
        return new StandardId(value, true, null);
    }

    /** This identifier, where the interface says that it is of this version of the standard. */
    public static StandardId ofInterface(String value, String interfaceVersion) {
        return new StandardId(value, false, interfaceVersion);
    }

    /** The standard, which is what stands before {@code #}. */
    public String standard() {
        int hash = value.indexOf('#');
        return hash < 0 ? value : value.substring(0, hash);
    }

    /** The auxiliary form. */
    public StandardId auxiliary() {
        return new StandardId(auxiliary(value), anyMinor, interfaceVersion);
    }

    /** The auxiliary form of an identifier with a key has it within the key (SIA 2.0 section 4.3), else it is a key. */
    public static String auxiliary(String value) {
        return value.contains("#query-") ? value.replace("#query-", "#query-aux-") : value + "#aux";
    }

    /** Whether an identifier is of the auxiliary form. */
    public static boolean isAuxiliary(String value) {
        return value.endsWith("#aux") || value.contains("#query-aux-");
    }

    /** What identifiers begin with of which {@linkplain #anyMinor any minor version} counts. */
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
