package org.skytrawl.protocol.obstap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.net.FetchException;
import org.skytrawl.provenance.FailureCode;

class TapCapabilitiesTest {
    private static final String DOCUMENT = """
            <?xml version="1.0"?>
            <vosi:capabilities xmlns:vosi="http://www.ivoa.net/xml/VOSICapabilities/v1.0">
            <capability standardID="ivo://ivoa.net/std/TAP"><tr:language><name>PQL</name>
            <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-udf">
            <feature><form>not_ours(x)</form></feature></languageFeatures></tr:language>
            <tr:language><name> ADQL </name><version>2.1</version>
            <tr:languageFeatures type=" ivo://ivoa.net/std/TAPRegExt#features-UDF">
            <tr:feature><tr:form>ivo_hasword(haystack TEXT, needle TEXT) -&gt; INTEGER</tr:form>
            <description>words</description></tr:feature>
            <feature><form>
              gavo_Urlescape(s TEXT)
            </form></feature><feature><form/></feature>
            </tr:languageFeatures>
            <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-adql-sets">
            <feature><form>UNION</form></feature></languageFeatures>
            <languageFeatures><feature><form>untyped</form></feature></languageFeatures>
            </tr:language></capability></vosi:capabilities>
            """;

    private static TapCapabilities parse(String document) throws FetchException {
        return TapCapabilities.parse(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatAdqlCanDo() throws FetchException {
        TapCapabilities capabilities = parse(DOCUMENT);
        assertThat(capabilities.functions())
                .contains("ivo_hasword", "gavo_urlescape")
                .doesNotContain("not_ours");
        assertThat(capabilities.has(TapCapabilities.SETS, "union")).isTrue();
        assertThat(capabilities.has(TapCapabilities.SETS, "EXCEPT")).isFalse();
        assertThat(capabilities.has(TapCapabilities.GEOMETRY, "CIRCLE")).isFalse();
        assertThat(TapCapabilities.NONE.functions()).isEmpty();
    }

    /** 45 kB in gzip; the parser would give each element 2,000 attributes. */
    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesDeclarations() {
        StringBuilder defaults = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            defaults.append("<!ATTLIST a b").append(i).append(" CDATA 'x'>");
        }
        for (String bad : new String[] {
            "<!DOCTYPE c [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><capabilities>&e;</capabilities>",
            "<!DOCTYPE c [" + defaults + "]><capabilities>" + "<a/>".repeat(3500) + "</capabilities>"
        }) {
            assertThatThrownBy(() -> parse(bad))
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.FORBIDDEN_XML));
        }
    }

    @Test
    void toleratesABareDoctype() throws FetchException {
        assertThat(parse(DOCUMENT.replace("<vosi:capabilities ", "<!DOCTYPE c SYSTEM 'x'><vosi:capabilities "))
                        .functions())
                .contains("ivo_hasword");
    }

    @Test
    void refusesWhatIsNoCapabilities() {
        for (String bad : new String[] {
            "<html><title>Sign in</title></html>",
            "",
            DOCUMENT.substring(0, 900),
            "<capabilities>" + "<a>".repeat(200) + "</a>".repeat(200) + "</capabilities>"
        }) {
            assertThatThrownBy(() -> parse(bad))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MALFORMED));
        }
    }

    @Test
    void isAtTheSamePlaceAsTheQueries() {
        assertThat(TapSync.resource("http://a.test/tap/?k=1", "capabilities"))
                .isEqualTo("http://a.test/tap/capabilities?k=1");
    }
}
