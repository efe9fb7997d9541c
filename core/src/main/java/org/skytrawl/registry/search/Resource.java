package org.skytrawl.registry.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ShownUrl;

/**
 * The description of one resource in a registry (RegTAP 1.2 section 8), without its tables, which can be thousands: {@link
 * ResourceTable}. Texts are exactly as the registry sent them: clean them before you show them. Members are null if the
 * record does not give them.
 *
 * @param capabilities ordered by their index
 */
public record Resource(
        Identity identity,
        Content content,
        Curation curation,
        Extent extent,
        List<Relationship> relationships,
        List<Capability> capabilities) {
    public Resource {
        relationships = List.copyOf(relationships);
        capabilities = List.copyOf(capabilities);
    }

    public Ivoid ivoid() {
        return identity.ivoid;
    }

    public String title() {
        return identity.title;
    }

    public List<String> dois() {
        return identity.altIdentifiers.stream()
                .filter(id -> {
                    String lower = id.toLowerCase(Locale.ROOT);
                    return lower.startsWith("doi:") || lower.matches("https?://(dx\\.)?doi\\.org/.*");
                })
                .toList();
    }

    /**
     * What a resource is called.
     *
     * @param resType in lower case, such as {@code vs:catalogservice}
     * @param title the ivoid if there is none
     * @param altIdentifiers other identifiers as URIs, such as {@code doi:10.5072/x}, of it and of its parts
     */
    public record Identity(
            Ivoid ivoid,
            @Nullable String resType,
            String title,
            @Nullable String shortName,
            List<String> altIdentifiers) {
        public Identity {
            altIdentifiers = List.copyOf(altIdentifiers);
        }
    }

    /**
     * What a resource is about.
     *
     * @param referenceUrl a page for people
     * @param levels the intended readers, such as {@code research}
     * @param types such as {@code catalog}
     */
    public record Content(
            @Nullable String description,
            @Nullable String referenceUrl,
            Topics topics,
            List<String> levels,
            List<String> types,
            Source source) {
        public Content {
            levels = List.copyOf(levels);
            types = List.copyOf(types);
        }
    }

    /**
     * Topics of a resource.
     *
     * @param subjects topics and other keywords of the record
     * @param uatConcepts the subjects as concepts of the Unified Astronomy Thesaurus, if the registry maps them
     */
    public record Topics(List<String> subjects, List<String> uatConcepts) {
        public Topics {
            subjects = List.copyOf(subjects);
            uatConcepts = List.copyOf(uatConcepts);
        }
    }

    /**
     * The publication on a resource.
     *
     * @param text usually a bibcode
     * @param format such as {@code bibcode}
     */
    public record Source(@Nullable String text, @Nullable String format) {}

    /**
     * Who maintains a resource, and its dates.
     *
     * @param roles persons and organisations; the creators in the order of the record
     * @param dates dates in the life of the resource
     * @param rights conditions of use
     * @param rightsUri identifier of a licence
     */
    public record Curation(
            List<Role> roles,
            @Nullable String version,
            RecordState record,
            List<Dated> dates,
            @Nullable String rights,
            @Nullable String rightsUri) {
        public Curation {
            roles = List.copyOf(roles);
            dates = List.copyOf(dates);
        }

        /** @param baseRole {@code creator}, {@code publisher}, {@code contact} or {@code contributor} */
        public List<Role> having(String baseRole) {
            return roles.stream()
                    .filter(role -> role.baseRole().equals(baseRole))
                    .toList();
        }
    }

    /**
     * Dates of the record of a resource, in ISO 8601, UTC, and judgements of its quality.
     *
     * @param updated when it was last changed
     */
    public record RecordState(
            @Nullable String created, @Nullable String updated, List<Validation> validations) {
        public RecordState {
            validations = List.copyOf(validations);
        }
    }

    /**
     * A person or an organisation.
     *
     * @param baseRole in lower case, such as {@code creator}
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
     * @param role what happened then, such as {@code updated}
     */
    public record Dated(String date, @Nullable String role) {}

    /**
     * The declared coverage of a resource.
     *
     * @param coverage unreadable coverage counts as undeclared, with a note
     * @param otherFrames places in another reference system than ICRS, which no search compares
     * @param wavebands terms of the IVOA, such as {@code optical}
     * @param regionOfRegardDeg the region around a position that the resource may concern, degrees
     */
    public record Extent(
            Coverage coverage,
            List<OtherFrame> otherFrames,
            List<String> wavebands,
            @Nullable Double regionOfRegardDeg) {
        public Extent {
            otherFrames = List.copyOf(otherFrames);
            wavebands = List.copyOf(wavebands);
        }
    }

    /**
     * Places in another reference system.
     *
     * @param refSystemName such as {@code https://www.iau.org/mars}
     * @param moc an ASCII MOC, exactly as the registry sent it
     */
    public record OtherFrame(String refSystemName, @Nullable String moc) {}

    /**
     * A relationship to another resource.
     *
     * @param type in lower case, such as {@code isservedby}
     * @param relatedIvoid null if the other resource is not registered
     */
    public record Relationship(
            String type,
            @Nullable Ivoid relatedIvoid,
            @Nullable String relatedName) {}

    /**
     * A judgement of the quality of a record.
     *
     * @param level 0 to 4, higher is better (VOResource 1.1 section 2.2.4)
     * @param validatedBy the judge
     * @param capIndex the capability; null for the whole resource
     */
    public record Validation(
            int level,
            @Nullable String validatedBy,
            @Nullable Integer capIndex) {}

    /**
     * A capability of a resource.
     *
     * @param capIndex its number within the resource
     * @param type in lower case, such as {@code sia:simpleimageaccess}
     * @param standardId in lower case; null if it follows no standard
     * @param dataModels identifiers of the data models of its tables, such as {@code ivo://ivoa.net/std/ObsCore#core-1.1}
     */
    public record Capability(
            int capIndex,
            @Nullable String type,
            @Nullable String standardId,
            @Nullable String description,
            List<String> dataModels,
            List<Interface> interfaces) {
        public Capability {
            dataModels = List.copyOf(dataModels);
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * An interface of a capability.
     *
     * @param type in lower case, such as {@code vs:paramhttp} or {@code vr:webbrowser}
     * @param role {@code std} for the interface of the standard
     * @param version version of the standard
     * @param resultType media type of its answers
     * @param authenticatedOnly whether it needs a login
     */
    public record Interface(
            @Nullable String type,
            @Nullable String role,
            @Nullable String version,
            Urls urls,
            @Nullable String resultType,
            boolean authenticatedOnly) {}

    /**
     * Where an interface is, without user names and passwords.
     *
     * @param use how to use the access URL: {@code base}, {@code full}, {@code post} or {@code dir}
     */
    public record Urls(@Nullable String access, @Nullable String use, List<String> mirrors) {
        public Urls {
            access = access == null ? null : ShownUrl.withoutUser(access);
            mirrors = mirrors.stream().map(ShownUrl::withoutUser).toList();
        }
    }
}
