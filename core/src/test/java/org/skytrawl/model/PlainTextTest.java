package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @Test
    void takesOutWhatCouldControlATerminal() {
        assertThat(PlainText.of("a\u001b[31mred\u0007\r\nb\u009b0m\u202ec\tx  y \u0000"))
                .isEqualTo("a[31mred b0mc x y");
        assertThat(PlainText.of(null)).isEmpty();
        assertThat(PlainText.of("β Pic – 𝄞")).isEqualTo("β Pic – 𝄞");
    }

    /** C0, DEL, C1; marks, embeddings, overrides and isolates of direction; what is invisible; ends of lines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u001b",
                "\u007f",
                "\u0080",
                "\u009b",
                "\u009f",
                "\u061c",
                "\u200e",
                "\u200f",
                "\u202a",
                "\u202b",
                "\u202c",
                "\u202d",
                "\u202e",
                "\u2066",
                "\u2067",
                "\u2068",
                "\u2069",
                "\u206a",
                "\u206f",
                "\u00ad",
                "\u180e",
                "\u200b",
                "\u200d",
                "\u2060",
                "\ufeff",
                "\ufff9",
                "\udb40\udc41",
                "\ud834\udd73",
                "\ud800",
                "\ue000",
                "\u2028",
                "\u2029",
                "\u0085",
                "\n",
                "\r",
                "\t",
                "\u000b",
                "\u000c"
            })
    void showsNothingThatMovesOrHidesOtherText(String odd) {
        assertThat(PlainText.of("a" + odd + "b")).isIn("ab", "a b");
        assertThat(PlainText.isPlain("a" + odd + "b")).isFalse();
    }

    @Test
    void blanksWithinALineArePlain() {
        assertThat(PlainText.isPlain("\u03b1  Cen \ud834\udd1e\u00a0\u2003-\u3000"))
                .isTrue();
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
