package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/fits                                        | fits
            image/fits                                              | fits
            IMAGE/X-FITS                                            | fits
            application/x-fits-bintable                             | fits
            image/x-fits-gzip                                       | fits
            spectrum/fits                                           | fits
            fits                                                    | fits
            application/x-votable+xml                               | votable
            application/x-votable+xml;serialization=TABLEDATA       | votable
            text/xml;x-votable                                      | votable
            votable                                                 | votable
            application/x-votable+xml;content=datalink              | datalink
            application/x-votable+xml; Content = "datalink"         | datalink
            application/x-votable+xml;content=datalinks             | votable
            text/xml                                                | text/xml
            text/plain; charset=utf-8                               | text/plain
            image/jpg                                               | image/jpeg
            application/x-benefits                                  | application/x-benefits
            application/fitsio                                      | application/fitsio
            """)
    void tellsTheKindOfAFormatHoweverItIsWritten(String written, String kind) {
        assertThat(Objects.requireNonNull(AccessFormat.of(written)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-votable+xml;serialization=BINARY2",
                " Application/X-VOTable+XML ; Serialization = binary2 ",
                "application/x-votable+xml; serialization=\"BINARY2\""
            })
    void caseBlanksAndQuotesDoNotMatter(String written) {
        assertThat(Objects.requireNonNull(AccessFormat.of(written)).text())
                .isEqualTo("application/x-votable+xml;serialization=binary2");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "N/A", "null", "unknown"})
    void whatSaysNothingIsNoFormat(@Nullable String written) {
        assertThat(AccessFormat.of(written)).isNull();
    }
}
