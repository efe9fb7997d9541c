package org.skytrawl.download;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
     * @param kind the source of a missing extension
     * @param mediaType the source where the kind is unknown, or null
     */
    static String of(
            @Nullable String disposition,
            String finalUrl,
            String url,
            @Nullable String publisherDid,
            ContentKind kind,
            @Nullable String mediaType) {
        String given = ContentDisposition.fileName(disposition);
        String did = publisherDid == null ? "" : publisherDid.substring(publisherDid.lastIndexOf('?') + 1);
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

    private static String withEnding(String url) {
        String name = SafeName.of(lastSegment(url));
        return SafeName.ending(name).isEmpty() ? "" : name;
    }

    private static String ended(String name, ContentKind kind, @Nullable String mediaType) {
        String ending = SafeName.ending(name);
        ContentKind inner = kind == ContentKind.OTHER || kind.isWrapping() ? ContentKind.declared(mediaType) : kind;
        boolean knownEnding = !ending.isEmpty() && !ending.matches("\\.[0-9]+");
        String base = knownEnding || inner == null || inner.isWrapping() ? name : name + inner.ending();
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

    /**
     * The file name in a Content-Disposition header (RFC 6266; RFC 8187 for {@code filename*}), not yet safe to use.
     */
    static final class ContentDisposition {
        private static final int MOST_CHARS = 4096;

        private final String text;
        private int at;
        private @Nullable String plain;
        private @Nullable String extended;

        private ContentDisposition(String text) {
            this.text = text;
        }

        /** The name from {@code filename*}, else from {@code filename}; null if there is no readable one. */
        static @Nullable String fileName(@Nullable String header) {
            if (header == null || header.length() > MOST_CHARS) {
                return null;
            }
            ContentDisposition read = new ContentDisposition(header);
            read.parameters();
            String name = read.extended == null ? read.plain : read.extended;
            return name == null || name.isBlank() ? null : name;
        }

        private void parameters() {
            // some servers leave the type out: a word before an equals sign is then a parameter's name
            skipTo(";=");
            if (at < text.length() && text.charAt(at) == '=') {
                at = 0;
            }
            while (at < text.length()) {
                if (text.charAt(at) == ';') {
                    at++;
                }
                int start = at;
                skipTo(";=");
                String name = text.substring(start, at).strip().toLowerCase(Locale.ROOT);
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    take(name, value());
                }
            }
        }

        private void take(String name, String value) {
            if (name.equals("filename") && plain == null) {
                plain = value;
            } else if (name.equals("filename*") && extended == null) {
                extended = decoded(value);
            }
        }

        private String value() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int start = at;
            skipTo(";");
            return text.substring(start, at).strip();
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            skipTo(";");
            return value.toString();
        }

        private void skipTo(String ends) {
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }

        /** Decodes {@code UTF-8''na%C3%AFve.fits}; null if it has another form. */
        private static @Nullable String decoded(String value) {
            int charsetEnd = value.indexOf('\'');
            int languageEnd = value.indexOf('\'', charsetEnd + 1);
            if (charsetEnd < 0 || languageEnd < 0) {
                return null;
            }
            Charset charset = switch (value.substring(0, charsetEnd).toUpperCase(Locale.ROOT)) {
                case "UTF-8" -> StandardCharsets.UTF_8;
                case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
                default -> null;
            };
            byte[] bytes = unescaped(value.substring(languageEnd + 1));
            if (charset == null || bytes == null) {
                return null;
            }
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }

        private static byte @Nullable [] unescaped(String value) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '%') {
                    int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
                    int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
                    if (high < 0 || low < 0) {
                        return null;
                    }
                    bytes.write(high * 16 + low);
                    i += 2;
                } else if (c > ' ' && c < 127) {
                    bytes.write(c);
                } else {
                    return null;
                }
            }
            return bytes.toByteArray();
        }
    }
}
