package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void takesWhatCouldControlATerminalOutOfText() {
        assertThat(Printable.line("a\u001b[31mred\u0007\r\nb\u009b0m\u202ec\tx  y \u0000"))
                .isEqualTo("a [31mred b 0mc x y");
        assertThat(Printable.line(null)).isEmpty();
        assertThat(Printable.line("β Pic – 𝄞")).isEqualTo("β Pic – 𝄞");
    }

    @Test
    void cutsAndSaysSo() {
        assertThat(Printable.line("0123456789", 8)).isEqualTo("01234...");
        assertThat(Printable.line("01234567", 8)).isEqualTo("01234567");
    }

    @Test
    void countsInEnglish() {
        assertThat(Printable.count(1, "service")).isEqualTo("1 service");
        assertThat(Printable.count(0, "service")).isEqualTo("0 services");
    }
}
