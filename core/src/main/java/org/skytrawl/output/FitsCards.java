package org.skytrawl.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.RunInfos.RunInfo;
import uk.ac.starlink.fits.CardImage;

/** Metadata of a run as header cards (FITS 4.0 section 4). Repeated names and long comments become HISTORY cards. */
final class FitsCards {
    private static final int LINE = 80;
    private static final int HISTORY_TEXT = 72;
    /** Characters between the quotes of a card. */
    private static final int VALUE = 68;

    private static final Map<String, String> KEYS = Arrays.stream("""
            QUERY_STATUS=QSTATUS skytrawl_version=SKYTRAWL run_id=RUN_ID run_started=RUNSTART run_ended=RUNEND cone=CONE
            polygon=POLYGON moc=MOC wavelength=WAVELEN time=TIMESPAN product_types=PRODTYPE inclusive=INCLUSIV
            target=TARGET target_position=TARGPOS target_resolver=RESOLVER retry_of=RETRYOF rerun_of=RERUNOF
            registry=REGISTRY registry_fetched=REGFETCH registry_age=REGAGE records=NRECORDS distinct_datasets=NDATASET cancelled=CANCELED
            services_incomplete=NINCOMPL provisional=PROVISNL match=MATCH new_since=NEWSINCE""".split("\\s", -1))
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(word -> word[0], word -> word[1]));

    private static final Map<String, String> NAMES =
            KEYS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private final List<CardImage> cards = new ArrayList<>();

    private FitsCards() {}

    /** The name of the metadata that a card with this keyword has, or null. */
    static @Nullable String nameOf(String key) {
        return NAMES.get(key);
    }

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
