package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skytrawl.output.RunInfos.RunInfo;
import uk.ac.starlink.fits.CardImage;

/**
 * Metadata of a run as header cards: keywords of at most eight letters (FITS Standard 4.0 section 4.1.2.1), long texts
 * with CONTINUE (section 4.2.1.2). Repeated names, and texts too long for a comment, become HISTORY cards.
 */
final class FitsCards {
    private static final int LINE = 80;
    private static final int HISTORY_TEXT = 72;
    /** Characters between the quotes of a card. */
    private static final int VALUE = 68;

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("QUERY_STATUS", "QSTATUS"),
            Map.entry("skytrawl_version", "SKYTRAWL"),
            Map.entry("run_id", "RUN_ID"),
            Map.entry("run_started", "RUNSTART"),
            Map.entry("run_ended", "RUNEND"),
            Map.entry("cone", "CONE"),
            Map.entry("polygon", "POLYGON"),
            Map.entry("moc", "MOC"),
            Map.entry("wavelength", "WAVELEN"),
            Map.entry("time", "TIMESPAN"),
            Map.entry("product_types", "PRODTYPE"),
            Map.entry("inclusive", "INCLUSIV"),
            Map.entry("target", "TARGET"),
            Map.entry("target_position", "TARGPOS"),
            Map.entry("target_resolver", "RESOLVER"),
            Map.entry("retry_of", "RETRYOF"),
            Map.entry("rerun_of", "RERUNOF"),
            Map.entry("registry", "REGISTRY"),
            Map.entry("registry_fetched", "REGFETCH"),
            Map.entry("registry_age", "REGAGE"),
            Map.entry("records", "NRECORDS"),
            Map.entry("cancelled", "CANCELED"),
            Map.entry("services_incomplete", "NINCOMPL"),
            Map.entry("provisional", "PROVISNL"));

    private final List<CardImage> cards = new ArrayList<>();

    private FitsCards() {}

    static List<CardImage> of(List<RunInfo> infos) {
        FitsCards cards = new FitsCards();
        List<String> history = new ArrayList<>();
        for (RunInfo info : infos) {
            String key = KEYS.get(info.name());
            String comment = (info.unit() == null ? "" : "[" + info.unit() + "] ") + info.text();
            if (key == null) {
                history.add(
                        info.name() + ": " + info.value() + (info.text().isEmpty() ? "" : " (" + info.text() + ")"));
            } else if (!cards.string(key, info.value(), comment)) {
                history.add(info.name() + ": " + info.text());
            }
        }
        history.forEach(cards::history);
        return cards.cards;
    }

    /** Each text as one or more HISTORY cards. */
    static List<CardImage> ofHistory(List<String> texts) {
        FitsCards cards = new FitsCards();
        texts.forEach(cards::history);
        return cards.cards;
    }

    /** Utypes and descriptions of a table's columns, with the keywords of STIL and TOPCAT. */
    static List<CardImage> ofColumns(List<? extends TableColumn<?>> columns) {
        FitsCards cards = new FitsCards();
        for (int i = 0; i < columns.size(); i++) {
            TableColumn<?> column = columns.get(i);
            if (column.utype() != null) {
                cards.string("TUTYP" + (i + 1), column.utype(), "");
            }
            cards.string("TCOMM" + (i + 1), column.description(), "");
        }
        return cards.cards;
    }

    /** Adds a value. Returns false if its comment was left out because it did not fit. */
    private boolean string(String key, String value, String comment) {
        String quoted = FitsText.escaped(value).replace("'", "''");
        if (quoted.length() > VALUE) {
            continued(key, FitsText.escaped(value));
            return comment.isEmpty();
        }
        String card = String.format("%-8s= '%-8s'", key, quoted);
        String commented = comment.isEmpty() ? card : card + " / " + FitsText.escaped(comment);
        boolean fits = comment.isEmpty() || commented.length() <= LINE;
        cards.add(new CardImage(padded(fits ? commented : card)));
        return fits;
    }

    /** One text on several cards. Each but the last ends with an ampersand. */
    private void continued(String key, String value) {
        String head = String.format("%-8s= '", key);
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            String c = value.charAt(i) == '\'' ? "''" : String.valueOf(value.charAt(i));
            if (part.length() + c.length() > VALUE - 1) {
                cards.add(new CardImage(padded(head + part + "&'")));
                head = "CONTINUE  '";
                part.setLength(0);
            }
            part.append(c);
        }
        cards.add(new CardImage(padded(head + part + "'")));
    }

    private void history(String text) {
        String escaped = FitsText.escaped(text);
        for (int i = 0; i < escaped.length(); i += HISTORY_TEXT) {
            String line = escaped.substring(i, Math.min(escaped.length(), i + HISTORY_TEXT));
            cards.add(new CardImage(padded("HISTORY " + line)));
        }
    }

    private static String padded(String card) {
        return card + " ".repeat(LINE - card.length());
    }
}
