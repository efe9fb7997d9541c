package org.skytrawl.download;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kind of a file, from its first bytes or its media type. */
enum ContentKind {
    FITS("a FITS file", ".fits", "SIMPLE  ="),
    JPEG("a JPEG image", ".jpg", "\u00ff\u00d8\u00ff"),
    PNG("a PNG image", ".png", "\u0089PNG\r\n"),
    GIF("a GIF image", ".gif", "GIF87a", "GIF89a"),
    TIFF("a TIFF image", ".tif", "II*\0", "MM\0*"),
    PDF("a PDF document", ".pdf", "%PDF-"),
    HDF5("an HDF5 file", ".h5", "\u0089HDF\r\n"),
    GZIP("a gzip file", ".gz", "\u001f\u008b"),
    BZIP2("a bzip2 file", ".bz2", "BZh"),
    XZ("an xz file", ".xz", "\u00fd7zXZ"),
    COMPRESS("a compress file", ".Z", "\u001f\u009d"),
    ZIP("a zip archive", ".zip", "PK\u0003\u0004"),
    TAR("a tar archive", ".tar"),
    VOTABLE("a VOTable", ".vot"),
    HTML("a web page", ".html"),
    OTHER("something else", "");

    /** The number of first bytes that {@link #of} reads. */
    static final int HEAD_BYTES = 4096;

    private static final Pattern DATALINK = Pattern.compile(";\\s*+content\\s*+=\\s*+\"?+\\s*+datalink(?!\\w)");

    private final String words;
    private final String ending;
    private final List<String> beginnings;

    ContentKind(String words, String ending, String... beginnings) {
        this.words = words;
        this.ending = ending;
        this.beginnings = List.of(beginnings);
    }

    String words() {
        return words;
    }

    /** The usual file extension with its dot; empty for {@link #OTHER}. */
    String ending() {
        return ending;
    }

    /** Whether it is compressed or an archive, with another kind inside. */
    boolean isWrapping() {
        return this == GZIP || this == BZIP2 || this == XZ || this == COMPRESS || this == ZIP || this == TAR;
    }

    static ContentKind of(byte[] head) {
        String text = new String(head, 0, Math.min(head.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        for (ContentKind kind : values()) {
            if (kind.beginnings.stream().anyMatch(text::startsWith)) {
                return kind;
            }
        }
        return text.startsWith("ustar", 257) ? TAR : markup(text.replace("\0", ""));
    }

    private static ContentKind markup(String text) {
        String lower = text.replaceFirst("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!lower.startsWith("<")) {
            return OTHER;
        }
        if (lower.contains("<votable") || lower.contains(":votable")) {
            return VOTABLE;
        }
        return lower.startsWith("<!doctype html") || lower.contains("<html") ? HTML : OTHER;
    }

    /** The kind of a media type, such as ObsCore's access_format; null if its first bytes could not be recognised. */
    static @Nullable ContentKind declared(@Nullable String mediaType) {
        String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (type.contains("votable")) {
            return VOTABLE;
        }
        String plain = type.split("[;,]", 2)[0].strip();
        return switch (plain) {
            case "image/jpeg", "image/jpg", "jpeg", "jpg" -> JPEG;
            case "image/png", "png" -> PNG;
            case "image/gif", "gif" -> GIF;
            case "image/tiff" -> TIFF;
            case "application/pdf" -> PDF;
            case "application/x-hdf5", "application/x-hdf" -> HDF5;
            case "application/gzip", "application/x-gzip" -> GZIP;
            case "application/zip", "application/x-zip-compressed" -> ZIP;
            case "application/x-tar", "application/tar" -> TAR;
            case "text/html", "application/xhtml+xml" -> HTML;
            default -> plain.contains("fits") ? FITS : null;
        };
    }

    /** Whether a media type, in any spelling, is that of a links document (DataLink 1.1 section 3.1). */
    static boolean isDatalink(@Nullable String mediaType) {
        String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        return type.contains("votable") && DATALINK.matcher(type).find();
    }
}
