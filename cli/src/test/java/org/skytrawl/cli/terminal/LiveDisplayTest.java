package org.skytrawl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {
    private final StringWriter written = new StringWriter();
    private final LiveDisplay display = new LiveDisplay(new PrintWriter(written), true);

    @Test
    void writesOnlyTheLinesThatHaveChanged() {
        display.show(List.of("one", "two", "three"), 80);
        assertThat(taken()).isEqualTo("<E>[?7l\rone<E>[K\ntwo<E>[K\nthree<E>[K\n<E>[K<E>[?7h");
        display.show(List.of("one", "TWO", "three"), 80);
        assertThat(taken()).isEqualTo("<E>[?7l\r<E>[3A\nTWO<E>[K\n\n<E>[K<E>[?7h");
        display.show(List.of("one", "TWO", "three"), 80);
        assertThat(taken()).isEmpty();
    }

    @Test
    void takesAwayLinesThatAreNoLongerThere() {
        display.show(List.of("one", "two", "three"), 80);
        var unused = taken();
        display.show(List.of("one"), 80);
        assertThat(taken()).isEqualTo("<E>[?7l\r<E>[3A\n<E>[K\n<E>[K\n\r<E>[2A<E>[K<E>[?7h");
        display.clear();
        assertThat(taken()).isEqualTo("\r<E>[1A<E>[K\n<E>[K\r<E>[1A");
        display.clear();
        assertThat(taken()).isEmpty();
    }

    /** A line of 30 characters fills three rows of a terminal that has become 10 wide. */
    @Test
    void findsItsLinesAgainInANarrowerTerminal() {
        display.show(List.of("x".repeat(30), "two"), 80);
        var unused = taken();
        display.show(List.of("yyy"), 10);
        assertThat(taken()).isEqualTo("<E>[?7l\r<E>[4A<E>[Kyyy<E>[K\n<E>[K\n<E>[K\n<E>[K\n\r<E>[3A<E>[K<E>[?7h");
        LiveDisplay cutting = new LiveDisplay(new PrintWriter(written), false);
        cutting.show(List.of("x".repeat(30), "two"), 80);
        unused = taken();
        cutting.show(List.of("yyy"), 10);
        assertThat(taken()).isEqualTo("<E>[?7l\r<E>[2A<E>[Kyyy<E>[K\n<E>[K\n\r<E>[1A<E>[K<E>[?7h");
    }

    @Test
    void knowsTerminalsThatCutLinesOff() {
        assertThat(LiveDisplay.reflows("xterm-256color", null, null)).isTrue();
        assertThat(LiveDisplay.reflows("xterm-256color", null, "XTerm(390)")).isFalse();
        assertThat(LiveDisplay.reflows("linux", null, null)).isFalse();
        assertThat(LiveDisplay.reflows("screen", null, null)).isFalse();
        assertThat(LiveDisplay.reflows("screen-256color", "/tmp/tmux-0/default,1,0", null))
                .isTrue();
    }

    private String taken() {
        String text = written.toString().replace("\033", "<E>");
        written.getBuffer().setLength(0);
        return text;
    }
}
