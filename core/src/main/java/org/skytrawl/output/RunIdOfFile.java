package org.skytrawl.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says of which run a file is the result: VOTable, FITS and ECSV say so before their first row, CSV and JSON Lines do not.
 * Where another program has written the file anew, VOTable's INFO may have become a PARAM.
 */
public final class RunIdOfFile {
    private static final int HEAD_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** Within bounds: a file may begin many elements and end none. */
    private static final Pattern ELEMENT =
            Pattern.compile("<(?:INFO|PARAM)\\b[^<>]{0,2000}\\bname=[\"']run_id[\"'][^<>]{0,2000}>");

    private static final Pattern VALUE = Pattern.compile("\\bvalue=[\"']([0-9A-Za-z-]{1,64})[\"']");
    private static final Pattern CARD = Pattern.compile("RUN_ID {2}= '([0-9A-Za-z-]{1,64}) *'");
    private static final Pattern META = Pattern.compile("^# *- *\\{run_id: \"?([0-9A-Za-z-]{1,64})", Pattern.MULTILINE);

    private RunIdOfFile() {}

    /**
     * The run's identifier, or null if the file does not say.
     *
     * @throws IOException if the file cannot be read
     */
    public static @Nullable String of(Path file) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith("SIMPLE  =")) {
            return first(CARD, head);
        }
        if (head.startsWith("# %ECSV")) {
            return first(META, head);
        }
        // in a text of CSV or JSON Lines anybody may say anything
        if (!head.startsWith("<") && !head.startsWith(BYTE_ORDER_MARK + "<")) {
            return null;
        }
        Matcher element = ELEMENT.matcher(head);
        return element.find() ? first(VALUE, element.group()) : null;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
