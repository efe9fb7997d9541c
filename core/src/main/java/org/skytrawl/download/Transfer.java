package org.skytrawl.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.BodyFailedException;
import org.skytrawl.net.BodyStoppedException;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.Retries;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.ErrorBody;
import org.skytrawl.provenance.FailureCode;

/** Fetches one URL into the folder: resumes an earlier attempt, checks the content, and moves the file to its place. */
final class Transfer {
    private static final int MOST_ATTEMPTS = 10;

    private final DownloadContext download;
    private final Target target;
    private final boolean mayBePrivate;
    private final DownloadContext.Meter.OfFile meter;
    private final Consumer<FileReport.Stored> placed;
    private final Part part;
    private @Nullable FetchContext context;
    private LinksReader.@Nullable Links links;

    /** @param placed called with a file in its place, before it can be renamed */
    Transfer(
            DownloadContext download,
            Target target,
            boolean mayBePrivate,
            DownloadContext.Meter.OfFile meter,
            Consumer<FileReport.Stored> placed) {
        this.download = download;
        this.target = target;
        this.mayBePrivate = mayBePrivate;
        this.meter = meter;
        this.placed = placed;
        this.part = new Part(download.folder(), target.key());
    }

    /** The context of the last request, null before the first. */
    @Nullable
    FetchContext context() {
        return context;
    }

    /**
     * Fetches the URL. Tries again after a truncated answer, as long as the attempts make progress.
     *
     * @return null if the answer was a file, which is then in its place and reported
     */
    LinksReader.@Nullable Links run() throws FileException, FetchException, StoppedException {
        try {
            if (finishedBefore()) {
                return null;
            }
            int inVain = 0;
            for (int attempt = 1; ; attempt++) {
                long before = part.size();
                try {
                    attempt();
                    return links;
                } catch (FetchException e) {
                    Part.State state = part.state();
                    boolean canGoOn = state != null && state.validator() != null;
                    inVain = canGoOn && part.size() > before ? 0 : inVain + 1;
                    if (e.code() != FailureCode.TRUNCATED || inVain > 1 || attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (BodyStoppedException e) {
            throw e.stop();
        } catch (BodyFailedException e) {
            throw e.failure();
        } catch (IOException e) {
            throw new FolderException("cannot write into " + download.folder(), e);
        } finally {
            meter.end();
        }
    }

    /** Whether the file was complete when its run was killed. */
    private boolean finishedBefore() throws IOException, StoppedException {
        Part.State state = part.state();
        if (state == null || state.file() == null || state.sha256() == null) {
            return false;
        }
        if (part.size() == state.whole() && isWhole(part.data(), state)) {
            place(state, state.sha256(), state.whole());
            return true;
        }
        Path there = download.folder().resolve(SafeName.of(state.file()));
        if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS) && isWhole(there, state)) {
            meter.have(state.whole());
            placed.accept(new FileReport.Stored(
                    FileOutcome.PRESENT, state.file(), state.whole(), state.sha256(), state.contentType(), List.of()));
            part.discard();
            return true;
        }
        part.discard();
        return false;
    }

    private boolean isWhole(Path file, Part.State state) throws IOException, StoppedException {
        return Files.size(file) == state.whole()
                && Checksum.hex(Checksum.of(file, state.whole(), download.cancellation()))
                        .equals(state.sha256());
    }

    private void attempt() throws FileException, FetchException, StoppedException, IOException {
        Part.State state = part.state();
        if (state != null && state.validator() != null && part.size() > 0) {
            if (resume(state, state.validator(), part.size())) {
                return;
            }
            // starts again without a range
            part.discard();
        }
        try (FetchAnswer answer = Retries.fetch(download.fetcher(), request(), begin())) {
            whole(answer);
        }
    }

    /** False if the server did not send the missing rest. */
    private boolean resume(Part.State state, String validator, long have)
            throws FileException, FetchException, StoppedException, IOException {
        MessageDigest sum = Checksum.of(part.data(), have, download.cancellation());
        FetchRequest rest = request().resuming(new FetchRequest.Rest(have, validator));
        try (FetchAnswer answer = Retries.fetch(download.fetcher(), rest, begin())) {
            if (answer.status() == 206 && Answers.fits(answer, have, state)) {
                meter.have(have);
                rest(answer, state, have, sum);
                return true;
            }
            Answers.ContentRange range = Answers.ContentRange.of(answer.header("Content-Range"));
            boolean isAll = range != null && range.whole() == have && state.whole() <= have;
            if (answer.status() == 416 && isAll && !Answers.contradicts(answer, state)) {
                place(state, Checksum.hex(sum), have);
                return true;
            }
            if (answer.status() == 206 || answer.status() == 416) {
                return false;
            }
            whole(answer);
            return true;
        }
    }

    private FetchRequest request() {
        return FetchRequest.get(target.url())
                .allowingPrivateAddresses(mayBePrivate)
                .atMostBytes(download.options().maxFileBytes())
                .asKept();
    }

    private FetchContext begin() {
        FetchContext next =
                FetchContext.whileMoving(download.options().idleTimeout(), download.end(), download.cancellation());
        context = next;
        return next;
    }

    private void whole(FetchAnswer answer) throws FileException, FetchException, StoppedException, IOException {
        int status = answer.status();
        if (status == 401 || status == 403) {
            throw new FileException(
                    FileCode.NEEDS_LOGIN, "the server requires a login (HTTP " + status + "), which is not supported");
        }
        if (status >= 400) {
            throw ErrorBody.read(answer);
        }
        if (status != 200 && status != 203) {
            throw new FetchException(
                    FailureCode.HTTP_STATUS, "answered with HTTP " + status + " and no file", status, null);
        }
        if (ContentKind.isDatalink(answer.contentType()) || ContentKind.isDatalink(target.promised())) {
            meter.expect(0);
            links = Answers.links(answer);
            return;
        }
        InputStream body = answer.body();
        byte[] head = body.readNBytes(ContentKind.HEAD_BYTES);
        if (head.length == 0) {
            throw new FileException(FileCode.EMPTY, "the answer is empty");
        }
        ContentCheck.beginning(head, target.promised(), answer.contentType());
        String name = WantedName.of(
                answer.header("Content-Disposition"),
                answer.finalUrl(),
                target.url(),
                target.publisherDid(),
                ContentKind.of(head),
                target.promised() == null ? answer.contentType() : target.promised());
        long length = Answers.length(answer);
        meter.expect(length < 0 ? target.announcedBytes() : length);
        part.discard();
        Part.State state =
                new Part.State(target.url(), Answers.validator(answer), length, answer.contentType(), name, null, null);
        part.keep(state);
        MessageDigest sum = Checksum.begin();
        try (OutputStream out = part.open(0)) {
            keep(out, sum, head, head.length);
        }
        rest(answer, state, head.length, sum);
    }

    private void rest(FetchAnswer answer, Part.State state, long have, MessageDigest sum)
            throws FileException, FetchException, StoppedException, IOException {
        long size = have;
        boolean kept = false;
        try (OutputStream out = part.open(have)) {
            InputStream body = answer.body();
            byte[] buffer = new byte[1 << 16];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                size += count;
                Answers.refuseLonger(size, download.options().maxFileBytes(), state.whole());
                keep(out, sum, buffer, count);
            }
            kept = true;
        } catch (BodyFailedException e) {
            kept = e.failure().code() == FailureCode.TRUNCATED && state.validator() != null;
            throw e.failure();
        } catch (BodyStoppedException e) {
            kept = state.validator() != null;
            throw e.stop();
        } catch (FolderException e) {
            // a full disk may have room later
            kept = state.validator() != null;
            throw e;
        } finally {
            if (!kept) {
                part.discard();
            }
        }
        long whole = state.whole() >= 0 ? state.whole() : target.exact() ? target.announcedBytes() : -1;
        if (size < whole) {
            throw new FetchException(
                    FailureCode.TRUNCATED, "only " + size + " of " + whole + " bytes came", answer.status(), null);
        }
        place(state, Checksum.hex(sum), size);
    }

    private void keep(OutputStream out, MessageDigest sum, byte[] bytes, int count) {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw new FolderException("cannot write into " + download.folder(), e);
        }
        sum.update(bytes, 0, count);
        meter.add(count);
    }

    private void place(Part.State state, String sha256, long bytes) throws IOException {
        byte[] head = part.head();
        List<String> notes = new ArrayList<>();
        try {
            notes.addAll(ContentCheck.beginning(head, target.promised(), state.contentType()));
        } catch (FileException e) {
            // it passed at the start of the transfer; the record has changed since
            notes.add(String.valueOf(e.getMessage()));
        }
        notes.addAll(ContentCheck.size(bytes, target.announcedBytes(), target.exact(), ContentKind.of(head)));
        meter.have(bytes);
        Names.Claim claim = download.names().claim(state.name(), target.order(), target.key());
        download.names()
                .place(
                        claim,
                        part,
                        name -> part.keep(state.finished(name, sha256, bytes)),
                        name -> placed.accept(new FileReport.Stored(
                                FileOutcome.DOWNLOADED, name, bytes, sha256, state.contentType(), notes)));
        part.forget();
    }
}
