package org.skytrawl.registry.list;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Declared;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.model.TableModel;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.InterfaceChoice;

/** One entry of a service list, as written; {@code where} is for notes, such as {@code line 3}. */
record ServiceListEntry(String where, Map<String, String> cells) {
    private static final int SHOWN = 200;

    static final List<String> NEEDED = List.of("ivoid", "standard_id", "access_url");

    /** Null, with a note, if there is too little even for a skipped service. */
    @Nullable
    Candidate candidate(List<String> notes) {
        List<Ivoid> ivoids = ivoids(cell("ivoid"));
        Protocol protocol = protocol(cell("standard_id"));
        if (ivoids.isEmpty() || protocol == null) {
            notes.add(where + ": left out, "
                    + (ivoids.isEmpty()
                            ? "it has no ivoid"
                            : "its standard_id '" + shown("standard_id") + "' is not one of " + standards()));
            return null;
        }
        // a URL that is too long stays unchanged, so that the list can be written again
        String url = escaped(cell("access_url"));
        String table = plain(cell("table_name"));
        String title = title(cell("title"));
        String reason = InterfaceChoice.whyUnusable(url);
        if (reason != null) {
            notes.add(where + ": skipped, " + reason);
        }
        TableModel model = protocol.table();
        Service service = Service.of(
                        ivoids,
                        title.isEmpty() || OutsideText.isTooLongForUrl(title)
                                ? ivoids.getFirst().value()
                                : title,
                        protocol,
                        url,
                        model == null ? null : table.isEmpty() ? model.tableName() : table)
                .with(Declared.NOTHING
                        .withMaxRecords(maxRecords(notes))
                        .withMaxSearchRadiusDeg(maxSearchRadiusDeg(notes)))
                .withMirrorUrls(mirrorUrls(notes));
        return new Candidate(
                service, List.of(), Set.of(), reason == null ? null : new Skipped(Skipped.Why.UNUSABLE, reason));
    }

    private @Nullable Long maxRecords(List<String> notes) {
        String text = cell("max_records");
        if (text.matches("0*[1-9]\\d{0,17}")) {
            return Long.valueOf(text);
        }
        if (!text.isEmpty()) {
            notes.add(
                    where + ": its max_records '" + shown("max_records") + "' is not a number of rows and is ignored");
        }
        return null;
    }

    private @Nullable Double maxSearchRadiusDeg(List<String> notes) {
        String text = cell("max_search_radius");
        if (text.matches("\\d{1,3}(\\.\\d{0,18})?([eE]-?\\d{1,2})?")) {
            double radiusDeg = Double.parseDouble(text);
            if (radiusDeg > 0 && radiusDeg <= 180) {
                return radiusDeg;
            }
        }
        if (!text.isEmpty()) {
            notes.add(where + ": its max_search_radius '" + shown("max_search_radius")
                    + "' is not a radius in degrees, above 0 and at most 180, and is ignored");
        }
        return null;
    }

    /** Separated by blanks, which a URL cannot have. */
    private List<String> mirrorUrls(List<String> notes) {
        List<String> urls = new ArrayList<>();
        for (String word : cell("mirror_urls").split("\\s+", -1)) {
            String url = escaped(word);
            if (InterfaceChoice.isUsable(url)) {
                urls.add(url);
            } else if (!url.isEmpty()) {
                notes.add(where + ": mirror URL " + ShownUrl.of(url) + " left out, "
                        + (OutsideText.isTooLongForUrl(url)
                                ? "it is longer than " + OutsideText.LONGEST_URL + " characters"
                                : "it is no http or https URL"));
            }
        }
        return urls;
    }

    /** The cells from which {@link #candidate} makes the same service, in the order of the columns. */
    static Map<String, @Nullable Object> cells(Service service) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        String title = title(service.title());
        cells.put(
                "ivoid",
                service.ivoids().stream()
                        .map(ivoid -> identifier(ivoid.value()))
                        .collect(Collectors.joining(" ")));
        cells.put("title", title.isEmpty() ? plain(service.ivoid().value()) : title);
        cells.put("standard_id", service.protocol().standardIds().getFirst().value());
        cells.put("access_url", escaped(service.accessUrl()));
        cells.put("table_name", service.tableName() == null ? null : plain(service.tableName()));
        cells.put("max_records", service.maxRecords());
        cells.put(
                "mirror_urls",
                service.mirrorUrls().isEmpty()
                        ? null
                        : service.mirrorUrls().stream()
                                .map(url -> withoutBlanks(escaped(url)))
                                .collect(Collectors.joining(" ")));
        cells.put("max_search_radius", service.declared().maxSearchRadiusDeg());
        return cells;
    }

    private static String identifier(String ivoid) {
        return withoutBlanks(plain(ivoid));
    }

    private static String title(String text) {
        return text.lines()
                .map(ServiceListEntry::plain)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String withoutBlanks(String identifier) {
        return identifier.replaceAll("\\s", "%20");
    }

    /** Removes control and deceptive characters, as people view lists in terminals. */
    private static String plain(String text) {
        String stripped = text.strip();
        return PlainText.isPlain(stripped) ? stripped : PlainText.of(stripped);
    }

    /** A URL, unescaped if it was escaped twice, its invisible characters escaped as an HTTP client does. */
    private static String escaped(String url) {
        String stripped = OutsideText.unescapedUrl(url).strip();
        if (PlainText.isPlain(stripped)) {
            return stripped;
        }
        StringBuilder seen = new StringBuilder();
        stripped.codePoints().forEach(c -> {
            if (PlainText.isPlain(c)) {
                seen.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    seen.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        });
        return seen.toString();
    }

    private String shown(String column) {
        return PlainText.of(cell(column), SHOWN);
    }

    private String cell(String column) {
        return cells.getOrDefault(column, "").strip();
    }

    private static List<Ivoid> ivoids(String text) {
        List<Ivoid> ivoids = new ArrayList<>();
        for (String word : text.split("\\s+", -1)) {
            String ivoid = identifier(word);
            if (!ivoid.isEmpty() && !OutsideText.isTooLongForWord(ivoid)) {
                ivoids.add(new Ivoid(ivoid));
            }
        }
        return ivoids;
    }

    /** Reads a short word of the log ({@code sia1}, {@code sia2}, {@code ssa}, {@code obstap}, {@code tap}) or a standard id. */
    static @Nullable Protocol protocol(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        for (Protocol protocol : Protocol.known()) {
            TableModel model = protocol.table();
            if (protocol.words().contains(id)
                    || (model != null
                            && (id.startsWith(standard(protocol) + "#") || id.startsWith(model.dataModel())))) {
                return protocol;
            }
        }
        return Protocol.known().stream()
                .filter(protocol -> protocol.isSpokenBy(id, null))
                .findFirst()
                .orElse(null);
    }

    private static String standard(Protocol protocol) {
        return protocol.standardIds().getFirst().standard();
    }

    private static String standards() {
        return Protocol.known().stream()
                .map(ServiceListEntry::standard)
                .map(id -> id.substring(id.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
