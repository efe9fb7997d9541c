package org.skytrawl.spark.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.HostKey;

/**
 * The right to ask one host, as its holder has it. Thread-safe.
 *
 * <p><b>Rules.</b> A lease is a file with a number; numbers rise.
 *
 * <ol>
 *   <li>The holder renews: it reads its clock (<i>s</i>), rewrites its file with a higher counter, then lists the folder. The renewal
 *       counts only if no number is higher. Else the lease is lost.
 *   <li>The holder begins a request only after a renewal that counts, until <i>s</i> + {@code mayAsk} by its own clock, and no request
 *       lasts longer than {@code longestRequest}.
 *   <li>A successor ({@link LeaseClaim}) first watches all leases until each is released or has not changed for <i>W</i> =
 *       {@code mayAsk + longestRequest} by its own clock, and a tenth. Then it creates the next number, which fails if that is there,
 *       and reads all leases once more. If one has changed, it goes on watching. It asks only when all are released or unchanged.
 *   <li>A lease is released after its last request, and its file is deleted by a successor only. So numbers never fall.
 * </ol>
 *
 * <p><b>Why two never ask together.</b> Let a successor have created its number at <i>c</i>, and read a lease at <i>r</i> &gt; <i>c</i>
 * as it first saw it at <i>f</i>, with <i>r</i> - <i>f</i> &ge; <i>W</i>. A renewal whose file is written after <i>r</i> lists the
 * folder after <i>c</i>, sees the number, and does not count. One whose file was written before <i>r</i> is what the successor has
 * seen since <i>f</i>, or older; so it began before <i>f</i>, and the last request under it ends before <i>f</i> + <i>W</i>. So all
 * requests of the holder end before <i>r</i>, and the successor's begin after it. Two successors cannot have one number, and
 * the lower one is seen by the higher as any lease is. Only speeds of clocks are compared, never their times, and a holder that was
 * stopped for any time finds the number when it goes on.
 *
 * <p><b>What is left.</b> A process that is stopped between the renewal and the first byte of its request, for longer than <i>W</i>,
 * sends this one request: only the host itself could refuse it. It asks nothing after it. A machine whose clock stands still while it
 * is suspended may believe its renewal to be young; that is why each request renews. An answer that a host sends to a stopped process is under way
 * until the process goes on, or the host gives up. A file system must create a file exclusively, rename atomically, and show what one
 * machine has written to another that opens the file or lists the folder after it has changed the folder itself, as NFS does.
 */
final class Lease {
    /** A renewal may take longer than it lasts, on a folder that hangs. */
    static final int MOST_RENEWALS_IN_A_ROW = 3;

    private final LeaseFolder folder;
    private final long number;
    private final LeaseTerms terms;
    private final String holder;
    private final LongSupplier clock;
    private long renewals;
    private volatile long renewedNanos;
    private volatile boolean counted;
    private boolean released;
    private @Nullable String lost;

    /** @param renewals of the file so far: the same content must never come twice */
    Lease(LeaseFolder folder, long number, long renewals, LeaseTerms terms, String holder, LongSupplier clock) {
        this.renewals = renewals;
        this.folder = folder;
        this.number = number;
        this.terms = terms;
        this.holder = holder;
        this.clock = clock;
    }

    long number() {
        return number;
    }

    HostKey host() {
        return folder.host();
    }

    Path file() {
        return folder.file(number);
    }

    /**
     * Renews, as before each request.
     *
     * @return whether a request may begin now. If not, the lease is lost or released, and none may begin ever again
     */
    synchronized boolean renew() {
        for (int attempt = 1; attempt <= MOST_RENEWALS_IN_A_ROW && lost == null && !released; attempt++) {
            IOException trouble = renewOnce();
            if (lost == null && isYoung()) {
                // if the folder could not be written or read, the renewal before still counts
                return true;
            }
            if (trouble != null) {
                lost = "it cannot be renewed: " + trouble.getMessage();
            }
        }
        if (lost == null && !released) {
            lost = "to renew it takes longer than " + terms.mayAsk();
        }
        return false;
    }

    private @Nullable IOException renewOnce() {
        long begunNanos = clock.getAsLong();
        try {
            renewals++;
            folder.write(number, new LeaseEntry(renewals, terms, false, holder));
            long highest = folder.highest();
            if (highest > number) {
                LeaseEntry other = folder.read(highest);
                lost = "number " + highest + " has been taken"
                        + (other == null || other.holder().isEmpty() ? "" : " by " + other.holder());
            } else {
                renewedNanos = begunNanos;
                counted = true;
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Whether a request may begin by the last renewal that counted. Waits for nothing. */
    boolean isYoung() {
        return counted && clock.getAsLong() - renewedNanos <= terms.mayAsk().toNanos();
    }

    /** Why it is lost; null while it is held, or if it was released. */
    synchronized @Nullable String lost() {
        return lost;
    }

    /** Says that the last request has ended; nothing may be under way. If that cannot be written, a successor waits. */
    synchronized void release() {
        if (released) {
            return;
        }
        released = true;
        try {
            folder.write(number, new LeaseEntry(renewals + 1, terms, true, holder));
        } catch (IOException e) {
            // a successor sees that it does not change any more
            assert !counted || lost == null || !lost.isEmpty();
        }
    }

    @Override
    public String toString() {
        return "lease " + number + " of " + folder.host();
    }
}
