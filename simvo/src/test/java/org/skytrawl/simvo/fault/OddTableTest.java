package org.skytrawl.simvo.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.votable.VoTableWriter;

class OddTableTest {
    private static String document() throws Exception {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        VoTableWriter writer = new VoTableWriter(out);
        writer.begin(ObsCoreTable.COLUMNS.subList(0, 7));
        writer.row("image", 2, "C", "obs-1", "A & B", null, "http://x/?a=1&b=2");
        writer.row("cube", 2, "C", "obs-2", null, "ivo://x/y", null);
        writer.end(false);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesAgainWhatItReads() throws Exception {
        assertThat(OddTable.of(document()).text()).isEqualTo(document());
    }

    @Test
    void changesOnlyWhatItSays() throws Exception {
        OddTable table = OddTable.of(document());
        assertThat(table.nullWords().text())
                .contains("<TD>obs-1</TD><TD>A &amp; B</TD><TD>NULL</TD><TD>http://x/?a=1&amp;b=2</TD>")
                .contains("<TD>obs-2</TD><TD>None</TD><TD>ivo://x/y</TD><TD>n/a</TD>");
        assertThat(table.upperCaseTypes().text()).contains("<TD>IMAGE</TD><TD>2</TD>", "<TD>CUBE</TD><TD>2</TD>");
        assertThat(table.bareAmpersands()).contains("<TD>A & B</TD>").doesNotContain("&amp;");
        assertThat(table.doublyEscapedUrls().text()).contains("?a=1&amp;amp;b=2", "<TD>A &amp; B</TD>");
        assertThat(table.longRows().text()).contains("b=2</TD><TD>x</TD></TR>").contains("<TD></TD></TR>");
        assertThat(table.withoutType().text())
                .contains("<TR><TD>2</TD><TD>C</TD>")
                .doesNotContain("dataproduct_type");
        assertThat(table.inTwo(true))
                .containsPattern("(?s)obs-1.*</TABLE>\n</RESOURCE>\n<RESOURCE type=\"results\">\n<TABLE>.*obs-2");
        assertThat(table.nameBesideUcd().text()).isEqualTo(document());
    }
}
