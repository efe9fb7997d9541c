package org.skytrawl.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueBuild;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.Cancellation;

/** The catalogue of a harvest on the command line. */
final class HarvestCatalogue {
    private static final long SAYS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private HarvestCatalogue() {}

    /** Makes the catalogue if each service has ended, and what is there has changed. An interruption leaves the old one. */
    static void makeIfNeeded(HarvestFolder folder, Consumer<String> say) {
        CatalogueState state = CatalogueState.of(folder);
        if (!state.isEnded() || !CatalogueBuild.isNeeded(folder.path(), state)) {
            return;
        }
        long begun = System.nanoTime();
        Cancellation cancellation = new Cancellation();
        try (Interruption.Registration registration = Interruption.onInterrupt(cancellation::cancel)) {
            say.accept(String.format(
                    Locale.ROOT, "catalogue   merging %,d rows", state.pages().rows()));
            CatalogueBuild build = new CatalogueBuild(folder, CatalogueBuild.MAX_ROWS, cancellation, progress(say));
            Catalogue made = build.build(state);
            made.unmerged()
                    .forEach(each -> say.accept(String.format(
                            Locale.ROOT,
                            "catalogue   %,d rows are not merged, for lack of memory: all are %s",
                            each.rows(),
                            PlainText.of(each.identifier(), 200))));
            say.accept(String.format(
                    Locale.ROOT,
                    "catalogue   %,d rows in %s, made in %d s",
                    made.rows(),
                    Words.count(made.files().size(), "file"),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
            assert registration != null;
        } catch (CancellationException e) {
            say.accept("catalogue   not finished; skytrawl harvest -d " + folder.path() + " makes it");
        }
    }

    private static CatalogueBuild.Progress progress(Consumer<String> say) {
        return new CatalogueBuild.Progress() {
            private long saidNanos = System.nanoTime();

            @Override
            public void at(String step, long rows, long of) {
                if (System.nanoTime() - saidNanos > SAYS_EVERY_NANOS) {
                    saidNanos = System.nanoTime();
                    say.accept(String.format(Locale.ROOT, "catalogue   %s: %,d of %,d rows", step, rows, of));
                }
            }
        };
    }

    /**
     * What there is, in words.
     *
     * @param checks whether all its files are read and compared with their checksums
     * @throws HarvestException that names a file that is damaged, is missing, or does not belong there
     */
    static String inWords(Path dir, boolean checks, Instant now) {
        if (!Catalogue.exists(dir)) {
            return "no catalogue; skytrawl harvest -d " + dir
                    + " makes one when each service has been read or given up";
        }
        Catalogue catalogue = opened(dir, checks);
        try (HarvestFolder folder = HarvestFolder.read(dir)) {
            boolean isOld = !CatalogueState.of(folder).hash().equals(catalogue.state());
            return String.format(
                    Locale.ROOT,
                    "catalogue: %,d rows in %s, %s%s%s",
                    catalogue.rows(),
                    Words.count(catalogue.files().size(), "file"),
                    Words.old(catalogue.created(), now),
                    isOld ? "; the harvest has changed since" : "",
                    unmerged(catalogue));
        }
    }

    private static String unmerged(Catalogue catalogue) {
        List<TooLarge> units = catalogue.unmerged();
        return units.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d rows of %s are not merged, for lack of memory, such as %s",
                        units.stream().mapToLong(TooLarge::rows).sum(),
                        Words.count(units.size(), "identifier"),
                        PlainText.of(units.getFirst().identifier(), 200));
    }

    private static Catalogue opened(Path dir, boolean checks) {
        try {
            return checked(dir, checks);
        } catch (HarvestException e) {
            // a harvest may have replaced it meanwhile
            return checked(dir, checks);
        }
    }

    private static Catalogue checked(Path dir, boolean checks) {
        Catalogue catalogue = Catalogue.open(dir);
        if (checks) {
            catalogue.checkContents();
        }
        return catalogue;
    }
}
