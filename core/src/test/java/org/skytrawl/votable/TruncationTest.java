package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.small;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

@Isolated("threads are counted")
class TruncationTest {
    private static final Set<FailureCode> CUT =
            EnumSet.of(FailureCode.TRUNCATED, FailureCode.NOT_VOTABLE, FailureCode.EMPTY);

    @ParameterizedTest
    @ValueSource(strings = {"TABLEDATA", "BINARY", "BINARY2"})
    void aCutAtAnyByteIsSeenAndNeverTakenForTheEnd(String serialization) {
        byte[] whole = small(serialization, 5).getBytes(StandardCharsets.UTF_8);
        long before = 0;
        for (int cut = 0; cut < whole.length; cut++) {
            Collected read = Collected.from(Arrays.copyOf(whole, cut));
            assertThat(read.report.complete()).as("cut at %d", cut).isFalse();
            assertThat(read.report.failure().code()).as("cut at %d", cut).isIn(CUT);
            assertThat(read.report.rows())
                    .as("cut at %d", cut)
                    .isBetween(before, 5L)
                    .isEqualTo(read.rows.size());
            before = read.report.rows();
            for (int i = 0; i < read.rows.size(); i++) {
                assertThat(read.rows.get(i)).containsExactly(i, i / 8.0, "row " + i);
            }
        }
        assertThat(before).as("rows before the last cut").isEqualTo(5);
        assertThat(Collected.from(whole).report.complete()).isTrue();
    }

    @Test
    void whatFollowsTheRootIsNoPartOfTheAnswer() {
        for (String after : new String[] {"\n", "<!-- 12 ms -->", "<b>Warning: PHP", "\u0001"}) {
            Collected read = Collected.from(small("TABLEDATA", 2) + after);
            assertThat(read.report.complete()).isTrue();
            assertThat(read.rows).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLEDATA", "BINARY", "BINARY2"})
    void malformedXmlWithinTheTableKeepsTheRowsBefore(String serialization) {
        String whole = small(serialization, 2000);
        int middle = whole.length() / 2;
        Collected read = Collected.from(whole.substring(0, middle) + "</RESOURCE>" + whole.substring(middle));
        assertThat(read.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(read.rows).hasSizeBetween(900, 1100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLEDATA", "BINARY", "BINARY2"})
    void aBrokenConnectionComesBackAsItWasAndKeepsTheRowsBefore(String serialization) {
        byte[] whole = small(serialization, 2000).getBytes(StandardCharsets.UTF_8);
        IOException reset = new IOException("connection reset");
        for (Exception broken : new Exception[] {reset, new IllegalStateException("closed")}) {
            Collected sink = new Collected();
            VoTableReader reader = new VoTableReader();
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(whole, 0, whole.length / 2), Streams.throwing(broken));
            Throwable thrown = Streams.thrownBy(() -> reader.read(in, sink));
            assertThat(thrown).isSameAs(broken);
            assertThat(sink.rows).hasSizeBetween(900, 1100);
            assertThat(reader.report().rows()).isEqualTo(sink.rows.size());
            assertThat(reader.report().complete()).isFalse();
            assertThat(reader.report().status().word()).isEqualTo(QueryStatus.Word.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINARY", "BINARY2"})
    void everyRowThatCameBeforeTheCutIsDelivered(String serialization) {
        boolean nullFlags = serialization.equals("BINARY2");
        // without line ends, at which the parser hands on what it has
        String base64 = Base64.getEncoder().encodeToString(Documents.smallRows(2000, nullFlags));
        String whole = Documents.stream(serialization, Documents.SMALL_FIELDS, base64);
        int data = whole.indexOf("<STREAM encoding='base64'>") + "<STREAM encoding='base64'>".length();
        int rowBytes = Documents.smallRows(1001, nullFlags).length - Documents.smallRows(1000, nullFlags).length;
        for (int cut = data + 100; cut < whole.indexOf("</STREAM"); cut += 997) {
            byte[] head = whole.substring(0, cut).getBytes(StandardCharsets.UTF_8);
            long bytes = (cut - data) / 4 * 3L;
            long before = bytes / rowBytes;
            assertThat(Collected.from(head).rows.size()).as("cut at %d", cut).isGreaterThanOrEqualTo((int) before);
            Collected broken = new Collected();
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(head), Streams.throwing(new IOException("connection reset")));
            assertThat(Streams.thrownBy(() -> new VoTableReader().read(in, broken)))
                    .hasMessage("connection reset");
            assertThat(broken.rows.size()).as("cut at %d", cut).isGreaterThanOrEqualTo((int) before);
        }
    }

    @Test
    void aHundredCutBinaryAnswersLeaveNoThreadBehind() {
        byte[] whole = small("BINARY2", 5000).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4711);
        for (int i = 0; i < 100; i++) {
            int cut = 600 + random.nextInt(whole.length - 700);
            Collected read = Collected.from(Arrays.copyOf(whole, cut));
            assertThat(read.report.complete()).isFalse();
            if (cut > 2000) {
                assertThat(read.rows).isNotEmpty();
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Streams.stilThreads() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Streams.stilThreads()).isZero();
    }
}
