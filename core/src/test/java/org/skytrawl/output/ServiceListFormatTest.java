package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.model.Declared;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.list.ServiceList;

class ServiceListFormatTest {
    private static final List<Service> SERVICES = List.of(
            Service.of(List.of(new Ivoid("ivo://a/1")), "A \"title\", é", Sia1.PROTOCOL, "http://a/s?x=1&", null)
                    .withMaxRecords(20_000_000_000L)
                    .withMirrorUrls(List.of("https://mirror.test/s?x=1&", "http://b/,")),
            Service.of(
                    List.of(new Ivoid("ivo://a/2"), new Ivoid("ivo://a/3")),
                    "=1+1",
                    ObsTap.PROTOCOL,
                    "http://a/tap",
                    "\"x y\".obs"),
            Service.of(List.of(new Ivoid("ivo://a/4")), "Spectra", Ssa.PROTOCOL, "http://a/ssa", null)
                    .with(Declared.NOTHING.withMaxSearchRadiusDeg(0.25)));

    private static byte[] written(ServiceListFormat format, List<Service> services) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(services, out);
        return out.toByteArray();
    }

    private static List<Service> read(byte[] list) throws IOException {
        ServiceList read = ServiceList.read("list", new ByteArrayInputStream(list));
        assertThat(read.notes()).isEmpty();
        return read.candidates().stream().map(Candidate::service).toList();
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackAsTheSameServices(ServiceListFormat format) throws IOException {
        assertThat(read(written(format, SERVICES))).isEqualTo(SERVICES);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameBytesWhenWrittenAgain(ServiceListFormat format) throws IOException {
        Service strange = Service.of(
                        List.of(new Ivoid("ivo://a/with blank")), "  ", Sia2.PROTOCOL, " http://a/s\t", null)
                .withMirrorUrls(List.of("http://m/a b"));
        byte[] once = written(format, List.of(SERVICES.getFirst(), SERVICES.getLast(), strange));
        List<Service> again = read(once);
        assertThat(written(format, again)).isEqualTo(once);
        assertThat(again).hasSize(3);
        assertThat(again.getLast().accessUrl()).isEqualTo("http://a/s");
        assertThat(again.getLast().mirrorUrls()).containsExactly("http://m/a%20b");
    }

    /** A list is looked at in a terminal, and lines of it are copied. */
    @ParameterizedTest
    @EnumSource
    void hasNoCharacterThatControlsATerminalOrTurnsText(ServiceListFormat format) throws IOException {
        String odd =
                "\u001b[31m\u0000\u007f\u0085\u009b\u061c\u200b\u200e\u200f\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\n\r\t|";
        Service hostile = Service.of(
                        List.of(new Ivoid("ivo://a/" + odd), new Ivoid("ivo://b/" + odd)),
                        odd + " title",
                        ObsTap.PROTOCOL,
                        "http://a/tap?" + odd,
                        odd + "obscore")
                .withMirrorUrls(List.of("http://m/tap?" + odd));
        byte[] written = written(format, List.of(hostile));
        assertThat(new String(written, StandardCharsets.UTF_8).lines())
                .allMatch(line -> line.codePoints().allMatch(PlainText::isPlain));
        List<Service> read = read(written);
        assertThat(written(format, read)).isEqualTo(written);
        assertThat(read.getFirst().title()).isEqualTo("[31m\n\n| title");
        assertThat(read.getFirst().accessUrl())
                .startsWith("http://a/tap?%1B[31m%00%7F%C2%85")
                .endsWith("%0A%0D%09|");
        assertThat(read.getFirst().mirrorUrls()).hasSize(1);
    }

    @Test
    void isWrittenLikeThis() throws IOException {
        assertThat(new String(written(ServiceListFormat.CSV, SERVICES), StandardCharsets.UTF_8))
                .isEqualTo("ivoid,title,standard_id,access_url,table_name,max_records,mirror_urls,max_search_radius\r\n"
                        + "ivo://a/1,\"A \"\"title\"\", é\",ivo://ivoa.net/std/sia,http://a/s?x=1&,,20000000000,"
                        + "\"https://mirror.test/s?x=1& http://b/,\",\r\n"
                        + "ivo://a/2 ivo://a/3,=1+1,ivo://ivoa.net/std/tap,http://a/tap,\"\"\"x y\"\".obs\",,,\r\n"
                        + "ivo://a/4,Spectra,ivo://ivoa.net/std/ssa,http://a/ssa,,,,0.25\r\n");
        assertThat(new String(written(ServiceListFormat.JSON_LINES, SERVICES), StandardCharsets.UTF_8))
                .isEqualTo("{\"ivoid\":\"ivo://a/1\",\"title\":\"A \\\"title\\\", é\","
                        + "\"standard_id\":\"ivo://ivoa.net/std/sia\",\"access_url\":\"http://a/s?x=1&\","
                        + "\"max_records\":20000000000,\"mirror_urls\":\"https://mirror.test/s?x=1& http://b/,\"}\n"
                        + "{\"ivoid\":\"ivo://a/2 ivo://a/3\",\"title\":\"=1+1\","
                        + "\"standard_id\":\"ivo://ivoa.net/std/tap\",\"access_url\":\"http://a/tap\","
                        + "\"table_name\":\"\\\"x y\\\".obs\"}\n"
                        + "{\"ivoid\":\"ivo://a/4\",\"title\":\"Spectra\",\"standard_id\":\"ivo://ivoa.net/std/ssa\","
                        + "\"access_url\":\"http://a/ssa\",\"max_search_radius\":0.25}\n");
    }

    @Test
    void goesByTheFilesName() {
        assertThat(ServiceListFormat.ofFileName("a.CSV")).isEqualTo(ServiceListFormat.CSV);
        assertThat(ServiceListFormat.ofFileName("a.json")).isEqualTo(ServiceListFormat.JSON_LINES);
        assertThat(ServiceListFormat.ofFileName("a.b.vot")).isEqualTo(ServiceListFormat.VOTABLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceListFormat.ofFileName("list"))
                .withMessageContaining("known are .csv, .json");
    }
}
