package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.download.DownloadPlan;
import org.skytrawl.download.DownloadResult;
import org.skytrawl.download.FileOutcome;
import org.skytrawl.download.FileReport;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.PlainText;

public record DownloadPrinter(PrintWriter out) {
    private static final int LOSSES_SHOWN = 20;
    private static final int NOTES_SHOWN = 10;

    public void plan(DownloadPlan plan, Path folder) {
        List<String> also = new ArrayList<>();
        if (plan.duplicates() > 0) {
            also.add(Words.count(plan.duplicates(), "dataset") + " with the same URL as another");
        }
        if (plan.notMatched() > 0) {
            also.add(plan.notMatched() + " not matched");
        }
        out.println("to fetch    " + Words.count(plan.items().size(), "file") + " from "
                + Words.count(plan.byHost().size(), "host") + ", " + size(plan) + ", into " + folder
                + (also.isEmpty() ? "" : " (" + String.join(", ", also) + ")"));
        out.flush();
    }

    public void dryRun(DownloadPlan plan) {
        for (DownloadPlan.Item item : plan.items()) {
            String size = item.estimatedBytes() < 0 ? "?" : Words.size(item.estimatedBytes());
            out.println(String.format(Locale.ROOT, "%10s  %s", size, PlainText.of(item.url())));
        }
        for (DownloadPlan.Skipped skipped : plan.skipped()) {
            ObsCoreRecord it = skipped.dataset().record();
            String name = shown(it.text(ObsCoreColumn.obs_publisher_did), it.text(ObsCoreColumn.obs_title), null);
            out.println("   skipped  " + PlainText.of(name, 120) + ": " + skipped.reason());
        }
        plan.byHost().forEach((host, items) -> {
            long known = items.stream()
                    .mapToLong(DownloadPlan.Item::estimatedBytes)
                    .filter(bytes -> bytes > 0)
                    .sum();
            long unknown =
                    items.stream().filter(item -> item.estimatedBytes() < 0).count();
            out.println("host        " + host + ": " + Words.count(items.size(), "file") + ", " + sum(known, unknown));
        });
        out.println("total       " + Words.count(plan.items().size(), "file") + ", " + size(plan) + "; "
                + plan.skipped().size() + " skipped, " + plan.notMatched() + " not matched, " + plan.duplicates()
                + " with the same URL as another");
        out.flush();
    }

    public void summary(DownloadResult done, Path folder) {
        out.println("datasets    "
                + done.datasets().entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .map(each -> each.getValue() + " " + words(each.getKey()))
                        .collect(Collectors.joining(", ")));
        double seconds = Math.max(0.001, done.took().toMillis() / 1e3);
        out.println(String.format(
                Locale.ROOT,
                "fetched     %s in %.1f s (%s/s) into %s, manifest.jsonl has all",
                Words.size(done.fetchedBytes()),
                seconds,
                Words.size((long) (done.fetchedBytes() / seconds)),
                folder));
        losses(done.files());
        oddities(done.files());
        out.flush();
    }

    /** Grouped by reason, since a host that is down affects many files. */
    private void losses(List<FileReport> files) {
        Map<String, List<FileReport>> byReason = files.stream()
                .filter(file -> file.result() instanceof FileReport.Missing)
                .collect(Collectors.groupingBy(
                        file -> kind(Objects.requireNonNull(file.missing())), TreeMap::new, Collectors.toList()));
        byReason.values().stream().limit(LOSSES_SHOWN).forEach(lost -> {
            FileReport first = lost.getFirst();
            int more = lost.size() - 1;
            out.println(Colours.ofStderr().bad("MISSING") + "     "
                    + PlainText.of(shown(first.url(), first.accessUrl(), first.publisherDid()), 200)
                    + (more > 0 ? " and " + more + " more" : "") + ", "
                    + words(first.outcome()) + ": "
                    + PlainText.of(Objects.requireNonNull(first.missing()).reason(), 160));
        });
        if (byReason.size() > LOSSES_SHOWN) {
            out.println("  ... and " + Words.count(byReason.size() - LOSSES_SHOWN, "other reason"));
        }
    }

    /** Pages of errors differ in their details. */
    private static String kind(FileReport.Missing why) {
        return why.outcome() + " " + why.code() + " " + (why.httpStatus() == null ? why.reason() : why.httpStatus());
    }

    private void oddities(List<FileReport> files) {
        List<String> notes = files.stream()
                .map(FileReport::stored)
                .filter(Objects::nonNull)
                .flatMap(stored -> stored.notes().stream().map(note -> stored.file() + " " + PlainText.of(note, 300)))
                .toList();
        notes.stream().limit(NOTES_SHOWN).forEach(note -> out.println("  note: " + note));
        if (notes.size() > NOTES_SHOWN) {
            out.println("  ... and " + Words.count(notes.size() - NOTES_SHOWN, "other note"));
        }
    }

    private static String shown(@Nullable String first, @Nullable String second, @Nullable String third) {
        return first != null ? first : second != null ? second : third != null ? third : "a dataset without a name";
    }

    private static String words(FileOutcome outcome) {
        return switch (outcome) {
            case PRESENT -> "there already";
            case TIMED_OUT -> "timed out";
            default -> outcome.word();
        };
    }

    private static String size(DownloadPlan plan) {
        return sum(plan.estimatedBytes(), plan.unknownSizes());
    }

    private static String sum(long known, long unknown) {
        if (known == 0 && unknown > 0) {
            return "of unknown size";
        }
        return "about " + Words.size(known) + (unknown == 0 ? "" : " and " + unknown + " of unknown size");
    }
}
