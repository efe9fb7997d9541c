package org.skytrawl.download;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/** The kind of a file, from its first bytes or its media type. */
enum ContentKind {
    FITS("a FITS file", ".fits"),
    JPEG("a JPEG image", ".jpg"),
    PNG("a PNG image", ".png"),
    GIF("a GIF image", ".gif"),
    TIFF("a TIFF image", ".tif"),
    PDF("a PDF document", ".pdf"),
    HDF5("an HDF5 file", ".h5"),
    GZIP("a gzip file", ".gz"),
    BZIP2("a bzip2 file", ".bz2"),
    XZ("an xz file", ".xz"),
    COMPRESS("a compress file", ".Z"),
    ZIP("a zip archive", ".zip"),
    TAR("a tar archive", ".tar"),
    VOTABLE("a VOTable", ".vot"),
    HTML("a web page", ".html"),
    OTHER("something else", "");

    /** The number of first bytes that {@link #of} reads. */
    static final int HEAD_BYTES = 4096;

    private final String words;
    private final String ending;

    ContentKind(String words, String ending) {
        this.words = words;
        this.ending = ending;
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
        if (text.startsWith("SIMPLE  =")) {
            return FITS;
        }
        if (text.startsWith("\u001f\u008b")) {
            return GZIP;
        }
        if (text.startsWith("\u001f\u009d")) {
            return COMPRESS;
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (text.startsWith("\u0089PNG\r\n")) {
            return PNG;
        }
        if (text.startsWith("\u0089HDF\r\n")) {
            return HDF5;
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        }
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return TIFF;
        }
        if (text.startsWith("%PDF-")) {
            return PDF;
        }
        if (text.startsWith("BZh")) {
            return BZIP2;
        }
        if (text.startsWith("\u00fd7zXZ")) {
            return XZ;
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return ZIP;
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
        if (!type.contains("votable")) {
            return false;
        }
        for (int at = type.indexOf(';'); at >= 0; at = type.indexOf(';', at + 1)) {
            if (isDatalinkParameter(type, at + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code content=datalink} stands there, with optional blanks and quote. */
    private static boolean isDatalinkParameter(String type, int from) {
        int at = OutsideText.skipBlanks(type, from);
        if (!type.startsWith("content", at)) {
            return false;
        }
        at = OutsideText.skipBlanks(type, at + "content".length());
        if (!type.startsWith("=", at)) {
            return false;
        }
        at = OutsideText.skipBlanks(type, at + 1);
        at = OutsideText.skipBlanks(type, type.startsWith("\"", at) ? at + 1 : at);
        int end = at + "datalink".length();
        return type.startsWith("datalink", at)
                && (end == type.length() || !OutsideText.isWordCharacter(type.charAt(end)));
    }
}
