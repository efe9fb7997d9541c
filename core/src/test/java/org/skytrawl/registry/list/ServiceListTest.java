package org.skytrawl.registry.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;

class ServiceListTest {
    private static ServiceList read(String text) throws IOException {
        return ServiceList.read("list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Service service(String title, Protocol protocol, String url, String table, String... ivoids) {
        return Service.of(List.of(ivoids).stream().map(Ivoid::new).toList(), title, protocol, url, table);
    }

    private static final List<Service> THREE = List.of(
            service("Plain", Sia1.PROTOCOL, "http://a/s?x=1&", null, "ivo://a/1"),
            service("Said \"so\",\nin two lines é", Sia2.PROTOCOL, "https://a/s", null, "ivo://a/2"),
            service("Tables", ObsTap.PROTOCOL, "http://a/tap", "\"x\".obs", "ivo://a/3", "ivo://a/4"));

    @Test
    void readsBackWhatItWrites() throws IOException {
        StringBuilder csv = new StringBuilder();
        ServiceList.writeCsv(THREE, csv);
        assertThat(csv)
                .startsWith(
                        "ivoid,title,standard_id,access_url,table_name,max_records,mirror_urls,max_search_radius\r\nivo://a/1,Plain,");
        ServiceList list = read(csv.toString());
        assertThat(list.candidates())
                .isEqualTo(THREE.stream().map(Candidate::of).toList());
        assertThat(list.notes()).isEmpty();
        StringBuilder again = new StringBuilder();
        ServiceList.writeCsv(list.candidates().stream().map(Candidate::service).toList(), again);
        assertThat(again.toString()).isEqualTo(csv.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFACCESS_URL, Ivoid ,standard_id,extra\n\nhttp://a/s,IVO://A/1,ivo://ivoa.net/std/SIA,x\n",
                "[{\"ivoid\":\"ivo://a/1\",\"standard_id\":\"sia1\",\"access_url\":\"http://a/s\",\"x\":{\"y\":[1]}}]",
                "{\"IVOID\":\"ivo://a/1\",\"standard_id\":\"sia\",\"access_url\":\"http://a/s\",\"table_name\":null}\n",
                """
                <VOTABLE><RESOURCE><TABLE><FIELD name="IVOID" datatype="char" arraysize="*"/>
                <FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="standard_id" datatype="char" arraysize="*"/><DATA><TABLEDATA>
                <TR><TD>ivo://a/1</TD><TD>http://a/s</TD><TD>ivo://ivoa.net/std/sia</TD></TR>
                </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"""
            })
    void readsAllForms(String text) throws IOException {
        assertThat(read(text).candidates())
                .containsExactly(Candidate.of(service("ivo://a/1", Sia1.PROTOCOL, "http://a/s", null, "ivo://a/1")));
    }

    @ParameterizedTest
    @CsvSource({
        "ivo://ivoa.net/std/sia, SIA1",
        "SIA1, SIA1",
        "ivo://ivoa.net/std/sia#query-2.0, SIA2",
        "sia2, SIA2",
        "ivo://ivoa.net/std/TAP, OBSTAP",
        "ivo://ivoa.net/std/tap#aux, OBSTAP",
        "ivo://ivoa.net/std/SSA, SSA",
        "ivo://ivoa.net/std/ssa#aux, SSA",
        "ssa, SSA",
        "SSAP, SSA",
        "obstap, OBSTAP",
        "ivo://ivoa.net/std/obscore, OBSTAP"
    })
    void knowsProtocolsByIdAndWord(String id, Protocol protocol) throws IOException {
        Service service = read("ivoid,title,standard_id,access_url\nivo://a/1,T," + id + ",http://a/s")
                .candidates()
                .getFirst()
                .service();
        assertThat(service.protocol()).isEqualTo(protocol);
        assertThat(service.tableName()).isEqualTo(protocol.equals(ObsTap.PROTOCOL) ? "ivoa.obscore" : null);
    }

    @Test
    void readsLimitsAndMirrorsAndSaysWhichItCannotUse() throws IOException {
        ServiceList list = read("""
                ivoid,standard_id,access_url,max_records,mirror_urls,max_search_radius
                ivo://a/1,ssa,http://a/s,1000, https://b/s  http://c/s,2.5
                ivo://a/2,sia1,http://a/s,many,gopher://b/s http://c/s,
                ivo://a/3,sia1,http://a/s,0,,181
                """);
        assertThat(list.candidates().stream().map(Candidate::service))
                .extracting(Service::maxRecords)
                .containsExactly(1000L, null, null);
        assertThat(list.candidates().stream().map(Candidate::service))
                .extracting(Service::mirrorUrls)
                .containsExactly(List.of("https://b/s", "http://c/s"), List.of("http://c/s"), List.of());
        assertThat(list.candidates().stream().map(Candidate::service))
                .extracting(service -> service.declared().maxSearchRadiusDeg())
                .containsExactly(2.5, null, null);
        assertThat(list.notes())
                .containsExactly(
                        "line 3: its max_records 'many' is not a number of rows and is ignored",
                        "line 3: mirror URL gopher://b/s left out, it is no http or https URL",
                        "line 4: its max_records '0' is not a number of rows and is ignored",
                        "line 4: its max_search_radius '181' is not a radius in degrees, above 0 and at most 180, and is"
                                + " ignored");
    }

    @Test
    void skipsUnusableEntriesAndSaysWhere() throws IOException {
        ServiceList list = read("""
                ivoid,title,standard_id,access_url
                ivo://a/1,T,sia1,gopher://a/s
                ,T,sia1,http://a/s

                ivo://a/3,T,ivo://ivoa.net/std/slap,http://a/s
                ivo://a/4
                ivo://a/5,T,sia1,http://a/s
                """);
        assertThat(list.candidates()).hasSize(2);
        assertThat(list.candidates().getFirst().preset())
                .isEqualTo(new Skipped(Skipped.Why.UNUSABLE, "access URL is no http or https URL"));
        assertThat(list.candidates().getLast().preset()).isNull();
        assertThat(list.notes())
                .containsExactly(
                        "line 2: skipped, access URL is no http or https URL",
                        "line 3: left out, it has no ivoid",
                        "line 5: left out, its standard_id 'ivo://ivoa.net/std/slap' is not one of SIA, SSA, TAP",
                        "line 6: left out, its standard_id '' is not one of SIA, SSA, TAP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|line 1, column 1: it is empty",
                "ivoid,title|line 1, column 1: it has no column standard_id, access_url",
                "`ivoid,standard_id,access_url\n\na,\"b,c\n`|line 3, column 3: a quote that is not closed",
                "`ivoid,standard_id,access_url\na,b\"c,d`|line 2, column 4: a quote inside a cell",
                "`ivoid,standard_id,access_url\n\"a\"b,c`|line 2, column 4: text after a closing quote",
                "`[{\"ivoid\":\n 7,}]`|line 2, column 4",
                "`[\n 7]`|line 2, column 2: '7' is not an object with",
                "`<VOTABLE><RESOURCE>\n<oops </RESOURCE>`|line 2",
                "`{\"event\":\"run\",\"time\":\"2026-11-28T01:42:01Z\"}\n`|line 1, column 1: it is the log of a run, not a list of services",
                "<VOTABLE/>|without a table",
                "<html/>|it is a web page, not a VOTable",
            })
    void saysWhereAListCannotBeRead(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ServiceListException.class)
                .hasMessageStartingWith("service list list: ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesJsonThatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> read("[{\"ivoid\": " + "[1, ".repeat(5000)))
                .isInstanceOf(ServiceListException.class)
                .hasMessageStartingWith("service list list: it cannot be read: ")
                .hasMessageContaining("depth");
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> ServiceList.read(Path.of("no", "such", "list.csv")))
                .isInstanceOf(ServiceListException.class)
                .hasMessageContaining("list.csv");
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> ServiceList.read("x", new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, 'b'})))
                .isInstanceOf(ServiceListException.class)
                .hasMessageContaining("UTF-8");
    }
}
