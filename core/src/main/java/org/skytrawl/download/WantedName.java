package org.skytrawl.download;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/** What a file should be called, before anything else is called so. */
final class WantedName {
    private WantedName() {}

    /**
     * The name that the server gives; else the end of the URL's path, of the one that answered before the one that was asked, if
     * it has an ending; else the dataset's publisher DID; else the end of the path with a mark.
     *
     * @param disposition the Content-Disposition header, or null
     * @param finalUrl after redirects
     * @param publisherDid or null
     * @param kind what it is, for an ending where there is none
     * @param mediaType what it is said to be, where its bytes do not tell
     */
    static String of(
            @Nullable String disposition,
            String finalUrl,
            String url,
            @Nullable String publisherDid,
            ContentKind kind,
            @Nullable String mediaType) {
        String given = ContentDisposition.fileName(disposition);
        String name = given == null ? "" : SafeName.of(given);
        if (name.isEmpty()) {
            name = withEnding(finalUrl);
        }
        if (name.isEmpty()) {
            name = withEnding(url);
        }
        if (name.isEmpty() && publisherDid != null) {
            String local = publisherDid.substring(publisherDid.lastIndexOf('?') + 1);
            name = SafeName.of(local.startsWith("ivo://") ? local.substring("ivo://".length()) : local);
        }
        if (name.isEmpty()) {
            String last = SafeName.of(lastSegment(url));
            name = (last.isEmpty() ? "file" : last) + "-" + Checksum.hex(url, 8);
        }
        return SafeName.of(ended(name, kind, mediaType));
    }

    private static String withEnding(String url) {
        String name = SafeName.of(lastSegment(url));
        return SafeName.ending(name).isEmpty() ? "" : name;
    }

    private static String ended(String name, ContentKind kind, @Nullable String mediaType) {
        String ending = SafeName.ending(name);
        ContentKind said = kind == ContentKind.OTHER || kind.isWrapping() ? ContentKind.declared(mediaType) : kind;
        boolean knownEnding = !ending.isEmpty() && !ending.matches("\\.[0-9]+");
        String base = knownEnding || said == null || said.isWrapping() ? name : name + said.ending();
        // what comes compressed without being called so would be opened as what it is not
        boolean zipped = kind == ContentKind.GZIP || kind == ContentKind.BZIP2 || kind == ContentKind.XZ;
        boolean calledSo = SafeName.ending(base).toLowerCase(Locale.ROOT).matches(".*\\.(gz|bz2|xz|z|tgz|tbz|svgz)");
        return zipped && !calledSo ? base + kind.ending() : base;
    }

    private static String lastSegment(String url) {
        String last = OutsideText.lastSegment(url);
        try {
            return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // a percent sign that encodes nothing
            return last;
        }
    }
}
