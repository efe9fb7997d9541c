package org.skytrawl.download;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;

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

    /** What programs open a file as. */
    private static final Map<String, ContentKind> FILE_ENDINGS = Map.of(
            ".fits",
            FITS,
            ".fit",
            FITS,
            ".fts",
            FITS,
            ".vot",
            VOTABLE,
            ".votable",
            VOTABLE,
            ".png",
            PNG,
            ".jpg",
            JPEG,
            ".jpeg",
            JPEG,
            ".gif",
            GIF);

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

    /** The usual file extension of a media type with its dot, also of one without a kind; empty if there is none. */
    static String endingOf(@Nullable String mediaType) {
        ContentKind kind = declared(mediaType);
        AccessFormat format = AccessFormat.of(mediaType);
        if (kind != null || format == null) {
            return kind == null || kind.isWrapping() ? "" : kind.ending;
        }
        return switch (format.kind()) {
            case "text/csv" -> ".csv";
            case "text/tab-separated-values" -> ".tsv";
            case "text/plain" -> ".txt";
            case "text/xml", "application/xml" -> ".xml";
            case "application/json" -> ".json";
            default -> "";
        };
    }

    /** Whether a name with this extension is opened as another kind. */
    boolean contradicts(String fileEnding) {
        String ending = fileEnding.toLowerCase(Locale.ROOT);
        ContentKind called = FILE_ENDINGS.get(ending);
        return called != null && called != this && FILE_ENDINGS.containsValue(this);
    }

    /** Whether a media type, in any spelling, is that of a links document (DataLink 1.1 section 3.1). */
    static boolean isDatalink(@Nullable String mediaType) {
        AccessFormat format = AccessFormat.of(mediaType);
        return format != null && format.isDatalink();
    }
}
