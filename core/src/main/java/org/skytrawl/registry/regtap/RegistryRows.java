package org.skytrawl.registry.regtap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/**
 * The rows from which candidates are made (RegTAP 1.1 section 8). Empty texts and overlong words are null; what RegTAP
 * wants in lower case is in lower case.
 */
public record RegistryRows(
        List<Resource> resources,
        List<Interface> interfaces,
        List<Table> tables,
        List<Detail> details,
        List<Relationship> relationships,
        List<Spatial> spatial,
        List<Bounds> spectral,
        List<Bounds> temporal) {
    public RegistryRows {
        resources = List.copyOf(resources);
        interfaces = List.copyOf(interfaces);
        tables = List.copyOf(tables);
        details = List.copyOf(details);
        relationships = List.copyOf(relationships);
        spatial = List.copyOf(spatial);
        spectral = List.copyOf(spectral);
        temporal = List.copyOf(temporal);
    }

    record Resource(
            String ivoid, @Nullable String type, @Nullable String title) {
        Resource {
            ivoid = lower(ivoid);
            type = lowerOrNull(type);
            title = title == null || OutsideText.isTooLongForUrl(title) ? null : orNull(title);
        }
    }

    /** {@code rr.capability} joined with {@code rr.interface}, whose columns are null for a capability without interfaces. */
    record Interface(
            String ivoid,
            @Nullable Integer capIndex,
            String standardId,
            @Nullable String type,
            @Nullable String role,
            @Nullable String version,
            @Nullable String accessUrl,
            boolean authenticatedOnly,
            @Nullable String mirrorUrls) {
        Interface {
            ivoid = lower(ivoid);
            standardId = lower(standardId);
            type = lowerOrNull(type);
            role = lowerOrNull(role);
            version = orNull(OutsideText.word(version));
            accessUrl = url(accessUrl);
            mirrorUrls = url(mirrorUrls);
        }

        List<String> mirrors() {
            return mirrorUrls == null
                    ? List.of()
                    : Arrays.stream(mirrorUrls.split("#", -1))
                            .map(String::strip)
                            .filter(url -> !url.isEmpty())
                            .distinct()
                            .toList();
        }
    }

    record Table(String ivoid, String name, @Nullable String utype) {
        Table {
            ivoid = lower(ivoid);
            name = name.strip();
            utype = lowerOrNull(utype);
        }
    }

    public record Detail(String ivoid, @Nullable Integer capIndex, String xpath, String value) {
        public Detail {
            ivoid = lower(ivoid);
        }
    }

    /** {@code rr.relationship}, type {@code isservedby} only. The other resource may have a name only. */
    record Relationship(String ivoid, @Nullable String relatedId) {
        Relationship {
            ivoid = lower(ivoid);
            relatedId = lowerOrNull(relatedId);
        }
    }

    /** {@code rr.stc_spatial}; the coverage is an ASCII MOC. */
    record Spatial(
            String ivoid,
            @Nullable String coverage,
            @Nullable String refSystemName) {
        Spatial {
            ivoid = lower(ivoid);
            coverage = orNull(coverage);
            refSystemName = orNull(refSystemName);
        }
    }

    /** {@code rr.stc_spectral} in joules, {@code rr.stc_temporal} in MJD. A null end is open. */
    record Bounds(
            String ivoid, @Nullable Double start, @Nullable Double end) {
        Bounds {
            ivoid = lower(ivoid);
        }
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable String url(@Nullable String text) {
        String url = orNull(text);
        return url == null ? null : OutsideText.unescapedUrl(url);
    }

    private static @Nullable String lowerOrNull(@Nullable String text) {
        return text == null || OutsideText.isTooLongForWord(text) || text.isBlank() ? null : lower(text);
    }
}
