package org.skytrawl.simvo.universe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The access URLs of files of datasets. */
final class AccessUrls {
    private static final Pattern ID = Pattern.compile("/data/(?:g|%67)et\\?.*\\bid=(\\d{1,9})\\b");
    private static final Pattern FORMAT = Pattern.compile("[?&]fmt=(\\w+)");

    private AccessUrls() {}

    /** The spellings of one URL; a publisher uses one of them. */
    static String of(String baseUrl, Dataset dataset, FileFormat format, int way) {
        String number = Integer.toString(dataset.id());
        // the only file of a dataset may be links, which its URL does not tell
        String fmt = (dataset.formats().isEmpty() ? FileFormat.FITS : format).word();
        return switch (way % 4) {
            case 0 -> baseUrl + "/data/get?id=" + number + "&fmt=" + fmt;
            case 1 -> baseUrl.replace("http://", "https://") + "/data/get?id=" + number + "&fmt=" + fmt;
            case 2 -> baseUrl + "/data/get?fmt=" + fmt + "&id=" + number;
            default -> baseUrl + "/data/%67et?id=" + number + "&fmt=" + fmt;
        };
    }

    static @Nullable Integer idOf(String accessUrl) {
        Matcher id = ID.matcher(accessUrl);
        return id.find() ? Integer.valueOf(id.group(1)) : null;
    }

    static @Nullable String fileOf(String accessUrl) {
        Integer id = idOf(accessUrl);
        Matcher format = FORMAT.matcher(accessUrl);
        return id == null ? null : id + (format.find() ? " " + format.group(1) : "");
    }
}
