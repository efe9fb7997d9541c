package org.skytrawl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.cli.terminal.AlignedTable.Column;

class AlignedTableTest {
    private static final List<Column> COLUMNS = List.of(
            Column.text("name", 0, 10), Column.whole("state", 0), Column.url("URL", 2), Column.text("reason", 1, 12));

    private static AlignedTable table() {
        AlignedTable table = new AlignedTable(COLUMNS);
        table.row(List.of("ivo://one.example/sia", "good", "http://one.example/a?b=c", "all is well here"));
        table.row(Arrays.asList("二番目の\u001b[31mアーカイブ", "failing", "http://two.example/", null));
        return table;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 40, 60, 80, 90, 120, 300})
    void isNeverWiderThanTheTerminal(int width) {
        assertThat(table().lines(width, Colours.NONE))
                .allSatisfy(line -> assertThat(ScreenText.columns(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void showsAllWhereThereIsRoom() {
        assertThat(table().lines(120, Colours.NONE))
                .containsExactly(
                        "name                    state    URL                       reason",
                        "ivo://one.example/sia   good     http://one.example/a?b=c  all is well here",
                        "二番目の[31mアーカイブ  failing  http://two.example/       -");
        assertThat(table().leftOut(120)).isEmpty();
    }

    @Test
    void leavesUrlsOutBeforeItCutsMuchOfTheOthers() {
        assertThat(table().lines(60, Colours.NONE))
                .containsExactly(
                        "name                    state    reason",
                        "ivo://one.example/sia   good     all is well here",
                        "二番目の[31mアーカイブ  failing  -");
        assertThat(table().leftOut(60)).containsExactly("URL");
    }

    @Test
    void cutsTextsAndLeavesOutWhatHasNoRoom() {
        assertThat(table().lines(38, Colours.NONE))
                .containsExactly(
                        "name            state    reason",
                        "ivo://one.exa…  good     all is well…",
                        "二番目の[31m…   failing  -");
        assertThat(table().lines(24, Colours.NONE))
                .containsExactly("name             state", "ivo://one.exam…  good", "二番目の[31mア…  failing");
        assertThat(table().leftOut(24)).containsExactly("URL", "reason");
    }

    @Test
    void cutsTheMostImportantColumnsRatherThanLeaveThemOut() {
        assertThat(table().lines(10, Colours.NONE)).containsExactly("name  sta…", "ivo…  good", "二…   fai…");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "'', 0",
        "日本語, 6",
        "ｱｲｳ, 3",
        "Ａ, 2",
        "한국, 4",
        "한, 2",
        "Andro\u0301meda, 9",
        "\u2b50, 2",
        "\ud83d\udd2d, 2",
        "\ud840\udc00, 2",
        "α ± µ, 5",
        "\u1112\u1161\u11ab, 2"
    })
    void knowsTheWidthOfCharacters(String text, int columns) {
        assertThat(ScreenText.columns(text)).isEqualTo(columns);
    }

    @Test
    void cutsBeforeTheCharacterThatWouldNotFit() {
        assertThat(ScreenText.cut("日本語", 6)).isEqualTo("日本語");
        assertThat(ScreenText.cut("日本語", 5)).isEqualTo("日本…");
        assertThat(ScreenText.cut("日本語", 4)).isEqualTo("日…");
        assertThat(ScreenText.cut("a bc", 3)).isEqualTo("a…");
        assertThat(ScreenText.cut("e\u0301tude", 3)).isEqualTo("e\u0301t…");
        assertThat(ScreenText.cut("abc", 1)).isEqualTo("…");
    }

    @Test
    void wrapsAtBlanksByWhatIsSeen() {
        assertThat(ScreenText.wrapped("  title ", "望遠鏡 サーベイ 第二期", 8, 20))
                .containsExactly("  title 望遠鏡", "        サーベイ", "        第二期");
        assertThat(ScreenText.wrapped("", "a http://a.very.long.example/url b", 0, 10))
                .containsExactly("a", "http://a.very.long.example/url", "b");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 80", "'', 80", "132, 132", "5, 20", "99999, 300", "123456, 80", "-3, 80", "x, 80"})
    void takesTheWidthOfNoTerminalFromTheEnvironment(String columns, int width) {
        assertThat(TerminalSize.columnsElsewhere(columns)).isEqualTo(width);
    }
}
