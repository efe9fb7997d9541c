package org.skytrawl.download;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
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

    /** The file name in a Content-Disposition header (RFC 6266; RFC 8187 for {@code filename*}). It is not yet safe to use. */
    static final class ContentDisposition {
        private static final int MOST_CHARS = 4096;

        private final String text;
        private int at;
        private @Nullable String plain;
        private @Nullable String extended;

        private ContentDisposition(String text) {
            this.text = text;
        }

        /** The name, that of {@code filename*} before that of {@code filename}; null if there is none to be read. */
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
            // servers also leave the type out: what comes before an equals sign is then a parameter's name
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

        /** {@code UTF-8''na%C3%AFve.fits}; null if it is not of that form. */
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
