package org.skytrawl.registry.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ShownUrl;

/**
 * All that a registry tells of one resource (RegTAP 1.2 section 8), but for its tables, which can be thousands:
 * {@link ResourceTable}. Texts are as the registry gave them, from the network: whoever shows them cleans them.
 *
 * @param ivoid its identifier
 * @param resType its type in lower case, such as {@code vs:catalogservice}; null if not given
 * @param title its title; the ivoid if there is none
 * @param shortName its name where there is little room; null if not given
 * @param content what it is about
 * @param curation who keeps it, and since when
 * @param extent what it declares to have data of
 * @param altIdentifiers other identifiers as URIs, such as {@code doi:10.5072/x}, of it and of what belongs to it
 * @param relationships how it stands to other resources
 * @param validations what others found of the quality of its record
 * @param capabilities what it can do, by their index
 */
public record Resource(
        Ivoid ivoid,
        @Nullable String resType,
        String title,
        @Nullable String shortName,
        Content content,
        Curation curation,
        Extent extent,
        List<String> altIdentifiers,
        List<Relationship> relationships,
        List<Validation> validations,
        List<Capability> capabilities) {
    /** Keeps its own copies. */
    public Resource {
        altIdentifiers = List.copyOf(altIdentifiers);
        relationships = List.copyOf(relationships);
        validations = List.copyOf(validations);
        capabilities = List.copyOf(capabilities);
    }

    /** The alternative identifiers that are DOIs. */
    public List<String> dois() {
        return altIdentifiers.stream()
                .filter(id -> {
                    String lower = id.toLowerCase(Locale.ROOT);
                    return lower.startsWith("doi:") || lower.matches("https?://(dx\\.)?doi\\.org/.*");
                })
                .toList();
    }

    /**
     * What a resource is about.
     *
     * @param description in sentences; null if not given
     * @param referenceUrl a page for people; null if not given
     * @param subjects topics and other keywords, as the record has them
     * @param uatConcepts the same as concepts of the Unified Astronomy Thesaurus, where the registry maps them
     * @param contentLevels whom it is for, such as {@code research}
     * @param contentTypes what kinds of thing it has, such as {@code catalog}
     * @param source the publication it comes from, usually a bibcode; null if not given
     * @param sourceFormat what form {@code source} has, such as {@code bibcode}; null if not given
     */
    public record Content(
            @Nullable String description,
            @Nullable String referenceUrl,
            List<String> subjects,
            List<String> uatConcepts,
            List<String> contentLevels,
            List<String> contentTypes,
            @Nullable String source,
            @Nullable String sourceFormat) {
        /** Keeps its own copies. */
        public Content {
            subjects = List.copyOf(subjects);
            uatConcepts = List.copyOf(uatConcepts);
            contentLevels = List.copyOf(contentLevels);
            contentTypes = List.copyOf(contentTypes);
        }
    }

    /**
     * Who keeps a resource, and since when.
     *
     * @param roles persons and organisations; the creators in the order of the record
     * @param version its version; null if not given
     * @param created when the record was made, in ISO 8601, UTC; null if not given
     * @param updated when the record was last changed, likewise
     * @param dates dates in the life of the resource
     * @param rights conditions of use; null if not given
     * @param rightsUri identifier of a licence; null if not given
     */
    public record Curation(
            List<Role> roles,
            @Nullable String version,
            @Nullable String created,
            @Nullable String updated,
            List<Dated> dates,
            @Nullable String rights,
            @Nullable String rightsUri) {
        /** Keeps its own copies. */
        public Curation {
            roles = List.copyOf(roles);
            dates = List.copyOf(dates);
        }

        /** Who has this role: {@code creator}, {@code publisher}, {@code contact} or {@code contributor}. */
        public List<Role> having(String baseRole) {
            return roles.stream()
                    .filter(role -> role.baseRole().equals(baseRole))
                    .toList();
        }
    }

    /**
     * A person or an organisation that has to do with a resource.
     *
     * @param baseRole the role in lower case, such as {@code creator}
     * @param name its name
     * @param ivoid its identifier; null if not given
     * @param email its e-mail address; null if not given
     */
    public record Role(
            String baseRole,
            String name,
            @Nullable Ivoid ivoid,
            @Nullable String email) {}

    /**
     * A date in the life of a resource.
     *
     * @param date ISO 8601, UTC
     * @param role what happened then, such as {@code updated}; null if not given
     */
    public record Dated(String date, @Nullable String role) {}

    /**
     * What a resource declares to have data of.
     *
     * @param coverage places, wavelengths and times; what could not be read counts as undeclared, and a note says so
     * @param otherFrames places that are given in another reference system than ICRS, which nothing is compared with
     * @param wavebands parts of the spectrum by the terms of the IVOA, such as {@code optical}
     * @param regionOfRegardDeg how large a region around a position may have to do with it, degrees; null if not given
     */
    public record Extent(
            Coverage coverage,
            List<OtherFrame> otherFrames,
            List<String> wavebands,
            @Nullable Double regionOfRegardDeg) {
        /** Keeps its own copies. */
        public Extent {
            otherFrames = List.copyOf(otherFrames);
            wavebands = List.copyOf(wavebands);
        }
    }

    /**
     * Places in another reference system.
     *
     * @param refSystemName the system, such as {@code https://www.iau.org/mars}
     * @param moc the places as an ASCII MOC, as the registry gave it; null if not given
     */
    public record OtherFrame(String refSystemName, @Nullable String moc) {}

    /**
     * How a resource stands to another.
     *
     * @param type in lower case, such as {@code isservedby}
     * @param relatedIvoid the other's identifier; null if it is not registered
     * @param relatedName the other's name; null if not given
     */
    public record Relationship(
            String type,
            @Nullable Ivoid relatedIvoid,
            @Nullable String relatedName) {}

    /**
     * What somebody found of the quality of a record.
     *
     * @param level 0 to 4, the higher the better (VOResource 1.1 section 2.2.4)
     * @param validatedBy who judged; null if not given
     * @param capIndex the capability that was judged; null for the whole
     */
    public record Validation(
            int level,
            @Nullable String validatedBy,
            @Nullable Integer capIndex) {}

    /**
     * What a resource can do.
     *
     * @param capIndex its number within the resource
     * @param type in lower case, such as {@code sia:simpleimageaccess}; null if of no special type
     * @param standardId the standard it follows, in lower case; null if none
     * @param description what it gives as part of the resource; null if not given
     * @param dataModels identifiers of the data models of its tables, such as {@code ivo://ivoa.net/std/ObsCore#core-1.1}
     * @param interfaces how it is reached
     */
    public record Capability(
            int capIndex,
            @Nullable String type,
            @Nullable String standardId,
            @Nullable String description,
            List<String> dataModels,
            List<Interface> interfaces) {
        /** Keeps its own copies. */
        public Capability {
            dataModels = List.copyOf(dataModels);
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * How a capability is reached.
     *
     * @param type in lower case, such as {@code vs:paramhttp} or {@code vr:webbrowser}; null if not given
     * @param role {@code std} for the interface that the standard describes; null if not given
     * @param version version of the standard; null if not given
     * @param accessUrl where it is; null if not given
     * @param urlUse how the URL is to be used: {@code base}, {@code full}, {@code post} or {@code dir}; null if not given
     * @param mirrorUrls other places where it is
     * @param resultType media type of its answers; null if not given
     * @param authenticatedOnly whether only those who log in may use it
     */
    public record Interface(
            @Nullable String type,
            @Nullable String role,
            @Nullable String version,
            @Nullable String accessUrl,
            @Nullable String urlUse,
            List<String> mirrorUrls,
            @Nullable String resultType,
            boolean authenticatedOnly) {
        /** Keeps its own copies, without user names and passwords in URLs. */
        public Interface {
            accessUrl = accessUrl == null ? null : ShownUrl.withoutUser(accessUrl);
            mirrorUrls = mirrorUrls.stream().map(ShownUrl::withoutUser).toList();
        }
    }
}
