package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void takesOutWhatCouldControlATerminal() {
        assertThat(PlainText.of("a\u001b[31mred\u0007\r\nb\u009b0m\u202ec\tx  y \u0000"))
                .isEqualTo("a[31mred b0mc x y");
        assertThat(PlainText.of(null)).isEmpty();
        assertThat(PlainText.of("β Pic – 𝄞")).isEqualTo("β Pic – 𝄞");
    }

    @Test
    void cutsAndSaysSo() {
        assertThat(PlainText.of("0123456789", 8)).isEqualTo("01234...");
        assertThat(PlainText.of("01234567", 8)).isEqualTo("01234567");
        assertThat(PlainText.of("01234567   ", 8)).isEqualTo("01234567");
    }
}
