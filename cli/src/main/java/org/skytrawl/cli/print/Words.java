package org.skytrawl.cli.print;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.skytrawl.RequestBound;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;

/** Numbers, ages and causes in words. */
public final class Words {
    private static final String UNITS = "kMGTP";

    private Words() {}

    /** {@code 1 service}, {@code 2 services}. */
    public static String count(long count, String singular) {
        return count + " " + (count == 1 ? singular : singular + "s");
    }

    /** {@code 2 datasets}, {@code 2 datasets in 5 files} if some have several formats. */
    public static String datasets(long datasets, long files) {
        return count(datasets, "dataset") + (datasets == files ? "" : " in " + count(files, "file"));
    }

    /** {@code 12 B}, {@code 3.4 MB}: powers of 1000. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.5 && unit < UNITS.length() - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, size < 9.95 ? "%.1f %sB" : "%.0f %sB", size, UNITS.charAt(unit));
    }

    /** {@code just now}, {@code 5 minutes old}, {@code 3 hours old}, {@code 9 days old}. */
    public static String old(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toDays() < 0 ? "from the future" : age.toMinutes() < 1 ? "just now" : age(age) + " old";
    }

    /** {@code just now}, {@code 5 minutes ago}. */
    public static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toMinutes() < 1 ? "just now" : age(age) + " ago";
    }

    private static String age(Duration age) {
        if (age.toMinutes() < 120) {
            return count(age.toMinutes(), "minute");
        }
        return age.toHours() < 72 ? count(age.toHours(), "hour") : count(age.toDays(), "day");
    }

    /** {@code at most 4,000 requests to 12 services; the most to example.org: 1,000}. */
    public static String requests(RequestBound bound) {
        return String.format(
                Locale.ROOT,
                "at most %,d request%s to %,d service%s%s",
                bound.requests(),
                bound.requests() == 1 ? "" : "s",
                bound.services(),
                bound.services() == 1 ? "" : "s",
                bound.services() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; the most to %s: %,d",
                                PlainText.of(bound.busiestHost(), 100),
                                bound.toBusiestHost()));
    }

    /** A service in a listing: what became of it, protocol, ivoid, access URL with the table, and why or title. */
    public static List<String> listed(String word, Service service, String reason) {
        return List.of(
                word,
                service.protocol().name(),
                PlainText.of(service.ivoid().value()),
                address(service),
                PlainText.of(reason));
    }

    /** The access URL, with the table. */
    public static String address(Service service) {
        return PlainText.of(service.accessUrl())
                + (service.tableName() == null ? "" : "#" + PlainText.of(service.tableName()));
    }

    /** The columns of {@link #listed}. */
    public static List<AlignedTable.Column> listedAs(String word, String reason) {
        return List.of(
                AlignedTable.Column.whole(word, 0),
                AlignedTable.Column.whole("protocol", 2),
                AlignedTable.Column.text("ivoid", 0, 24),
                AlignedTable.Column.url("access URL", 4),
                AlignedTable.Column.text(reason, 1, 20));
    }

    /** Notes as messages have them, each on a line of its own. */
    public static void notes(PrintWriter to, List<String> notes) {
        notes.forEach(note -> to.println("  note: " + PlainText.of(note, 300)));
    }

    /** What went wrong with a file: Java's own message is often just the file's name. */
    public static String cause(IOException e) {
        return FileTrouble.of(e);
    }
}
