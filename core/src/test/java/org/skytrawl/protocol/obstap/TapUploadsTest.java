package org.skytrawl.protocol.obstap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.protocol.TargetWay.Limits;

class TapUploadsTest {
    private static final String INLINE = "<uploadMethod ivo-id=\"ivo://ivoa.net/std/TAPRegExt#upload-inline\"/>";
    private static final Limits USUAL = new Limits(5_000, 4 << 20);

    private static @Nullable Limits declared(String inside) {
        String document =
                "<?xml version='1.0'?><cap:capabilities xmlns:cap=\"http://www.ivoa.net/xml/VOSICapabilities/v1.0\">"
                        + "<capability standardID=\"ivo://ivoa.net/std/VOSI#tables\"/><capability"
                        + " standardID=\"ivo://ivoa.net/std/TAP\">" + inside
                        + "<outputLimit><default unit=\"row\">7</default><hard unit=\"row\">8</hard></outputLimit>"
                        + "</capability></cap:capabilities>";
        return TapUploads.limits(document.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <hard unit="row">300</hard>                                            | 300   | 4194304
            <default unit="row">100</default><hard unit="row">300</hard>           | 100   | 4194304
            <hard unit="row">1000000</hard>                                        | 20000 | 4194304
            <default unit="row">100</default><hard unit="byte"> 9000 </hard>       | 100   | 9000
            <hard unit="BYTE">20000000</hard>                                      | 5000  | 4194304
            <hard unit="row">-1</hard>                                             | 5000  | 4194304
            <hard unit="row">many</hard>                                           | 5000  | 4194304
            <hard>300</hard>                                                       | 5000  | 4194304
            <hard unit="row">99999999999999999999</hard>                           | 5000  | 4194304
            """)
    void keepsTheLowestLimitOfRowsAndBytes(String limit, int targets, long bytes) {
        assertThat(declared(INLINE + "<uploadLimit>" + limit + "</uploadLimit>"))
                .isEqualTo(new Limits(targets, bytes));
    }

    @Test
    void asksOnlyWhereUploadsInTheRequestAreDeclared() {
        assertThat(declared(INLINE)).isEqualTo(USUAL);
        assertThat(declared("<uploadMethod ivo-id=\"ivo://ivoa.org/tap/uploadmethods#inline\"/>"))
                .isEqualTo(USUAL);
        assertThat(declared("<uploadMethod ivo-id=\"ivo://ivoa.net/std/TAPRegExt#upload-http\"/>"))
                .isNull();
        assertThat(declared("")).isNull();
        assertThat(declared("<uploadMethod/>")).isNull();
        assertThat(declared(INLINE + "<uploadLimit><hard unit=\"row\">0</hard></uploadLimit>"))
                .isNull();
    }

    @Test
    void triesItWhereCapabilitiesCannotBeRead() {
        assertThat(TapUploads.limits(null)).isEqualTo(USUAL);
        assertThat(TapUploads.limits("<html>Not found</html>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(USUAL);
        assertThat(TapUploads.limits("<capabilities>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(USUAL);
        assertThat(TapUploads.limits(
                        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><capabilities>&b;</capabilities>"
                                .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(USUAL);
        assertThat(TapUploads.limits("<a>".repeat(1000).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(USUAL);
    }
}
