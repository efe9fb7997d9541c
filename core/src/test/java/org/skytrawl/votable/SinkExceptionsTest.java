package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.votable.Documents.small;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Isolated("threads are counted")
class SinkExceptionsTest {
    private static void sneak(Throwable t) throws IOException, StopReadingException {
        switch (t) {
            case IOException e -> throw e;
            case StopReadingException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException(t);
        }
    }

    private static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLEDATA", "BINARY", "BINARY2"})
    void whatTheSinkThrowsComesBackAsItWas(String serialization) {
        String document = small(serialization, 5000);
        for (Throwable mine : new Throwable[] {
            new IOException("disk full"),
            new StopReadingException("enough"),
            new IllegalStateException("no"),
            new StackOverflowError("deep")
        }) {
            for (int stopAt : new int[] {0, 1, 100, 4999}) {
                VoTableReader reader = new VoTableReader();
                Collected sink = new Collected() {
                    @Override
                    public void row(@Nullable Object[] cells) throws IOException, StopReadingException {
                        if (rows.size() == stopAt) {
                            sneak(mine);
                        }
                        super.row(cells);
                    }
                };
                assertThat(Streams.thrownBy(() -> reader.read(stream(document), sink)))
                        .isSameAs(mine);
                assertThat(sink.rows).as("no row after the exception").hasSize(stopAt);
                assertThat(reader.report().rows()).isEqualTo(stopAt);
                assertThat(reader.report().complete()).isFalse();
            }
        }
    }

    @Test
    void whatTheSinkThrowsAtTheFieldsComesBackAsItWas() {
        StopReadingException mine = new StopReadingException("no such columns wanted");
        RowSink sink = new Collected() {
            @Override
            public void fields(List<TableField> declared) throws StopReadingException {
                throw mine;
            }
        };
        assertThat(Streams.thrownBy(() -> new VoTableReader().read(stream(small("BINARY", 3)), sink)))
                .isSameAs(mine);
    }

    @Test
    void theSinksExceptionCountsMoreThanTheStreams() {
        StopReadingException mine = new StopReadingException("cancelled");
        String document = small("BINARY2", 5000);
        InputStream in = new SequenceInputStream(
                stream(document.substring(0, document.length() - 500)), Streams.throwing(new IOException("closed")));
        Collected sink = new Collected() {
            @Override
            public void row(@Nullable Object[] cells) throws StopReadingException {
                throw mine;
            }
        };
        assertThat(Streams.thrownBy(() -> new VoTableReader().read(in, sink))).isSameAs(mine);
    }

    @Test
    void anInterruptWhileTheLastRowsAreAwaitedLeavesNoCallOfTheSink() throws Exception {
        CountDownLatch inRow = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Collected sink = new Collected() {
            @Override
            public void row(@Nullable Object[] cells) throws IOException, StopReadingException {
                inRow.countDown();
                awaitUninterrupted(release);
                super.row(cells);
            }
        };
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() ->
                thrown.set(Streams.thrownBy(() -> new VoTableReader().read(stream(small("BINARY", 50)), sink))));
        caller.start();
        assertThat(inRow.await(10, TimeUnit.SECONDS)).isTrue();
        awaitCallerIn(caller, "finishReading");
        caller.interrupt();
        awaitCallerIn(caller, "shut");
        release.countDown();
        caller.join(20_000);
        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        awaitNoStilThread();
        assertThat(sink.rows).as("the row that was under way").hasSize(1);
    }

    @Test
    void anInterruptWhileThePipeIsFullEndsTheReadingAndItsThread() throws Exception {
        CountDownLatch inRow = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Collected sink = new Collected() {
            @Override
            public void row(@Nullable Object[] cells) throws IOException, StopReadingException {
                inRow.countDown();
                awaitUninterrupted(release);
                super.row(cells);
            }
        };
        Thread caller = Thread.ofVirtual()
                .start(() -> Streams.thrownBy(() -> new VoTableReader().read(stream(small("BINARY", 20_000)), sink)));
        assertThat(inRow.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        release.countDown();
        caller.join(20_000);
        assertThat(caller.isAlive()).isFalse();
        awaitNoStilThread();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts STIL's thread", e);
        }
    }

    private static void awaitCallerIn(Thread caller, String method) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Arrays.stream(caller.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals(method))) {
            assertThat(System.nanoTime()).as("waiting for %s", method).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void awaitNoStilThread() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Streams.stilThreads() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Streams.stilThreads()).isZero();
    }

    @Test
    void aReaderReadsOneAnswer() throws Exception {
        VoTableReader reader = new VoTableReader();
        assertThatThrownBy(reader::report).isInstanceOf(IllegalStateException.class);
        reader.read(stream(small("TABLEDATA", 1)), new Collected());
        assertThat(reader.report().rows()).isEqualTo(1);
        assertThatThrownBy(() -> reader.read(stream(small("TABLEDATA", 1)), new Collected()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsMayBeKept() {
        Collected read = Collected.from(small("TABLEDATA", 3));
        assertThat(read.column(0)).containsExactly(0, 1, 2);
    }
}
