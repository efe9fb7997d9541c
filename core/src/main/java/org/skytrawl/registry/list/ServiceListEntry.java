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
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.access.StandardIds;
import org.skytrawl.registry.regtap.InterfaceChoice;

/**
 * One entry of a service list, as it is written.
 *
 * @param where where it stands, for notes, such as {@code line 3}
 * @param cells by column name in lower case
 */
record ServiceListEntry(String where, Map<String, String> cells) {
    private static final int SHOWN = 200;

    static final List<String> NEEDED = List.of("ivoid", "standard_id", "access_url");

    /** The candidate; null and a note if there is too little to make even a service that is skipped. */
    @Nullable
    Candidate candidate(List<String> notes) {
        List<Ivoid> ivoids = ivoids(cell("ivoid"));
        Protocol protocol = protocol(cell("standard_id"));
        if (ivoids.isEmpty() || protocol == null) {
            notes.add(where + ": left out, "
                    + (ivoids.isEmpty()
                            ? "it has no ivoid"
                            : "its standard_id '" + shown("standard_id") + "' is none of SIA or TAP"));
            return null;
        }
        // one that is too long stays as the list has it, so that the list can be written again
        String url = escaped(cell("access_url"));
        String table = plain(cell("table_name"));
        String title = title(cell("title"));
        Skipped unusable = null;
        String reason = InterfaceChoice.whyUnusable(url);
        if (reason != null) {
            unusable = new Skipped(Skipped.Why.UNUSABLE, reason);
            notes.add(where + ": skipped, " + reason);
        }
        Long maxRecords = maxRecords(notes);
        List<String> mirrorUrls = mirrorUrls(notes);
        Service service = Service.of(
                        ivoids,
                        title.isEmpty() || OutsideText.isTooLongForUrl(title)
                                ? ivoids.getFirst().value()
                                : title,
                        protocol,
                        url,
                        protocol == Protocol.OBSTAP ? (table.isEmpty() ? StandardIds.OBSCORE_TABLE : table) : null)
                .withMaxRecords(maxRecords)
                .withMirrorUrls(mirrorUrls);
        return new Candidate(service, List.of(), Set.of(), unusable);
    }

    private @Nullable Long maxRecords(List<String> notes) {
        String text = cell("max_records");
        if (text.matches("0*[1-9]\\d{0,17}")) {
            return Long.valueOf(text);
        }
        if (!text.isEmpty()) {
            notes.add(where + ": its max_records '" + shown("max_records")
                    + "' is no number of rows and counts as not given");
        }
        return null;
    }

    /** Between blanks, which a URL does not have. */
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

    /** What {@link #candidate} makes the same service of, by column in the order of a list; null where there is nothing. */
    static Map<String, @Nullable Object> cells(Service service) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        String title = title(service.title());
        cells.put(
                "ivoid",
                service.ivoids().stream()
                        .map(ivoid -> identifier(ivoid.value()))
                        .collect(Collectors.joining(" ")));
        cells.put("title", title.isEmpty() ? plain(service.ivoid().value()) : title);
        cells.put("standard_id", standardId(service.protocol()));
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
        return cells;
    }

    private static String identifier(String ivoid) {
        return withoutBlanks(plain(ivoid));
    }

    /** Line by line. */
    private static String title(String text) {
        return text.lines()
                .map(ServiceListEntry::plain)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** As a blank in a URL is sent, and so that it does not end the entry. */
    private static String withoutBlanks(String identifier) {
        return identifier.replaceAll("\\s", "%20");
    }

    /**
     * A list is looked at, and its lines are copied: nothing in it may control a terminal, or look like what it is not. So it is
     * written, and read.
     */
    private static String plain(String text) {
        String stripped = text.strip();
        return PlainText.isPlain(stripped) ? stripped : PlainText.of(stripped);
    }

    /** A URL, or what is like one, with the characters that cannot be seen as a client sends them. */
    private static String escaped(String url) {
        String stripped = url.strip();
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

    /** A service that belongs to several resources lists them between blanks. */
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

    /** By standard id, or by the short words of the log: {@code sia1}, {@code sia2}, {@code obstap}, {@code tap}. */
    static @Nullable Protocol protocol(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        return switch (id) {
            case "sia", "sia1" -> Protocol.SIA1;
            case "sia2" -> Protocol.SIA2;
            case "tap", "obstap" -> Protocol.OBSTAP;
            default -> {
                boolean tap = StandardIds.isTap(id)
                        || id.startsWith(StandardIds.TAP + "#")
                        || id.startsWith(StandardIds.OBSCORE_MODEL);
                yield tap ? Protocol.OBSTAP : StandardIds.sia(id, null);
            }
        };
    }

    /** The standard id that stands for a protocol. */
    static String standardId(Protocol protocol) {
        return switch (protocol) {
            case SIA1 -> StandardIds.SIA;
            case SIA2 -> StandardIds.SIA2_QUERY + "0";
            case OBSTAP -> StandardIds.TAP;
        };
    }
}
