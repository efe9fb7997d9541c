package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of an answer that are read here. */
class HeadersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                    attachment; filename="m31.fits" | m31.fits
                    attachment; filename=m31.fits | m31.fits
                    attachment;filename = "a \\"quoted\\" name.fits" ; size=3 | a "quoted" name.fits
                    inline; FILENAME="semi;colon.fits" | semi;colon.fits
                    attachment; filename="plain.fits"; filename*=UTF-8''na%C3%AFve.fits | na\u00efve.fits
                    attachment; filename*=UTF-8'en'%e2%82%ac.fits; filename="euro.fits" | \u20ac.fits
                    attachment; filename*=iso-8859-1''%A3.fits | \u00a3.fits
                    attachment; filename*=UTF-8''%zz.fits; filename=good.fits | good.fits
                    attachment; filename*=UTF-8''%FF.fits; filename=good.fits | good.fits
                    attachment; filename*=UTF-8''%4; filename=good.fits | good.fits
                    attachment; filename*=koi8-r''a; filename=good.fits | good.fits
                    filename=bare.fits | bare.fits
                    attachment; filename="never ends | never ends
                    attachment; filename="" | -
                    attachment | -
                    ;;;= | -
                    - | -
                    """)
    void namesTheFile(@Nullable String header, @Nullable String name) {
        assertThat(WantedName.ContentDisposition.fileName(header)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    bytes 5-9/10 | ContentRange[first=5, last=9, whole=10]
                    Bytes  0-0/1 | ContentRange[first=0, last=0, whole=1]
                    bytes 5-9/* | ContentRange[first=5, last=9, whole=-1]
                    bytes */10 | ContentRange[first=-1, last=-1, whole=10]
                    bytes */* | -
                    bytes 9-5/10 | -
                    bytes 5-10/10 | -
                    bytes 5-9 | -
                    items 5-9/10 | -
                    bytes 5-9999999999999999999/* | -
                    - | -
                    """)
    void saysWhichBytesCome(@Nullable String header, @Nullable String range) {
        Answers.ContentRange read = Answers.ContentRange.of(header);
        assertThat(read == null ? null : read.toString()).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                    application/x-votable+xml;content=datalink | true
                    application/x-votable+xml; content="datalink" | true
                    Application/X-VOTable+XML; charset=utf-8 ; Content = DataLink | true
                    application/x-votable+xml;serialization=tabledata;content=datalink | true
                    text/xml;content=x-votable | false
                    application/x-votable+xml | false
                    application/fits;content=datalink | false
                    - | false
                    """)
    void tellsLinks(@Nullable String mediaType, boolean datalink) {
        assertThat(ContentKind.isDatalink(mediaType)).isEqualTo(datalink);
    }
}
