package org.skytrawl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrappingWriterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "asked       2 services: 1 failed|asked       2 services: 1 failed",
                "asked       2 services: both of them|asked       2 services: both of^            them",
                "            of a list of many services, more|            of a list of many^            services, more",
                "skytrawl: the file cannot be written here|skytrawl: the file cannot be^  written here",
                // a word that is too long stays whole, on a line of its own
                "registry    http://127.0.0.1/a/long/path/tap, new|registry    http://127.0.0.1/a/long/path/tap,^            new",
                "see http://127.0.0.1/a/very/long/path/tap now|see^  http://127.0.0.1/a/very/long/path/tap^  now",
                "|",
            })
    void breaksAtBlanks(String line, String wrapped) {
        assertThat(WrappingWriter.wrapped(line == null ? "" : line, 32))
                .isEqualTo(wrapped == null ? "" : wrapped.replace('^', '\n'));
    }

    @Test
    void aNarrowTerminalHasNoRoomForLabels() {
        assertThat(WrappingWriter.wrapped("skipped     unreadable cells left empty", 20))
                .isEqualTo("skipped\n  unreadable cells\n  left empty");
        assertThat(WrappingWriter.wrapped("            and 12 more hosts", 20))
                .isEqualTo("            and 12\n  more hosts");
    }

    /** What a service said, in Chinese and with accents of their own. */
    @Test
    void wideCharactersTakeTwoColumnsAndAccentsNone() {
        assertThat(WrappingWriter.wrapped(
                        "note        \u670d\u52a1\u5668\u9519\u8bef \u670d\u52a1\u5668\u9519\u8bef", 32))
                .isEqualTo("note        \u670d\u52a1\u5668\u9519\u8bef\n            \u670d\u52a1\u5668\u9519\u8bef");
        String accents = "note        ae\u0301e\u0301e\u0301e\u0301e\u0301 ae\u0301e\u0301e\u0301e\u0301e\u0301";
        assertThat(WrappingWriter.wrapped(accents, 32)).isEqualTo(accents);
    }

    @Test
    void coloursTakeNoRoom() {
        String line = "\033[31mMISSING\033[0m     data of 12 services ";
        assertThat(WrappingWriter.wrapped(line, 32)).isEqualTo(line);
        assertThat(WrappingWriter.wrapped(line + "and more", 32))
                .isEqualTo("\033[31mMISSING\033[0m     data of 12 services\n            and more");
    }

    @Test
    void framesOfTheDisplayPassAsTheyAre() {
        StringWriter all = new StringWriter();
        PrintWriter err = new PrintWriter(new WrappingWriter(all, () -> 24), true);
        err.println("interrupted: writing what was found");
        LiveDisplay display = new LiveDisplay(err, true);
        List<String> lines = List.of("services    1 of 2 done, 1 running, 0 waiting");
        display.show(lines, 60);
        StringWriter plain = new StringWriter();
        new LiveDisplay(new PrintWriter(plain), true).show(lines, 60);
        assertThat(all.toString()).isEqualTo("interrupted: writing\n  what was found\n" + plain);
    }

    @Test
    void followsTheWidth() {
        StringWriter all = new StringWriter();
        int[] columns = {80};
        PrintWriter err = new PrintWriter(new WrappingWriter(all, () -> columns[0]), true);
        err.println("a line of some words that are short");
        columns[0] = 20;
        err.println("a line of some words that are short");
        assertThat(all.toString())
                .isEqualTo("a line of some words that are short\n" + "a line of some words\n  that are short\n");
    }
}
