package org.skytrawl.simvo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.FileFormat;
import org.skytrawl.simvo.universe.Span;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.ByteArrayDataSource;
import uk.ac.starlink.votable.VOTableBuilder;

class SimDataTest {
    private static final Dataset SPECTRUM = of(0, "spectrum", List.of(FileFormat.values()));
    private static final Dataset SERIES = of(1, "light-curve", List.of());
    private static final SimData DATA = new SimData(List.of(SPECTRUM, SERIES));

    private static Dataset of(int id, String type, List<FileFormat> formats) {
        return new Dataset(
                id,
                type,
                10,
                20,
                new Extent.CentreOnly(),
                new Span(55_000, 55_100),
                new Span(4e-7, 8e-7),
                "t",
                "c",
                null,
                20,
                formats);
    }

    private static StarTable table(byte[] file, uk.ac.starlink.table.TableBuilder format) throws Exception {
        return format.makeStarTable(new ByteArrayDataSource("file", file), false, StoragePolicy.PREFER_MEMORY);
    }

    @Test
    void aSpectrumIsATableInFitsAndVoTable() throws Exception {
        for (StarTable table : List.of(
                table(DATA.file(0), new FitsTableBuilder()),
                table(DATA.file(0, FileFormat.VOTABLE), new VOTableBuilder()))) {
            assertThat(table.getColumnInfo(0).getName()).isEqualTo("wavelength");
            assertThat(table.getColumnInfo(0).getUnitString()).isEqualTo("m");
            StarTable random = uk.ac.starlink.table.Tables.randomTable(table);
            assertThat((Double) random.getCell(0, 0)).isEqualTo(4e-7);
            assertThat((Double) random.getCell(random.getRowCount() - 1, 0)).isCloseTo(8e-7, within(1e-12));
            assertThat(random.getCell(3, 1)).isInstanceOf(Number.class);
        }
        assertThat(DATA.file(0)).hasSizeBetween(17_000, 23_000);
    }

    @Test
    void aLightCurveHasTimes() throws Exception {
        StarTable table = uk.ac.starlink.table.Tables.randomTable(table(DATA.file(1), new FitsTableBuilder()));
        assertThat(table.getColumnInfo(0).getName()).isEqualTo("time");
        assertThat((Double) table.getCell(0, 0)).isEqualTo(55_000.0);
    }

    @Test
    void eachFormatHasItsUrlAndType() throws Exception {
        try (SimServer server = SimServer.start();
                HttpClient client = HttpClient.newHttpClient()) {
            SimHost host = server.host();
            host.mount(
                    SimData.PATH,
                    request -> {
                        throw new IllegalStateException();
                    },
                    DATA);
            for (FileFormat format : FileFormat.values()) {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(host.baseUrl() + "/data/get?id=0&fmt=" + format.word()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.headers().firstValue("content-type")).contains(format.mediaType());
                switch (format) {
                    case PNG ->
                        assertThat(ImageIO.read(new ByteArrayInputStream(answer.body())))
                                .isNotNull();
                    case DATALINK ->
                        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                                .contains("#this");
                    default -> assertThat(answer.body()).isEqualTo(DATA.file(0, format));
                }
            }
        }
    }
}
