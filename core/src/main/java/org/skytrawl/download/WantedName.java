package org.skytrawl.download;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/** The name a file should have, before conflicts are resolved. */
final class WantedName {
    private WantedName() {}

    /**
     * The name from the server; else the last path segment of the final or the original URL, if it has an extension;
     * else the dataset's publisher DID; else the last path segment with a mark.
     *
     * @param disposition the Content-Disposition header, or null
     * @param finalUrl the URL after redirects
     * @param mediaType the source of a missing extension where the kind is unknown, or null
     */
    static String of(
            @Nullable String disposition,
            String finalUrl,
            String url,
            @Nullable String publisherDid,
            ContentKind kind,
            @Nullable String mediaType) {
        String given = ContentDisposition.fileName(disposition);
        String did = publisherDid == null ? "" : publisherDid.substring(localPart(publisherDid));
        String last = SafeName.of(lastSegment(url));
        String name = Stream.of(
                        given == null ? "" : SafeName.of(given),
                        withEnding(finalUrl),
                        withEnding(url),
                        SafeName.of(did.startsWith("ivo://") ? did.substring("ivo://".length()) : did))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseGet(() -> (last.isEmpty() ? "file" : last) + "-" + Checksum.hex(url, 8));
        return SafeName.of(ended(name, kind, mediaType));
    }

    private static int localPart(String did) {
        return Math.max(did.lastIndexOf('?'), did.lastIndexOf('#')) + 1;
    }

    private static String withEnding(String url) {
        String name = SafeName.of(lastSegment(url));
        return SafeName.ending(name).isEmpty() ? "" : name;
    }

    private static String ended(String name, ContentKind kind, @Nullable String mediaType) {
        String ending = SafeName.ending(name);
        String usual = kind == ContentKind.OTHER || kind.isWrapping() ? ContentKind.endingOf(mediaType) : kind.ending();
        // a preview at a URL that ends as that of the data does
        boolean knownEnding = !ending.isEmpty() && !ending.matches("\\.[0-9]+") && !kind.contradicts(ending);
        String base = knownEnding ? name : name + usual;
        // a compressed file without the extension would be opened as the wrong kind
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

    /** The file name in a Content-Disposition header (RFC 6266; RFC 8187 for {@code filename*}), not yet safe to use. */
    static final class ContentDisposition {
        private static final int MOST_CHARS = 4096;

        /** A name with a quoted or a plain value. Some servers leave the type out, which has none. */
        private static final Pattern PARAMETER = Pattern.compile(
                "(?s)(?:^|;)([^;=]*+)=[ \\t]*+(?:\"([^\"\\\\]*+(?:\\\\.?[^\"\\\\]*+)*+)[^;]*+|([^;]*+))");

        private static final Pattern ESCAPED = Pattern.compile("[!-~&&[^%]]*+(?:%[0-9A-Fa-f]{2}[!-~&&[^%]]*+)*+");

        private ContentDisposition() {}

        /** The name from {@code filename*}, else from {@code filename}; null if there is no readable one. */
        static @Nullable String fileName(@Nullable String header) {
            if (header == null || header.length() > MOST_CHARS) {
                return null;
            }
            String plain = null;
            String extended = null;
            Matcher parameter = PARAMETER.matcher(header);
            while (parameter.find()) {
                String name = parameter.group(1).strip().toLowerCase(Locale.ROOT);
                String quoted = parameter.group(2);
                String value = quoted == null ? parameter.group(3).strip() : quoted.replaceAll("(?s)\\\\(.)", "$1");
                if (name.equals("filename") && plain == null) {
                    plain = value;
                } else if (name.equals("filename*") && extended == null) {
                    extended = decoded(value);
                }
            }
            String name = extended == null ? plain : extended;
            return name == null || name.isBlank() ? null : name;
        }

        /** Decodes {@code UTF-8''na%C3%AFve.fits}; null if it has another form. */
        private static @Nullable String decoded(String value) {
            String[] parts = value.split("'", 3);
            Charset charset = switch (parts[0].toUpperCase(Locale.ROOT)) {
                case "UTF-8" -> StandardCharsets.UTF_8;
                case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
                default -> null;
            };
            if (charset == null
                    || parts.length < 3
                    || !ESCAPED.matcher(parts[2]).matches()) {
                return null;
            }
            byte[] bytes = URLDecoder.decode(parts[2].replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }
}
