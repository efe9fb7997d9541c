package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    m31.fits | m31.fits
                    ../../etc/passwd | _.._etc_passwd
                    ..\\..\\boot.ini | _.._boot.ini
                    /etc/passwd | _etc_passwd
                    .. | ``
                    . | ``
                    .bashrc | bashrc
                    ...hidden.fits. . | hidden.fits
                    C:\\x.fits | C__x.fits
                    con | _con
                    NUL.fits | _NUL.fits
                    com1.tar.gz | _com1.tar.gz
                    COM\u00b9.txt | _COM\u00b9.txt
                    aux .fits | _aux .fits
                    console.fits | console.fits
                    -rf | _-rf
                    .-rf | _-rf
                    @/etc/passwd | _@_etc_passwd
                    @args.txt | _@args.txt
                    ..@args.txt | _@args.txt
                    a@b.fits | a@b.fits
                    ~root | _~root
                    Himmel \u03b1.fits | Himmel \u03b1.fits
                    a?b*c<d>e"f | a_b_c_d_e_f
                    // | ``
                    ___ | ``
                    """)
    void isSafe(String name, String safe) {
        assertThat(SafeName.of(name)).isEqualTo(safe);
        assertThat(SafeName.of(safe)).isEqualTo(safe);
    }

    @Test
    void hasNoCharacterThatCannotBeSeen() {
        assertThat(SafeName.of("a\u0000b\u001bc\u202ed.fits")).isEqualTo("a_b_c_d.fits");
        assertThat(SafeName.of("a\u2028b")).isEqualTo("a_b");
        assertThat(SafeName.of("e\u0301.fits")).isEqualTo("\u00e9.fits");
    }

    /** In the locale C Java refuses to make a file whose name is not ASCII. */
    @Test
    void hasNoCharacterThatFilesCannotHaveHere() {
        assertThat(SafeName.of("Gr\u00f6\u00dfe \u03b1.fits", StandardCharsets.US_ASCII))
                .isEqualTo("Gr__e _.fits");
        assertThat(SafeName.of("Gr\u00f6\u00dfe \u03b1.fits", StandardCharsets.ISO_8859_1))
                .isEqualTo("Gr\u00f6\u00dfe _.fits");
        assertThat(SafeName.of("\u03b1\u03b2", StandardCharsets.US_ASCII)).isEmpty();
    }

    @Test
    void isShortAndKeepsItsEnding() {
        String name = SafeName.of("\u03b1".repeat(300) + ".fits.gz");
        assertThat(name).endsWith("\u03b1.fits.gz");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(230, SafeName.MOST_BYTES);
        assertThat(SafeName.of("x".repeat(1000)).getBytes(StandardCharsets.UTF_8))
                .hasSize(SafeName.MOST_BYTES);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    a.fits, .fits
                    a.fits.gz, .fits.gz
                    a.tar.GZ, .tar.GZ
                    a.gz, .gz
                    a, ''
                    .fits, ''
                    v1.2 of it, ''
                    """)
    void hasAnEnding(String name, String ending) {
        assertThat(SafeName.ending(name)).isEqualTo(ending);
    }

    @Test
    void isMarkedBeforeItsEnding() {
        assertThat(SafeName.marked("a.fits.gz", "12ab")).isEqualTo("a-12ab.fits.gz");
        assertThat(SafeName.marked("a", "12ab")).isEqualTo("a-12ab");
    }
}
