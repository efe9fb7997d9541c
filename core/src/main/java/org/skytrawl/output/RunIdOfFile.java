package org.skytrawl.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the run of a result file in VOTable, FITS or ECSV; the other formats do not have its identifier. */
public final class RunIdOfFile {
    private static final int HEAD_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** Possessive and without {@code <}, so that its time is linear. */
    private static final Pattern ELEMENT = Pattern.compile("<(?:INFO|PARAM)(?!\\w)[^<>]*+>");

    private static final Pattern NAME = Pattern.compile("(?<!\\w)name=(?:\"run_id\"|'run_id')");
    private static final Pattern VALUE = Pattern.compile("\\bvalue=[\"']([0-9A-Za-z-]{1,64})[\"']");
    private static final Pattern CARD = Pattern.compile("RUN_ID {2}= '([0-9A-Za-z-]{1,64}) *'");
    private static final Pattern META = Pattern.compile("^# *- *\\{run_id: \"?([0-9A-Za-z-]{1,64})", Pattern.MULTILINE);

    private RunIdOfFile() {}

    /** The run's identifier, or null if the file has none. */
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
        // CSV and JSON Lines: the same words may come from a service's text
        if (!head.startsWith("<") && !head.startsWith(BYTE_ORDER_MARK + "<")) {
            return null;
        }
        for (Matcher element = ELEMENT.matcher(head); element.find(); ) {
            if (NAME.matcher(element.group()).find()) {
                return first(VALUE, element.group());
            }
        }
        return null;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
