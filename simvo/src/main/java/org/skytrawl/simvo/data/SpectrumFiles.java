package org.skytrawl.simvo.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Spectra and time series as tables with two columns: wavelength or time, and flux. */
final class SpectrumFiles {
    private static final int ROW_BYTES = 12;
    private static final int VOTABLE_ROWS = 100;
    private static final Span SOME_BAND_M = new Span(4e-7, 7e-7);
    private static final Span SOME_TIME_MJD = new Span(55_000, 55_100);

    private SpectrumFiles() {}

    static boolean isOne(Dataset dataset) {
        return dataset.isTimeSeries() || dataset.productType().endsWith("spectrum") || isSed(dataset);
    }

    private static boolean isSed(Dataset dataset) {
        return dataset.productType().equals("sed");
    }

    /** Row {@code i} of a table: the place on the axis, and the flux. */
    private record Samples(Dataset dataset, int rows) {
        String axis() {
            return dataset.isTimeSeries() ? "time" : "wavelength";
        }

        String unit() {
            return dataset.isTimeSeries() ? "d" : "m";
        }

        double at(int row) {
            Span known = dataset.isTimeSeries() ? dataset.mjd() : dataset.wavelengthM();
            Span span = known != null ? known : dataset.isTimeSeries() ? SOME_TIME_MJD : SOME_BAND_M;
            return span.lo() + (span.hi() - span.lo()) * row / (rows - 1);
        }

        float flux(int row) {
            return (float) (1 + 0.5 * Math.sin(row * 0.1 + dataset.id()));
        }
    }

    /** As large as the dataset's size says: a primary header, and a binary table (FITS 4.0 section 7.3). */
    static byte[] fits(Dataset dataset) {
        int rows = (int) Math.max(2, (dataset.sizeKb() * 1000 - 2 * FitsHeader.BLOCK) / ROW_BYTES);
        Samples samples = new Samples(dataset, rows);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.write(new FitsHeader()
                    .with("SIMPLE", "T")
                    .with("BITPIX", "8")
                    .with("NAXIS", "0")
                    .with("EXTEND", "T")
                    .with("DATASET", Integer.toString(dataset.id()))
                    .bytes());
            out.write(new FitsHeader()
                    .text("XTENSION", "BINTABLE")
                    .with("BITPIX", "8")
                    .with("NAXIS", "2")
                    .with("NAXIS1", Integer.toString(ROW_BYTES))
                    .with("NAXIS2", Integer.toString(rows))
                    .with("PCOUNT", "0")
                    .with("GCOUNT", "1")
                    .with("TFIELDS", "2")
                    .text("TTYPE1", samples.axis())
                    .text("TFORM1", "1D")
                    .text("TUNIT1", samples.unit())
                    .text("TTYPE2", "flux")
                    .text("TFORM2", "1E")
                    .text("TUNIT2", "Jy")
                    .bytes());
            for (int row = 0; row < rows; row++) {
                out.writeDouble(samples.at(row));
                out.writeFloat(samples.flux(row));
            }
            out.write(new byte[FitsHeader.padding(rows * ROW_BYTES)]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    static byte[] voTable(Dataset dataset) {
        Samples samples = new Samples(dataset, VOTABLE_ROWS);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String ucd = dataset.isTimeSeries() ? "time.epoch" : "em.wl";
        try {
            VoTableWriter table = new VoTableWriter(file);
            table.begin(List.of(
                    Column.of(samples.axis(), ColumnType.DOUBLE, "Axis").with(samples.unit(), ucd, null),
                    Column.of("flux", ColumnType.REAL, "Flux").with("Jy", "phot.flux.density", null)));
            for (int row = 0; row < VOTABLE_ROWS; row++) {
                table.row(samples.at(row), samples.flux(row));
            }
            table.end(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
