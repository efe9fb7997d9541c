package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.skytrawl.net.FetchException;

class LinksReaderTest {
    private static final String FIELDS = """
            <FIELD name="ID" datatype="char" arraysize="*"/>
            <FIELD name="ACCESS_URL" datatype="char" arraysize="*"/>
            <FIELD name="service_def" datatype="char" arraysize="*"/>
            <FIELD name="error_message" datatype="char" arraysize="*"/>
            <FIELD name="semantics" datatype="char" arraysize="*"/>
            <FIELD name="content_type" datatype="char" arraysize="*"/>
            <FIELD name="content_length" datatype="long"/>
            """;

    private static LinksReader.Links read(String... rows) throws Exception {
        return readWith("", rows);
    }

    private static LinksReader.Links readWith(String after, String... rows) throws Exception {
        StringBuilder table = new StringBuilder();
        for (String row : rows) {
            table.append("<TR><TD>id</TD>");
            for (String cell : row.split(",", -1)) {
                table.append("<TD>").append(cell.strip()).append("</TD>");
            }
            table.append("</TR>");
        }
        String document = "<VOTABLE><RESOURCE type=\"results\"><TABLE>" + FIELDS + "<DATA><TABLEDATA>" + table
                + "</TABLEDATA></DATA></TABLE>" + after + "</RESOURCE></VOTABLE>";
        return LinksReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), "vo.example");
    }

    @Test
    void givesAllThatIsTheDatasetItself() throws Exception {
        LinksReader.Links links = read(
                "http://a/1,,,#this,image/fits,2880",
                "http://a/p,,,#preview,image/jpeg,",
                "http://a/2,,,http://www.ivoa.net/rdf/datalink/core#this,,",
                ",svc,,#this,image/fits,",
                "http://a/3,,,https://www.ivoa.net/rdf/datalink/core#This,,");
        assertThat(links.links())
                .containsExactly(
                        new LinksReader.Link("http://a/1", "image/fits", 2880),
                        new LinksReader.Link("http://a/2", null, -1),
                        new LinksReader.Link("http://a/3", null, -1));
        assertThat(links.services()).isEqualTo(1);
        assertThat(links.error()).isNull();
    }

    @Test
    void keepsTheErrorBesideALink() throws Exception {
        LinksReader.Links links = read("http://a/1,,,#this,,", ",,NotFoundFault: second half,#this,,");
        assertThat(links.links()).hasSize(1);
        assertThat(links.error()).hasMessage("NotFoundFault: second half");
    }

    @Test
    void aPreviewThatIsMissingIsNoLossOfTheData() throws Exception {
        LinksReader.Links links = read("http://a/1,,,#this,,", ",,FatalFault: no preview,#preview,,");
        assertThat(links.links()).hasSize(1);
        assertThat(links.error()).isNull();
        assertThat(read("http://a/1,,,#this,,", ",,NotFoundFault: x,,,").error())
                .hasMessage("NotFoundFault: x");
        fails("FatalFault: no preview", ",,FatalFault: no preview,#preview,,");
    }

    @Test
    void saysThatItIsCutOff() throws Exception {
        LinksReader.Links links = readWith("<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>", "http://a/1,,,#this,,");
        assertThat(links.links()).hasSize(1);
        assertThat(links.error()).hasMessage("the links document says that it is cut off (OVERFLOW)");
    }

    @Test
    void saysWhyThereIsNoLink() {
        fails("NotFoundFault: gone", ",,NotFoundFault: gone,,,");
        fails(
                "the links document has 2 rows, none of them for the data: #calibration, #preview",
                "http://a,,,#preview,,",
                "http://b,,,#calibration,,");
        fails(
                "the links document has 1 row for the data, but only by a service that needs parameters",
                ",svc,,#this,,");
        fails("the links document has no row");
    }

    private static void fails(String message, String... rows) {
        assertThatThrownBy(() -> read(rows)).isInstanceOf(FileException.class).hasMessage(message);
    }

    @Test
    void isNotFooledByAPage() {
        assertThatThrownBy(() -> LinksReader.read(
                        new ByteArrayInputStream("<html><title>Moved</title></html>".getBytes(StandardCharsets.UTF_8)),
                        "vo.example"))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("the links document of vo.example: ")
                .hasMessageContaining("Moved");
    }
}
