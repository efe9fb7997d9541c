package org.skytrawl.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Assigns file names that are unique, ignoring case, and not taken in the folder. Of files with the same wanted name,
 * the first in the plan gets it, and the others a mark made from their URLs: every run gives the same names.
 * Thread-safe.
 */
final class Names {
    private static final int MOST_TRIES = 100;

    private final Path folder;
    private final BiConsumer<String, String> renamed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Claim> claims = new HashMap<>();

    /** The name of one file. */
    static final class Claim {
        private final String wanted;
        private final long order;
        private final String mark;
        private String name;
        private boolean placed;

        private Claim(String wanted, long order, String mark) {
            this.wanted = wanted;
            this.order = order;
            this.mark = mark;
            this.name = wanted;
        }
    }

    /** @param renamed called with the old and the new name when a file in its place had to give up its name */
    Names(Path folder, BiConsumer<String, String> renamed) {
        this.folder = folder;
        this.renamed = renamed;
        claims.put(folded(Manifest.NAME), new Claim(Manifest.NAME, -1, ""));
    }

    /** @param canonicalUrl source of the mark */
    Claim claim(String wanted, long order, String canonicalUrl) {
        Claim claim = new Claim(wanted, order, Checksum.hex(canonicalUrl, 8));
        lock.lock();
        try {
            Claim holder = claims.get(folded(wanted));
            if (holder != null && holder.order > order && holder.wanted.equals(holder.name)) {
                claims.put(folded(wanted), claim);
                giveWay(holder);
            } else if (isFree(wanted)) {
                claims.put(folded(wanted), claim);
            } else {
                mark(claim);
            }
            return claim;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves a whole file to its place and reports it, before another file can take its name.
     *
     * @param before keeps what a later run needs if this process is killed before the move
     */
    void place(Claim claim, Part part, Step before, Consumer<String> after) {
        lock.lock();
        try {
            while (Files.exists(folder.resolve(claim.name), LinkOption.NOFOLLOW_LINKS)) {
                // another program has put a file there meanwhile
                claims.remove(folded(claim.name), claim);
                mark(claim);
            }
            before.with(claim.name);
            part.settle();
            Files.move(part.data(), folder.resolve(claim.name));
            claim.placed = true;
            after.accept(claim.name);
        } catch (IOException e) {
            throw new FolderException("cannot write " + folder.resolve(claim.name), e);
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    interface Step {
        void with(String name) throws IOException;
    }

    private void giveWay(Claim holder) {
        String old = holder.name;
        mark(holder);
        if (holder.placed) {
            try {
                Files.move(folder.resolve(old), folder.resolve(holder.name));
            } catch (IOException e) {
                throw new FolderException("cannot rename " + folder.resolve(old), e);
            }
            renamed.accept(old, holder.name);
        }
    }

    private void mark(Claim claim) {
        for (int i = 1; i <= MOST_TRIES; i++) {
            String name = SafeName.marked(claim.wanted, i == 1 ? claim.mark : claim.mark + "-" + i);
            if (isFree(name)) {
                claim.name = name;
                claims.put(folded(name), claim);
                return;
            }
        }
        throw new FolderException(
                "cannot write " + folder, new IOException("all names like " + claim.wanted + " are taken"));
    }

    private boolean isFree(String name) {
        return !claims.containsKey(folded(name)) && !Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** The name in a file system that ignores case. */
    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
