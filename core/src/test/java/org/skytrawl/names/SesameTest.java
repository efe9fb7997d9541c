package org.skytrawl.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.DiscoveryException;
import org.xml.sax.SAXException;

class SesameTest {
    @ParameterizedTest
    @CsvSource({
        "M31,M31",
        "NGC 224,NGC%20224",
        "2MASS J00424433+4116085,2MASS%20J00424433%2B4116085",
        "AT&T,AT%26T",
        "Barnard’s star,Barnard%E2%80%99s%20star",
        "V* S Dor/?#,V%2A%20S%20Dor%2F%3F%23",
    })
    void asksForOneNameWhateverIsInIt(String name, String sent) {
        assertThat(Sesame.url("https://cds.unistra.fr/cgi-bin/nph-sesame", name))
                .isEqualTo("https://cds.unistra.fr/cgi-bin/nph-sesame/-oxp/SNV?" + sent);
        assertThat(Sesame.url("http://a/nph-sesame/", name)).isEqualTo("http://a/nph-sesame/-oxp/SNV?" + sent);
    }

    @Test
    void theVariableNamesOthers() {
        assertThat(Sesame.of(Map.of()).endpoints())
                .containsExactly(
                        "https://cds.unistra.fr/cgi-bin/nph-sesame",
                        "http://vizier.cfa.harvard.edu/viz-bin/nph-sesame");
        assertThat(Sesame.of(Map.of()).namedByUser()).isFalse();
        Sesame own = Sesame.of(Map.of(Sesame.VARIABLE, " http://127.0.0.1:1/x, https://b/y "));
        assertThat(own.endpoints()).containsExactly("http://127.0.0.1:1/x", "https://b/y");
        assertThat(own.namedByUser()).isTrue();
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> Sesame.of(Map.of(Sesame.VARIABLE, "file:///etc/passwd")))
                .withMessage("SKYTRAWL_SESAME: 'file:///etc/passwd' is no http or https URL, such as"
                        + " https://cds.unistra.fr/cgi-bin/nph-sesame");
    }

    @Test
    void keepsAndTellsNoPassword() {
        assertThat(Sesame.of(Map.of(Sesame.VARIABLE, "https://user:secret@b/y")).endpoints())
                .containsExactly("https://b/y");
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> Sesame.of(Map.of(Sesame.VARIABLE, "ftp://user:secret@b/y")))
                .withMessageContaining("ftp://***@b/y")
                .withMessageNotContaining("secret");
    }

    @Test
    void takesTheFirstResolverThatHasAPlace() throws Exception {
        assertThat(read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Sesame><Target option="SNV"><name>M31</name>
                <Resolver name="S=Simbad (CDS, via client/server)"><INFO>*** Nothing found ***</INFO></Resolver>
                <Resolver name="N=NED"><jpos>00:42:44.33 +41:16:07.5</jpos><jradeg> 10.68470833</jradeg>
                <jdedeg>+41.26875</jdedeg><oname>M  31</oname></Resolver>
                <Resolver name="V=VizieR"><jradeg>1</jradeg><jdedeg>2</jdedeg></Resolver>
                </Target></Sesame>
                """)).isEqualTo(new Sesame.SesameAnswer.Found(10.68470833, 41.26875, "NED"));
    }

    @Test
    void aNameThatNobodyKnowsIsAnAnswer() throws Exception {
        assertThat(read("<Sesame><Target><name>x</name></Target></Sesame>"))
                .isInstanceOf(Sesame.SesameAnswer.Unknown.class);
        assertThat(
                        read(
                                "<Sesame><Target><Resolver name=\"S=Simbad\"><INFO>Nothing</INFO></Resolver></Target></Sesame>"))
                .isInstanceOf(Sesame.SesameAnswer.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<Sesame><Target><Resolver><ERROR>no answer</ERROR></Resolver></Target></Sesame> | it says no answer",
                "<html><body>Please log in</body></html>                    | it did not answer as Sesame does",
                "<Sesame/>                                                  | it did not answer as Sesame does",
                "Bad gateway                                                | it did not answer as Sesame does",
                "<Sesame><Target><Resolver><jradeg>1</jradeg>               | its document cannot be read: ",
                "<Sesame><Target><Resolver><jradeg>361</jradeg><jdedeg>0</jdedeg></Resolver></Target></Sesame> | its document cannot be"
                        + " read: RA 361, Dec 0 is no place on the sky",
                "<Sesame><Target><Resolver><jradeg>1</jradeg></Resolver></Target></Sesame> | its document cannot be read: RA 1, Dec null",
                "<!DOCTYPE Sesame [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Sesame>&x;</Sesame> | it did not answer as Sesame does",
                "<!DOCTYPE Sesame SYSTEM 'http://127.0.0.1:1/x'><Sesame/>    | it did not answer as Sesame does",
            })
    void everythingElseIsTroubleWithThatServer(String document, String message) {
        assertThatIOException().isThrownBy(() -> read(document)).withMessageStartingWith(message);
    }

    @Test
    void depthAndTextAreBounded() {
        assertThatIOException()
                .isThrownBy(() -> read("<Sesame>" + "<a>".repeat(30)))
                .withMessageContaining("elements lie deeper than 20");
        assertThatIOException()
                .isThrownBy(() -> read("<Sesame><Target><name>" + "x".repeat(20_000)))
                .withMessageContaining("more than 10000 characters");
    }

    /** 45 kB in gzip; the parser would give each element 2,000 attributes. */
    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesDeclarations() {
        StringBuilder defaults = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            defaults.append("<!ATTLIST name b").append(i).append(" CDATA 'x'>");
        }
        String document = "<!DOCTYPE Sesame [" + defaults + "]><Sesame><Target>" + "<name/>".repeat(3500);
        assertThatIOException()
                .isThrownBy(() -> read(document))
                .withRootCauseInstanceOf(SAXException.class)
                .withStackTraceContaining("DOCTYPE");
    }

    private static Sesame.SesameAnswer read(String document) throws IOException {
        return Sesame.SesameAnswer.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }
}
