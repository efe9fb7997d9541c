package org.skytrawl.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.RunInfos.RunInfo;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;

/**
 * What a result file in VOTable, FITS or ECSV says about its run; the other formats say nothing. Anybody can have
 * written it. Immutable.
 */
public final class InfoOfFile {
    private static final int HEAD_BYTES = 1 << 20;
    private static final int CARD = 80;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final Set<String> QUESTION = Set.of(
            "cone", "polygon", "moc", "moc_around", "targets", "wavelength", "time", "product_types", "inclusive");
    private static final Set<String> RESTRICTIONS = Set.of("match", "new_since", "filter");
    private static final String STATUS = "QUERY_STATUS";

    /** Possessive and without {@code <}, so that its time is linear. */
    private static final Pattern ELEMENT = Pattern.compile("<(?:INFO|PARAM)(?!\\w)[^<>]*+>");

    private static final Pattern NAME = Pattern.compile("(?<!\\w)name=[\"'](\\w{1,64})[\"']");
    private static final Pattern VALUE = Pattern.compile("\\bvalue=(?:\"([^\"]*+)\"|'([^']*+)')");
    private static final Pattern META =
            Pattern.compile("^# *+- *+\\{(\\w{1,64}+): (?:\"([^\"\\n]*+)\"|([^\"}\\n]*+))", Pattern.MULTILINE);
    private static final Pattern RUN_ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** The first value of each name. */
    private final Map<String, String> values = new HashMap<>();

    private boolean isCut;

    private InfoOfFile(String head) {
        if (head.startsWith("SIMPLE  =")) {
            fits(head);
        } else if (head.startsWith("# %ECSV")) {
            for (Matcher meta = META.matcher(head); meta.find(); ) {
                String value = meta.group(2) == null ? meta.group(3) : meta.group(2);
                put(meta.group(1), value);
                isCut |= meta.group(1).equals(STATUS) && value.contains(" (" + RunInfos.CUT);
            }
        } else if (head.startsWith("<") || head.startsWith(BYTE_ORDER_MARK + "<")) {
            for (Matcher element = ELEMENT.matcher(head); element.find(); ) {
                Matcher name = NAME.matcher(element.group());
                Matcher value = VALUE.matcher(element.group());
                if (name.find() && value.find()) {
                    put(name.group(1), value.group(1) == null ? value.group(2) : value.group(1));
                    isCut |= name.group(1).equals(STATUS) && head.startsWith(RunInfos.CUT, element.end());
                }
            }
        }
        // CSV and JSON Lines: the same words may come from a service's text
    }

    public static InfoOfFile of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new InfoOfFile(new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1));
        }
    }

    private void put(String name, String value) {
        if (name.equals("run_id") || QUESTION.contains(name) || RESTRICTIONS.contains(name)) {
            values.putIfAbsent(name, value);
        }
    }

    /** Reads the cards up to the end of the second header, that of the datasets. */
    private void fits(String head) {
        int ends = 0;
        for (int at = 0; ends < 2 && at + CARD <= head.length(); at += CARD) {
            String card = head.substring(at, at + CARD);
            String name = FitsCards.nameOf(card.substring(0, 8).strip());
            if (name != null && card.startsWith("= '", 8)) {
                StringBuilder value = new StringBuilder(quoted(card));
                for (int next = at + CARD;
                        value.length() > 0
                                && value.charAt(value.length() - 1) == '&'
                                && head.startsWith("CONTINUE  '", next)
                                && next + CARD <= head.length();
                        next += CARD) {
                    value.setLength(value.length() - 1);
                    value.append(quoted(head.substring(next, next + CARD)));
                }
                put(name, value.toString());
            }
            // a text that does not fit behind the value is history
            isCut |= card.startsWith("HISTORY " + STATUS + ": " + RunInfos.CUT)
                    || (STATUS.equals(name) && card.contains("' / " + RunInfos.CUT));
            ends += card.startsWith("END ") ? 1 : 0;
        }
    }

    private static String quoted(String card) {
        int start = card.indexOf('\'') + 1;
        int end = card.indexOf('\'', start);
        return card.substring(start, end < 0 ? card.length() : end).stripTrailing();
    }

    /** The run's identifier; null if the file has none. */
    public @Nullable String runId() {
        String id = values.get("run_id");
        Matcher known = RUN_ID.matcher(id == null ? "" : id);
        return known.lookingAt() ? known.group() : null;
    }

    /** Whether datasets that the run found were left out of the file: by conditions, or as there were too many. */
    public boolean isPart() {
        return isCut || RESTRICTIONS.stream().anyMatch(values::containsKey);
    }

    /** The names of the constraints that differ from those of a run; empty if none does, or the file names no run. */
    public List<String> differentFrom(RunStarted run) {
        Map<String, RunInfo> expected = new HashMap<>();
        RunInfos.question(run).forEach(info -> expected.put(info.name(), info));
        List<String> different = new ArrayList<>();
        for (String name :
                runId() == null ? List.<String>of() : QUESTION.stream().sorted().toList()) {
            RunInfo info = expected.get(name);
            String value = values.get(name);
            boolean tooLong = info != null && info.value().length() > HEAD_BYTES / 4;
            if (!tooLong && (info == null ? value != null : value == null || !isSame(info, value))) {
                different.add(name);
            }
        }
        return different;
    }

    /** ECSV has the unit and the meaning behind the value. */
    private static boolean isSame(RunInfo info, String value) {
        String measured = info.value() + (info.unit() == null ? "" : " " + info.unit());
        return value.equals(info.value()) || value.equals(measured) || value.startsWith(measured + " (");
    }
}
