package org.skytrawl.simvo.sia;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.sia.Entry.BadParameter;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.VoTableWriter;
import org.skytrawl.sky.SkyCircle;

/** Simple Image Access 1.0. Errors are VOTables with status 200, as in its section 8.3. Thread-safe. */
public final class Sia1Handler implements Handler {
    private static final String TEXT_XML = "text/xml;content=x-votable";

    private static final List<Column> COLUMNS = List.of(
            vox("title", ColumnType.TEXT, null, "VOX:Image_Title"),
            vox("ra", ColumnType.DOUBLE, "deg", "POS_EQ_RA_MAIN"),
            vox("dec", ColumnType.DOUBLE, "deg", "POS_EQ_DEC_MAIN"),
            vox("naxes", ColumnType.INT, null, "VOX:Image_Naxes"),
            vox("naxis", ColumnType.INTS, null, "VOX:Image_Naxis"),
            vox("scale", ColumnType.DOUBLES, "deg", "VOX:Image_Scale"),
            vox("format", ColumnType.TEXT, null, "VOX:Image_Format"),
            vox("acref", ColumnType.TEXT, null, "VOX:Image_AccessReference"),
            vox("filesize", ColumnType.LONG, "byte", "VOX:Image_FileSize"),
            vox("instrument", ColumnType.TEXT, null, "INST_ID"),
            vox("mjd", ColumnType.DOUBLE, "d", "VOX:Image_MJDateObs"),
            vox("frame", ColumnType.TEXT, null, "VOX:STC_CoordRefFrame"),
            vox("projection", ColumnType.TEXT, null, "VOX:WCS_CoordProjection"),
            vox("refpixel", ColumnType.DOUBLES, "pix", "VOX:WCS_CoordRefPixel"),
            vox("refvalue", ColumnType.DOUBLES, "deg", "VOX:WCS_CoordRefValue"),
            vox("cdmatrix", ColumnType.DOUBLES, "deg/pix", "VOX:WCS_CDMatrix"),
            vox("bandunit", ColumnType.TEXT, null, "VOX:BandPass_Unit"),
            vox("bandlo", ColumnType.DOUBLE, null, "VOX:BandPass_LoLimit"),
            vox("bandhi", ColumnType.DOUBLE, null, "VOX:BandPass_HiLimit"));

    private final List<Entry> entries;

    public Sia1Handler(SimService service) {
        entries = service.published().stream().map(Entry::of).toList();
    }

    private static Column vox(String name, ColumnType type, @Nullable String unit, String ucd) {
        return Column.of(name, type, ucd).with(unit, ucd, null);
    }

    @Override
    public Response handle(Request request) {
        String format = request.parameter("FORMAT");
        String wanted =
                format == null || format.isBlank() ? "ALL" : format.strip().toUpperCase(Locale.ROOT);
        try {
            boolean fits = wanted.equals("ALL") || wanted.contains("FITS");
            Predicate<Entry> wants = wanted.equals("METADATA") ? entry -> false : Sia1Box.of(request)::wants;
            List<Entry> found =
                    entries.stream().filter(entry -> fits && wants.test(entry)).toList();
            return new Response(200, TEXT_XML, Map.of(), out -> {
                VoTableWriter table = new VoTableWriter(out);
                table.begin(COLUMNS);
                for (Entry entry : found) {
                    table.row(row(entry.published()));
                }
                table.end(false);
            });
        } catch (BadParameter e) {
            return Response.text(200, TEXT_XML, VoTableWriter.error(String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Object[] row(SimService.Published published) {
        Dataset dataset = published.dataset();
        Span band = dataset.wavelengthM();
        Span mjd = dataset.mjd();
        double fovDeg = dataset.extent().fovDeg();
        Extent.Rectangle outline = dataset.extent() instanceof Extent.Rectangle rectangle ? rectangle : null;
        double scaleDeg = fovDeg / Math.sqrt(2) / ObsCoreTable.PIXELS;
        int pixels = (int) ObsCoreTable.PIXELS;
        boolean isCube = dataset.productType().equals("cube");
        double middle = (pixels + 1) / 2.0;
        return new @Nullable Object[] {
            dataset.title(),
            dataset.raDeg(),
            dataset.decDeg(),
            isCube ? 3 : 2,
            isCube ? new int[] {pixels, pixels, 512} : new int[] {pixels, pixels},
            fovDeg > 0 ? new double[] {scaleDeg, scaleDeg} : null,
            "image/fits",
            published.accessUrl(),
            dataset.sizeKb() * 1000,
            "SIM-" + dataset.collection().length() % 5,
            mjd == null ? null : (Double) ((mjd.lo() + mjd.hi()) / 2),
            "ICRS",
            outline == null ? null : "TAN",
            outline == null ? null : new double[] {middle, middle},
            outline == null ? null : new double[] {dataset.raDeg(), dataset.decDeg()},
            outline == null
                    ? null
                    : new double[] {-perPixelDeg(outline.widthDeg()), 0, 0, perPixelDeg(outline.heightDeg())},
            band == null ? null : "m",
            band == null ? null : (Double) band.lo(),
            band == null ? null : (Double) band.hi()
        };
    }

    /** The size of a pixel on the tangent plane, which WCS gives. */
    private static double perPixelDeg(double widthDeg) {
        return 2 * Math.toDegrees(Math.tan(Math.toRadians(widthDeg / 2))) / ObsCoreTable.PIXELS;
    }

    /**
     * The circle around the box (SIA 1.0 section 4.1), or a belt of declinations: clients must check the rows anyway.
     */
    private record Sia1Box(double raDeg, double decDeg, double widthDeg, double heightDeg, String intersect) {
        static Sia1Box of(Request request) throws BadParameter {
            String pos = request.parameter("POS");
            String size = request.parameter("SIZE");
            String intersect = request.parameter("INTERSECT");
            if (pos == null) {
                throw new BadParameter("POS is missing");
            }
            double[] at = numbers("POS", pos);
            double[] widths = size == null ? new double[] {0} : numbers("SIZE", size);
            if (at.length != 2 || Math.abs(at[1]) > 90) {
                throw new BadParameter("POS must be RA,Dec in degrees, but is '" + pos + "'");
            }
            if (widths.length > 2 || widths[0] < 0) {
                throw new BadParameter("SIZE must be one or two widths in degrees, but is '" + size + "'");
            }
            String how = intersect == null || intersect.isBlank()
                    ? "OVERLAPS"
                    : intersect.strip().toUpperCase(Locale.ROOT);
            return new Sia1Box(at[0], at[1], widths[0], widths.length == 2 ? widths[1] : widths[0], how);
        }

        private static double[] numbers(String name, String text) throws BadParameter {
            String[] words = text.strip().split("[,;\\s]+", -1);
            double[] numbers = new double[words.length];
            for (int i = 0; i < words.length; i++) {
                try {
                    numbers[i] = Double.parseDouble(words[i]);
                } catch (NumberFormatException e) {
                    throw new BadParameter(name + " has '" + words[i] + "', which is no number");
                }
            }
            return numbers;
        }

        boolean wants(Entry entry) {
            SkyCircle image = entry.around();
            double imageDec = image.centre().decDeg();
            if (widthDeg >= 180) {
                return Math.abs(imageDec - decDeg) <= heightDeg / 2 + image.radiusDeg();
            }
            double reachDeg = Math.min(180, Math.hypot(widthDeg, heightDeg) / 2);
            SkyCircle region = SkyCircle.ofDegrees(raDeg, decDeg, reachDeg);
            return switch (intersect) {
                case "CENTER" -> region.contains(image.centre());
                case "ENCLOSED" -> image.centre().separationDeg(region.centre()) + image.radiusDeg() <= reachDeg;
                case "COVERS" -> image.centre().separationDeg(region.centre()) + reachDeg <= image.radiusDeg();
                default -> entry.shape().overlaps(region);
            };
        }
    }
}
