package org.skytrawl.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.LabelledText;
import org.skytrawl.model.CoverageText;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;
import org.skytrawl.registry.search.StandardName;

/** Prints a resource. Unknown values are omitted, except coverage. */
public record ResourcePrinter(LabelledText text) {
    private static final String VOSI = "ivo://ivoa.net/std/vosi#";

    /** Services are those that discovery can query. Tables are null if they are not wanted. */
    public void print(Resource resource, List<Candidate> services, @Nullable List<ResourceTable> tables) {
        Resource.Identity it = resource.identity();
        text.heading(it.title() + with(" [", it.shortName(), "]"));
        text.heading(it.ivoid() + with(" (", it.resType(), ")"));
        text.paragraphs(resource.content().description());
        content(resource);
        coverage(resource.extent());
        curation(resource);
        text.section("Related");
        resource.relationships()
                .forEach(related ->
                        text.line(relation(related.type()), named(related.relatedName(), related.relatedIvoid())));
        resource.capabilities().stream()
                .filter(capability -> !isVosi(capability))
                .forEach(this::capability);
        text.section("About the service");
        resource.capabilities().stream().filter(ResourcePrinter::isVosi).forEach(this::vosi);
        services(services);
        if (tables != null) {
            tables(tables);
        }
    }

    private void content(Resource resource) {
        Resource.Content content = resource.content();
        Resource.Source source = content.source();
        text.section("Content");
        text.list("subjects", content.topics().subjects());
        text.list("UAT concepts", content.topics().uatConcepts());
        text.list("kinds", content.types());
        text.list("for", content.levels());
        text.line("page", content.referenceUrl());
        text.line("source", "", source.text(), with(" (", source.format(), ")"));
        text.lines("identifiers", resource.identity().altIdentifiers());
    }

    private void coverage(Resource.Extent extent) {
        text.section("Coverage");
        List<String> places = new ArrayList<>();
        places.add(CoverageText.sky(extent.coverage()));
        extent.otherFrames().forEach(other -> places.add("also places in " + other.refSystemName()));
        text.lines("sky", places);
        text.lines("spectrum", CoverageText.spectrum(extent.coverage()));
        text.list("wavebands", extent.wavebands());
        text.lines("time", CoverageText.time(extent.coverage()));
        Double deg = extent.regionOfRegardDeg();
        text.line("region", deg == null ? null : String.format(Locale.ROOT, "%.4g deg around a position", deg));
    }

    private void curation(Resource resource) {
        Resource.Curation curation = resource.curation();
        text.section("Curation");
        text.line(
                "creators",
                curation.having("creator").stream().map(Resource.Role::name).collect(Collectors.joining("; ")));
        curation.roles().stream()
                .filter(role -> !role.baseRole().equals("creator"))
                .forEach(role ->
                        text.line(role.baseRole(), named(role.name(), role.ivoid()) + with(" <", role.email(), ">")));
        text.line("version", curation.version());
        text.line("rights", curation.rights());
        text.line("licence", curation.rightsUri());
        text.line("record", record(curation.record()));
        curation.dates().forEach(dated -> text.line(dated.role() == null ? "date" : dated.role(), dated.date()));
        curation.record()
                .validations()
                .forEach(validation -> text.line(
                        "validation",
                        "level " + validation.level() + with(" of capability ", validation.capIndex(), "")
                                + with(", by ", validation.validatedBy(), "")));
    }

    private static String record(Resource.RecordState record) {
        return joined(", ", with("made ", record.created(), ""), with("changed ", record.updated(), ""));
    }

    private static String relation(String type) {
        return switch (type) {
            case "isservedby", "served-by" -> "served by";
            case "isservicefor", "service-for" -> "service for";
            case "isderivedfrom", "derived-from" -> "derived from";
            case "mirrorof", "mirror-of" -> "mirror of";
            case "ispartof" -> "part of";
            default -> type;
        };
    }

    private static String named(@Nullable String name, @Nullable Ivoid ivoid) {
        return name == null ? String.valueOf(ivoid) : ivoid == null ? name : name + " (" + ivoid + ")";
    }

    private static boolean isVosi(Resource.Capability capability) {
        return capability.standardId() != null && capability.standardId().startsWith(VOSI);
    }

    /** All services have these; one line each. */
    private void vosi(Resource.Capability capability) {
        String name = String.valueOf(capability.standardId()).substring(VOSI.length());
        capability.interfaces().forEach(each -> text.line(name, each.urls().access()));
    }

    private void capability(Resource.Capability capability) {
        String version = capability.interfaces().stream()
                .filter(each -> "std".equals(each.role()) && each.version() != null)
                .map(Resource.Interface::version)
                .findFirst()
                .orElse(null);
        String standard = capability.standardId();
        text.section("Capability " + capability.capIndex() + ": "
                + (standard != null
                        ? StandardName.of(standard, version)
                        : capability.type() == null ? "of no standard" : capability.type()));
        text.line("standard", standard);
        text.line("description", capability.description());
        text.lines("data models", capability.dataModels());
        for (Resource.Interface each : capability.interfaces()) {
            text.line(
                    label(each),
                    each.urls().access() == null ? "none given" : each.urls().access());
            text.lines("mirrors", each.urls().mirrors());
            text.line("", remarks(each));
        }
    }

    private static String label(Resource.Interface each) {
        return switch (each.type()) {
            case null -> "URL";
            case "vs:paramhttp" -> "URL";
            case "vr:webbrowser" -> "web page";
            case "vr:webservice" -> "SOAP";
            case String other -> other;
        };
    }

    private static String remarks(Resource.Interface each) {
        return joined(
                ", ",
                with("version ", each.version(), ""),
                each.authenticatedOnly() ? "only after login" : "",
                with("gives ", each.resultType(), ""));
    }

    private void services(List<Candidate> services) {
        text.section("What Skytrawl can query");
        for (Candidate candidate : services) {
            Service service = candidate.service();
            String protocol = service.protocol().name();
            if (candidate.preset() != null) {
                text.line(protocol, "nothing: " + candidate.preset().reason());
                continue;
            }
            text.line(protocol, service.accessUrl());
            text.line("", "table ", service.tableName(), "");
            text.line("", "at most ", service.maxRecords(), " rows at once");
            text.line("", "at most ", service.declared().maxSearchRadiusDeg(), " degrees around a position");
            text.line("", "only theoretical data", service.declared().theory() ? "" : null, "");
        }
        if (services.isEmpty()) {
            text.line("nothing", "it has no SIA, SSA or ObsTAP service");
        }
    }

    private void tables(List<ResourceTable> tables) {
        if (tables.isEmpty()) {
            text.section("Tables");
            text.line("none", "the registry lists no tables of this resource");
        }
        for (ResourceTable table : tables) {
            text.section("Table " + table.name());
            text.line("title", table.title());
            text.line("description", table.description());
            text.line("type", table.kind().type());
            text.line("data model", table.kind().utype());
            text.line("rows", "about ", table.rows(), "");
            int columns = table.columns().size();
            text.line("columns", columns == 0 ? "none known" : "" + columns);
            table.columns().forEach(column -> text.item(column.name(), words(column)));
        }
    }

    private static String words(ResourceTable.Column column) {
        ResourceTable.Values values = column.values();
        String words = joined(
                "; ",
                with("", values.datatype(), "") + with("[", values.arraysize(), "]"),
                with("in ", values.unit(), ""),
                with("", column.meaning().ucd(), ""),
                with("", column.description(), ""));
        return words.isEmpty() ? "-" : words;
    }

    /** A value with words around it; empty if there is no value. */
    private static String with(String before, @Nullable Object value, String after) {
        return value == null ? "" : before + value + after;
    }

    private static String joined(String between, String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(between));
    }
}
