package org.skytrawl.simvo.registry;

import static org.skytrawl.simvo.registry.RecordNode.lower;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;

/** The rows of VOResource records, but for their capabilities and tables (RegTAP 1.2 sections 8.1 to 8.17). */
final class RecordRows {
    /** Terms of VOResource 1.0 and their replacements in the vocabularies relationship_type and date_role. */
    private static final Map<String, String> REPLACED = Map.of(
            "mirror-of", "isidenticalto",
            "service-for", "isservicefor",
            "served-by", "isservedby",
            "derived-from", "isderivedfrom",
            "representative", "collected",
            "creation", "created",
            "update", "updated");

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final Pattern CONCEPT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final RegistryContent content;
    private final RecordNode record;
    private final String ivoid;

    private RecordRows(RegistryContent content, RecordNode record) {
        this.content = content;
        this.record = record;
        this.ivoid = String.valueOf(lower(record.text("identifier")));
    }

    static void add(RegistryContent content, RecordNode record) {
        RecordRows rows = new RecordRows(content, record);
        try {
            rows.addResource();
            rows.addRoles();
            rows.addContent();
            rows.addIdentifiers();
            rows.addCoverage();
            RecordCapabilityRows.addResourceDetails(content, rows.ivoid, record);
            RecordCapabilityRows.add(content, rows.ivoid, record);
            RecordTableRows.add(content, rows.ivoid, record);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the record " + rows.ivoid + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void addResource() {
        content.row("resource", ivoid)
                .set("res_type", record.type())
                .set("created", timestamp(record.attribute("created")))
                .set("updated", timestamp(record.attribute("updated")))
                .set("creator_seq", record.joined("; ", "curation", "creator", "name"))
                .set("region_of_regard", number(record.text("coverage", "regionOfRegard")))
                .read(record, """
                        short_name=shortName res_title=title content_level=~content/contentLevel#
                        res_description=content/description reference_url=content/referenceURL
                        content_type=~content/type# source_format=~content/source/@format source_value=content/source
                        res_version=curation/version waveband=~coverage/waveband# rights=rights
                        rights_uri=rights/@rightsURI""");
    }

    /** RegTAP 1.2 section 8.2: the text of a publisher or contributor is its name. */
    private void addRoles() {
        for (String role : List.of("publisher", "contributor")) {
            record.all("curation", role).forEach(one -> addRole(role, one, one, null));
        }
        for (String role : List.of("creator", "contact")) {
            record.all("curation", role).forEach(one -> addRole(role, one.first("name"), one, one.text("logo")));
        }
    }

    private void addRole(String role, @Nullable RecordNode name, RecordNode whole, @Nullable String logo) {
        // VOResource 1.1 has the attribute at creator and contact, 1.0 at their names
        String id =
                name == null || name.attribute("ivo-id") == null ? whole.attribute("ivo-id") : name.attribute("ivo-id");
        boolean contact = role.equals("contact");
        content.row("res_role", ivoid)
                .set("role_name", name == null ? null : name.text())
                .set("role_ivoid", lower(id))
                .set("street_address", contact ? whole.text("address") : null)
                .set("email", contact ? whole.text("email") : null)
                .set("telephone", contact ? whole.text("telephone") : null)
                .set("logo", logo)
                .set("base_role", role);
    }

    private void addContent() {
        for (String subject : record.texts("content", "subject")) {
            content.row("res_subject", ivoid).set("res_subject", subject);
            // concepts of the UAT are written like this; the concept of other subjects is unknown
            if (CONCEPT.matcher(subject).matches()) {
                content.row("subject_uat", ivoid).set("uat_concept", subject);
            }
        }
        for (RecordNode relationship : record.all("content", "relationship")) {
            String type = replaced(lower(relationship.text("relationshipType")));
            for (RecordNode related : relationship.children("relatedResource")) {
                content.row("relationship", ivoid)
                        .set("relationship_type", type)
                        .set("related_id", lower(related.attribute("ivo-id")))
                        .set("related_name", related.text());
            }
        }
        for (RecordNode date : record.all("curation", "date")) {
            content.row("res_date", ivoid)
                    .set("date_value", timestamp(date.text()))
                    .set("value_role", replaced(lower(date.attribute("role"))));
        }
    }

    private void addIdentifiers() {
        Stream.of(
                        record.texts("altIdentifier"),
                        record.texts("curation", "creator", "altIdentifier"),
                        record.texts("curation", "contact", "altIdentifier"))
                .flatMap(List::stream)
                .forEach(one -> content.row("alt_identifier", ivoid).set("alt_identifier", one));
        addValidation(content, ivoid, record, null);
    }

    static void addValidation(RegistryContent content, String ivoid, RecordNode judged, @Nullable Integer capability) {
        for (RecordNode level : judged.children("validationLevel")) {
            content.row("validation", ivoid)
                    .set("validated_by", lower(level.attribute("validatedBy")))
                    .set("val_level", Integer.valueOf(String.valueOf(level.text())))
                    .set("cap_index", capability);
        }
    }

    private void addCoverage() {
        for (RecordNode spatial : record.all("coverage", "spatial")) {
            String moc = spatial.text();
            if (moc != null) {
                content.row("stc_spatial", ivoid)
                        .set("coverage", canonical(moc))
                        .set("ref_system_name", spatial.attribute("frame"));
            }
        }
        addIntervals("temporal", "stc_temporal", "time_start", "time_end");
        addIntervals("spectral", "stc_spectral", "spectral_start", "spectral_end");
    }

    private void addIntervals(String axis, String table, String start, String end) {
        for (String interval : record.texts("coverage", axis)) {
            String[] ends = interval.split(" ", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException(axis + " coverage is two numbers, not \"" + interval + "\"");
            }
            content.row(table, ivoid).set(start, number(ends[0])).set(end, number(ends[1]));
        }
    }

    private static String canonical(String moc) {
        try {
            return Moc.parse(moc).toAscii();
        } catch (ShapeFormatException e) {
            throw new IllegalArgumentException("its spatial coverage is no MOC: " + e.getMessage(), e);
        }
    }

    private static @Nullable Double number(@Nullable String text) {
        return text == null ? null : (Double) (double) Float.parseFloat(text);
    }

    private static @Nullable String replaced(@Nullable String term) {
        return term == null ? null : REPLACED.getOrDefault(term, term);
    }

    /** A date, or a date and time in UTC, in the form of DALI; the begin of a year. */
    private static @Nullable String timestamp(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String plain = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        try {
            if (plain.contains("T")) {
                return TIMESTAMP.format(LocalDateTime.parse(plain));
            }
            LocalDate day = plain.length() == 4 ? Year.parse(plain).atDay(1) : LocalDate.parse(plain);
            return TIMESTAMP.format(day.atStartOfDay());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date in UTC", e);
        }
    }
}
