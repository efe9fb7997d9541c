package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void isTheSameForPlainTextAsForAnyOther() {
        for (String plain : List.of("", "a", "a b", " a", "a ", "a  b", "~!", "a\u007f", "\ta", "a\u00e9 b")) {
            // a character beyond ASCII before it takes the long way
            assertThat(PlainText.of(plain))
                    .isEqualTo(PlainText.of("\u00e9|" + plain).substring(2).strip());
        }
        assertThat(PlainText.of("abcdef", 5)).isEqualTo("ab...");
        assertThat(PlainText.of("abcde", 5)).isEqualTo("abcde");
    }
}
