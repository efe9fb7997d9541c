package org.skytrawl.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Origin;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches all files of one access URL in sequence and reports each. Runs on a thread of its own. */
final class ItemTask {
    private static final Logger LOG = LoggerFactory.getLogger(ItemTask.class);
    private static final int MOST_DEPTH = 3;
    private static final int MOST_FILES = 1000;

    /** The length of the longest chain of documents: always allowed, for any number of datasets. */
    private static final int FEW_FILES = MOST_DEPTH + 1;

    /** A bound on the manifest lines of one item: each file has a line for each dataset. */
    private static final long MOST_LINE_CHARS = 1 << 26;

    private static final int LINE_CHARS = 400;
    private static final int SHOWN = 300;

    private final DownloadPlan.Item item;
    private final DownloadContext download;
    /** {@link #giveUp} reads it from another thread. */
    private final Deque<Target> targets = new ConcurrentLinkedDeque<>();

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Target current;
    private final Set<String> seen = new HashSet<>();
    /** Includes links that are not fetched. */
    private int files = 1;

    private long lineChars;
    private final Set<FileOutcome> outcomes = EnumSet.noneOf(FileOutcome.class);
    private boolean mayBePrivate;
    private long nextOrder;

    ItemTask(DownloadPlan.Item item, long order, DownloadContext download) {
        this.item = item;
        this.download = download;
        this.nextOrder = order * MOST_FILES;
        download.tally().files.incrementAndGet();
        targets.add(Target.of(item, nextOrder++));
        seen.add(Target.keyOf(item.url()));
        countUnknown(targets.getFirst(), 1);
    }

    private void countUnknown(Target target, int more) {
        if (target.announcedBytes() <= 0) {
            download.tally().unknownSizes.addAndGet(more);
        }
    }

    int datasets() {
        return item.datasets().size();
    }

    /** Returns the outcome of its datasets; null if it was given up meanwhile. */
    @Nullable
    FileOutcome run() {
        while (!targets.isEmpty()) {
            Target next = targets.remove();
            current = next;
            one(next);
            current = null;
        }
        if (over.getAndSet(true)) {
            return null;
        }
        return outcomes.stream().max(FileOutcome::compareTo).orElse(FileOutcome.FAILED);
    }

    private void one(Target target) {
        ReportDraft draft = new ReportDraft(target);
        DownloadContext.Meter.OfFile meter = download.meter().new OfFile(target.announcedBytes());
        try {
            HostKey url = new HostKey("url", target.key(), 0);
            HostLimiter.Permit alone = download.urls().acquire(url, download.end(), download.cancellation());
            try {
                if (!there(target, draft, meter)) {
                    fetched(target, draft, meter);
                }
            } finally {
                alone.close();
            }
        } catch (StoppedException e) {
            if (e.stopCause() != StopCause.TIMEOUT) {
                report(draft.of(FileOutcome.CANCELLED, e.phase(), e.getMessage()));
            } else if (download.end().isOver()) {
                report(draft.of(FileOutcome.TIMED_OUT, e.phase(), "the deadline of the download had passed"));
            } else {
                double seconds = download.options().idleTimeout().toMillis() / 1e3;
                String why =
                        "nothing came for " + seconds + " s while " + e.phase().word();
                report(draft.of(FileOutcome.TIMED_OUT, e.phase(), why));
            }
        } catch (FetchException e) {
            report(draft.of(FileOutcome.FAILED, e.code(), e.getMessage(), e.httpStatus()));
        } catch (FileException e) {
            boolean skipped = e.code() == FileCode.HOST_DOWN || e.code() == FileCode.SCHEME;
            report(draft.of(skipped ? FileOutcome.SKIPPED : FileOutcome.FAILED, e.code(), e.getMessage()));
        } catch (FolderException e) {
            report(draft.of(FileOutcome.CANCELLED, FileCode.DISK, e.getMessage()));
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Internal error while fetching {}", target.url(), e);
            report(draft.of(FileOutcome.FAILED, FailureCode.INTERNAL, "a fault of Skytrawl: " + e));
        } finally {
            meter.end();
            countUnknown(target, -1);
        }
    }

    /** Whether an earlier run has fetched the file, and it is unchanged. */
    private boolean there(Target target, ReportDraft draft, DownloadContext.Meter.OfFile meter)
            throws StoppedException {
        FileReport.Stored known = download.recorder().known(target.url());
        if (known == null) {
            return false;
        }
        Path file = download.folder().resolve(known.file());
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) != known.bytes()
                    || !Checksum.hex(Checksum.of(file, known.bytes(), download.cancellation()))
                            .equals(known.sha256())) {
                return false;
            }
        } catch (IOException e) {
            // an unreadable file is fetched again, under another name
            return false;
        }
        meter.have(known.bytes());
        report(draft.of(known));
        return true;
    }

    private void fetched(Target target, ReportDraft draft, DownloadContext.Meter.OfFile meter)
            throws FileException, FetchException, StoppedException {
        HostKey host = HostKey.of(target.url());
        refuseIfDown(host);
        HostLimiter.Permit permit = download.limiter().acquire(host, download.end(), download.cancellation());
        download.tally().running.incrementAndGet();
        try {
            HostHealth.Down down = download.health().down(host);
            if (down != null) {
                throw new FileException(FileCode.HOST_DOWN, down.why());
            }
            draft.begin();
            LinksReader.Links links = transfer(target, draft, meter, host);
            if (links != null) {
                follow(target, links, draft);
            }
        } finally {
            download.tally().running.decrementAndGet();
            permit.close();
        }
    }

    /** Tries again after a refused private address, if the dataset's own service is in a private network too. */
    private LinksReader.@Nullable Links transfer(
            Target target, ReportDraft draft, DownloadContext.Meter.OfFile meter, HostKey host)
            throws FileException, FetchException, StoppedException {
        try {
            return attempt(target, draft, meter, host);
        } catch (FetchException e) {
            if (e.code() != FailureCode.PRIVATE_ADDRESS || mayBePrivate || !comesFromPrivate()) {
                throw e;
            }
            mayBePrivate = true;
            return attempt(target, draft, meter, host);
        }
    }

    private LinksReader.@Nullable Links attempt(
            Target target, ReportDraft draft, DownloadContext.Meter.OfFile meter, HostKey host)
            throws FileException, FetchException, StoppedException {
        Transfer transfer = new Transfer(download, target, mayBePrivate, meter, file -> report(draft.of(file)));
        try {
            LinksReader.Links got = transfer.run();
            download.health().answered(host);
            return got;
        } catch (FetchException e) {
            FetchContext context = transfer.context();
            // not after a redirect to another host
            if (context != null && host.equals(context.host())) {
                download.health().failed(host, e.code());
            }
            throw e;
        } catch (StoppedException e) {
            FetchContext context = transfer.context();
            boolean inVain =
                    context != null && context.bytes() == 0 && !context.sawStall() && e.phase() != Phase.READING;
            if (e.stopCause() == StopCause.TIMEOUT && inVain && !download.end().isOver()) {
                download.health().waitedInVain(host);
            }
            throw e;
        }
    }

    private void follow(Target from, LinksReader.Links links, ReportDraft draft) throws FileException {
        if (from.depth() >= MOST_DEPTH) {
            throw new FileException(FileCode.TOO_MANY_LINKS, "links lead to links more than " + MOST_DEPTH + " times");
        }
        List<Target> next = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (LinksReader.Link link : links.links()) {
            String why = whyNotFetched(link.url());
            if (why != null) {
                count(from.url());
                skipped.add(why);
            } else if (seen.add(Target.keyOf(link.url()))) {
                count(link.url());
                String type = link.contentType();
                // a link without a type: the type in the record, unless that is the links document's
                boolean fromRecord = type == null && !ContentKind.isDatalink(from.promised());
                next.add(new Target(
                        link.url(),
                        fromRecord ? from.promised() : type,
                        link.bytes() > 0 ? link.bytes() : links.links().size() == 1 ? item.estimatedBytes() : -1,
                        link.bytes() > 0,
                        from.publisherDid(),
                        nextOrder++,
                        from.depth() + 1));
            }
        }
        for (String why : skipped) {
            report(new ReportDraft(from).of(FileOutcome.SKIPPED, FileCode.SCHEME, why));
        }
        int reported = skipped.size();
        FileException error = links.error();
        if (error != null) {
            // the document is incomplete
            report(draft.of(FileOutcome.FAILED, error.code(), error.getMessage()));
            reported++;
        }
        if (next.isEmpty() && reported == 0) {
            throw new FileException(FileCode.TOO_MANY_LINKS, "links lead back to documents already read");
        }
        // the document is no file: the first link takes its place in the count
        download.tally().files.addAndGet(next.size() + reported - 1);
        targets.addAll(next);
        next.forEach(each -> countUnknown(each, 1));
    }

    private static @Nullable String whyNotFetched(String link) {
        if (!link.matches("(?is)https?:.*")) {
            return "the link is no http or https URL: " + ShownUrl.of(link, SHOWN);
        }
        return OutsideText.isTooLongForUrl(link)
                ? "the link is longer than " + OutsideText.LONGEST_URL + " characters: " + ShownUrl.of(link, SHOWN)
                : null;
    }

    /** Counts the file of a link, before any report on it. */
    private void count(String url) throws FileException {
        files++;
        if (files > MOST_FILES) {
            throw new FileException(FileCode.TOO_MANY_LINKS, "links lead to more than " + MOST_FILES + " files");
        }
        lineChars += (long) datasets() * (LINE_CHARS + item.url().length() + url.length());
        if (files > FEW_FILES && lineChars > MOST_LINE_CHARS) {
            throw new FileException(
                    FileCode.TOO_MANY_LINKS,
                    "links lead to too many files for " + datasets() + " datasets with one URL");
        }
    }

    private boolean comesFromPrivate() throws StoppedException {
        Predicate<Origin> known = download.mayBePrivate();
        if (known != null) {
            return item.datasets().stream().map(FoundDataset::origin).anyMatch(known);
        }
        FetchContext context =
                FetchContext.whileMoving(download.options().idleTimeout(), download.end(), download.cancellation());
        for (FoundDataset dataset : item.datasets()) {
            try {
                if (download.fetcher().isPrivate(dataset.origin().url(), context)) {
                    return true;
                }
            } catch (FetchException e) {
                // the host name does not resolve: not known to be private
            }
        }
        return false;
    }

    private void refuseIfDown(HostKey host) throws FileException {
        String why = download.health().whyDown(host);
        if (why != null) {
            throw new FileException(FileCode.HOST_DOWN, why);
        }
    }

    /**
     * Ends the task from another thread, because its own hangs in something that cannot be interrupted.
     *
     * @return false if it had ended before
     */
    boolean giveUp() {
        if (over.getAndSet(true)) {
            return false;
        }
        Target left = current;
        if (left != null) {
            targets.addFirst(left);
        }
        for (Target target : targets) {
            add(new ReportDraft(target)
                    .of(FileOutcome.CANCELLED, Phase.READING, "given up: its thread did not come back"));
        }
        return true;
    }

    private void report(FileReport report) {
        if (!over.get()) {
            add(report);
        }
    }

    private void add(FileReport report) {
        outcomes.add(report.outcome());
        download.tally().ended.incrementAndGet();
        if (report.outcome().isThere()) {
            download.tally().there.incrementAndGet();
        }
        for (FoundDataset dataset : item.datasets()) {
            download.recorder().add(report.of(dataset));
        }
    }

    /** The parts of a report known before the end of a transfer. */
    private static final class ReportDraft {
        private final Target target;
        private Instant started = Instant.now();
        private long beganNanos = System.nanoTime();
        private boolean begun;

        ReportDraft(Target target) {
            this.target = target;
        }

        void begin() {
            started = Instant.now();
            beganNanos = System.nanoTime();
            begun = true;
        }

        FileReport of(FileOutcome outcome, Enum<?> code, @Nullable String reason) {
            return of(outcome, code, reason, null);
        }

        FileReport of(FileOutcome outcome, Enum<?> code, @Nullable String reason, @Nullable Integer httpStatus) {
            String shown = PlainText.of(String.valueOf(reason), SHOWN);
            return of(new FileReport.Missing(outcome, code.name(), shown, httpStatus));
        }

        FileReport of(FileReport.Result result) {
            double seconds = begun ? Math.round((System.nanoTime() - beganNanos) / 1e6) / 1e3 : 0;
            return new FileReport(null, null, target.url(), result, started, seconds);
        }
    }
}
