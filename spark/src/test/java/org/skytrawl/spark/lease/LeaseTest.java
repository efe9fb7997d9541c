package org.skytrawl.spark.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;

class LeaseTest {
    private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofSeconds(10), Duration.ofSeconds(50));
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path temporary;

    private LeaseFolder folder;
    private long nanos;

    /** What happens while a program reads its clock. */
    private @Nullable Runnable meanwhile;

    @BeforeEach
    void open() throws IOException, FetchException {
        folder = LeaseFolder.open(temporary, HostKey.of("https://vo.example.org/tap"));
    }

    private LongSupplier clock() {
        return () -> nanos;
    }

    private LeaseClaim claim(String holder) {
        return new LeaseClaim(folder, TERMS, holder, clock());
    }

    private Lease taken(String holder) throws IOException {
        return Objects.requireNonNull(claim(holder).look(), "it must wait");
    }

    @Test
    void theFirstHasItAtOnce() throws IOException {
        Lease lease = taken("a");
        assertThat(lease.number()).isEqualTo(1);
        assertThat(lease.renew()).isTrue();
        assertThat(temporary.resolve("https-vo.example.org-443/1.lease"))
                .content()
                .isEqualTo(
                        "{\"renewals\":2,\"may_ask_ms\":10000,\"longest_request_ms\":50000,\"released\":false,\"holder\":\"a\"}\n");
    }

    @Test
    void theNextWaitsForItsRelease() throws IOException {
        Lease first = taken("a");
        LeaseClaim claim = claim("b");
        assertThat(claim.look()).isNull();
        assertThat(claim.awaited()).isEqualTo(first.file() + " of a");
        first.release();
        assertThat(first.renew()).isFalse();
        Lease second = Objects.requireNonNull(claim.look());
        assertThat(second.number()).isEqualTo(2);
        assertThat(first.file()).doesNotExist();
    }

    @Test
    void aHolderThatIsSilentIsWaitedForUntilItsLastRequestHasEnded() throws IOException {
        var unused = taken("a");
        LeaseClaim claim = claim("b");
        assertThat(claim.look()).isNull();
        nanos += 66 * SECOND - 1;
        assertThat(claim.look()).isNull();
        nanos += 1;
        assertThat(claim.look()).isNotNull();
    }

    @Test
    void aHolderThatRenewsKeepsIt() throws IOException {
        Lease first = taken("a");
        LeaseClaim claim = claim("b");
        for (int minute = 0; minute < 100; minute++) {
            assertThat(first.renew()).isTrue();
            assertThat(claim.look()).isNull();
            nanos += 60 * SECOND;
        }
    }

    @Test
    void aHolderThatWasStoppedLosesItAndSaysToWhom() throws IOException {
        Lease first = taken("a");
        LeaseClaim claim = claim("b");
        assertThat(claim.look()).isNull();
        nanos += 66 * SECOND;
        Lease second = Objects.requireNonNull(claim.look());
        assertThat(first.renew()).isFalse();
        assertThat(first.lost()).isEqualTo("number 2 has been taken by b");
        first.release();
        assertThat(second.renew()).isTrue();
        assertThat(first.renew()).isFalse();
    }

    @Test
    void aHolderThatWasStoppedGoesOnIfNobodyHasTakenIt() throws IOException {
        Lease lease = taken("a");
        nanos += 1000 * SECOND;
        assertThat(lease.renew()).isTrue();
    }

    /** The renewal comes after the successor has looked, and before it has its number: it counts, so the successor must wait. */
    @Test
    void aRenewalRightBeforeTheNextNumberCounts() throws IOException {
        Lease first = taken("a");
        LongSupplier told = () -> {
            Runnable once = meanwhile;
            meanwhile = null;
            long now = nanos;
            if (once != null) {
                once.run();
            }
            return now;
        };
        LeaseClaim claim = new LeaseClaim(folder, TERMS, "b", told);
        assertThat(claim.look()).isNull();
        nanos += 66 * SECOND;
        // between the clock and the file: the successor sees a change, and watches on
        meanwhile = () -> assertThat(first.renew()).isTrue();
        assertThat(claim.look()).isNull();
        nanos += 66 * SECOND;
        assertThat(claim.look()).isNotNull();
        assertThat(first.renew()).isFalse();
    }

    @Test
    void aNumberWithoutARenewalIsNoObstacleForLong() throws IOException {
        Files.createFile(folder.file(7));
        LeaseClaim claim = claim("b");
        assertThat(claim.look()).isNull();
        nanos += 66 * SECOND;
        assertThat(Objects.requireNonNull(claim.look()).number()).isEqualTo(8);
    }

    @Test
    void othersTermsCount() throws IOException {
        LeaseTerms theirs = new LeaseTerms(Duration.ofSeconds(100), Duration.ofSeconds(100));
        var unused = new LeaseClaim(folder, theirs, "a", clock()).look();
        LeaseClaim claim = claim("b");
        assertThat(claim.look()).isNull();
        nanos += 219 * SECOND;
        assertThat(claim.look()).isNull();
        nanos += SECOND;
        assertThat(claim.look()).isNotNull();
    }

    @Test
    void aLeaseThatCannotBeRenewedIsGoodUntilItsTimeIsOver() throws IOException {
        Lease lease = taken("a");
        Files.delete(lease.file());
        Files.delete(temporary.resolve("https-vo.example.org-443"));
        nanos += 10 * SECOND;
        assertThat(lease.renew()).isTrue();
        nanos += 1;
        assertThat(lease.renew()).isFalse();
        assertThat(lease.lost()).startsWith("it cannot be renewed: ").contains("https-vo.example.org-443");
    }

    @Test
    void filesOfOthersAreErrorsThatNameThem() throws IOException {
        Path foreign = temporary.resolve("https-vo.example.org-443/notes.txt");
        Files.createFile(foreign);
        assertThatThrownBy(() -> claim("b").look())
                .isInstanceOf(IOException.class)
                .hasMessage(foreign + " is not the file of a lease: remove it");
        Files.delete(foreign);
        for (String text : List.of(
                "x",
                "{}",
                "{\"renewals\":1,\"may_ask_ms\":1e99,\"longest_request_ms\":1}",
                "{\"renewals\":1,\"may_ask_ms\":99999999999999999,\"longest_request_ms\":1}",
                "{\"renewals\":\"1\",\"may_ask_ms\":1000,\"longest_request_ms\":1000}",
                "{\"holder\":\"" + "x".repeat(5000) + "\"}")) {
            Files.writeString(folder.file(3), text);
            assertThatThrownBy(() -> claim("b").look())
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(folder.file(3) + " cannot be read as a lease: ");
        }
        Files.delete(folder.file(3));
        Path giant = temporary.resolve("https-vo.example.org-443/" + "9".repeat(30) + ".lease");
        Files.createFile(giant);
        assertThatThrownBy(() -> claim("b").look()).hasMessageContaining(giant.toString());
    }

    @Test
    void whatAnNfsClientKeepsOfAReplacedFileIsPassedOver() throws IOException {
        Lease lease = taken("a");
        Files.createFile(temporary.resolve("https-vo.example.org-443/.nfs00000000000a1b2c00000001"));
        assertThat(lease.renew()).isTrue();
        assertThat(lease.lost()).isNull();
    }

    @Test
    void ofManyThreadsOneHasIt() throws Exception {
        int threads = 8;
        List<Future<@Nullable Lease>> looks = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CountDownLatch start = new CountDownLatch(threads);
            for (int i = 0; i < threads; i++) {
                LeaseClaim claim = claim("t" + i);
                looks.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return claim.look();
                }));
            }
        }
        int holders = 0;
        for (Future<@Nullable Lease> look : looks) {
            Lease lease = look.get();
            holders += lease != null && lease.renew() ? 1 : 0;
        }
        assertThat(holders).isLessThanOrEqualTo(1);
    }
}
