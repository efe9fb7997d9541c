package org.skytrawl.simvo.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.FileFormat;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.VoTableWriter;

/**
 * Gives the files of datasets, with ranges and entity tags; of every fifth dataset its links. Those with several formats give
 * the one that the parameter {@code fmt} names. Thread-safe.
 */
public final class SimData implements Behaviour {
    public static final String PATH = "/data";

    private static final String LOGIN_PAGE =
            "<!DOCTYPE html>\n<html><head><title>Please log in</title></head><body>Or not.</body></html>\n";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,12})-");

    private final List<Dataset> datasets;
    private final ConcurrentMap<Integer, DataFault> faults = new ConcurrentHashMap<>();
    private final Set<Integer> cutOnce = ConcurrentHashMap.newKeySet();

    public SimData(List<Dataset> datasets) {
        this.datasets = List.copyOf(datasets);
    }

    public void setFault(int datasetId, @Nullable DataFault fault) {
        if (fault == null) {
            faults.remove(datasetId);
        } else {
            faults.put(datasetId, fault);
        }
    }

    public byte[] file(int datasetId) {
        return file(datasetId, FileFormat.FITS);
    }

    /** @param format of those that the dataset has, but not {@code DATALINK}, which is no file */
    public byte[] file(int datasetId, FileFormat format) {
        return content(datasets.get(datasetId), format);
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        String number = request.parameter("ID");
        int id = number != null && number.matches("\\d{1,8}") ? Integer.parseInt(number) : -1;
        if (id < 0 || id >= datasets.size()) {
            wire.send(Response.text(404, "text/plain", "no such file\n"));
            return;
        }
        if (request.path().endsWith("/preview")) {
            byte[] picture = Base64.getDecoder().decode(PREVIEW);
            wire.send(new Response(200, "image/png", Map.of(), out -> out.write(picture)));
            return;
        }
        Dataset dataset = datasets.get(id);
        boolean theFile = request.path().endsWith("/file");
        DataFault fault = faults.get(id);
        FileFormat format = theFile ? FileFormat.FITS : format(dataset, request.parameter("FMT"));
        boolean links = format == FileFormat.DATALINK || fault == DataFault.LINK_ERROR || fault == DataFault.NO_LINK;
        if (links) {
            byte[] document = links(dataset, request.baseUrl(), file(id).length, fault);
            wire.send(new Response(200, LINKS_TYPE, Map.of(), out -> out.write(document)));
        } else {
            file(request, dataset, format, theFile && fault == DataFault.REDIRECT ? null : fault, wire);
        }
    }

    private static FileFormat format(Dataset dataset, @Nullable String word) {
        return dataset.publishedFormats().stream()
                .filter(format -> dataset.formats().isEmpty() || format.word().equals(word))
                .findFirst()
                .orElse(FileFormat.FITS);
    }

    private void file(Request request, Dataset dataset, FileFormat format, @Nullable DataFault fault, Wire wire)
            throws Exception {
        String self = request.baseUrl() + PATH + "/get?id=" + dataset.id() + "&fmt=" + format.word();
        if (fault == null) {
            bytes(request, dataset, format, null, wire);
            return;
        }
        switch (fault) {
            case HTML -> wire.send(Response.text(200, "text/html", LOGIN_PAGE));
            case EMPTY -> wire.send(Response.text(200, "application/fits", ""));
            case NOT_FOUND -> wire.send(Response.text(404, "text/plain", "It is not here any more.\n"));
            case LOGIN -> wire.send(Response.text(401, "text/plain", "Who are you?\n"));
            case REDIRECT -> wire.send(Response.seeOther(request.baseUrl() + PATH + "/file?id=" + dataset.id()));
            case REDIRECT_LOOP -> wire.send(Response.seeOther(self));
            case REDIRECT_FILE -> wire.send(Response.seeOther("file:///etc/passwd"));
            default -> bytes(request, dataset, format, fault, wire);
        }
    }

    private void bytes(Request request, Dataset dataset, FileFormat format, @Nullable DataFault fault, Wire wire)
            throws Exception {
        byte[] file = content(dataset, format);
        String tag = "\"sim-" + dataset.id() + "-" + file.length + "\"";
        boolean ranges = fault != DataFault.CUT_ONCE_NO_RANGES && fault != DataFault.WRONG_LENGTH;
        int from = ranges && tag.equals(request.headers().get("if-range"))
                ? first(request.headers().get("range"))
                : 0;
        Map<String, String> headers = new TreeMap<>();
        if (ranges) {
            headers.put("ETag", tag);
            headers.put("Accept-Ranges", "bytes");
        }
        if (fault == DataFault.EVIL_NAME) {
            headers.put("Content-Disposition", "attachment; filename=\"../../../evil\\\\..\\\\NUL%1b[2J.fits\"");
        } else if (dataset.id() % 3 != 0) {
            headers.put("Content-Disposition", "attachment; filename=\"sim-" + dataset.id() + ending(format) + "\"");
        }
        if (from >= file.length) {
            headers.put("Content-Range", "bytes */" + file.length);
            wire.send(new Response(416, "text/plain", headers, out -> {}));
            return;
        }
        int start = fault == DataFault.WRONG_RANGES && from > 0 ? from / 2 : from;
        if (from > 0) {
            headers.put("Content-Range", "bytes " + start + "-" + (file.length - 1) + "/" + file.length);
        }
        int length = file.length - start;
        boolean half = ((fault == DataFault.CUT || fault == DataFault.HANG) && length > 1000)
                || ((fault == DataFault.CUT_ONCE_NO_RANGES || fault == DataFault.WRONG_RANGES)
                        && cutOnce.add(dataset.id()));
        int promised = fault == DataFault.WRONG_LENGTH ? length + 2880 : length;
        Response head = new Response(from > 0 ? 206 : 200, format.mediaType(), headers, out -> {});
        OutputStream out = wire.raw();
        out.write(head.head("Content-Length: " + promised, "Connection: close"));
        if (!request.method().equals("HEAD")) {
            out.write(file, start, half ? length / 2 : length);
        }
        out.flush();
        if (fault == DataFault.HANG) {
            wire.hang();
        }
    }

    private static String ending(FileFormat format) {
        return format == FileFormat.VOTABLE ? ".vot" : "." + format.word();
    }

    private static int first(@Nullable String range) {
        Matcher form = RANGE.matcher(range == null ? "" : range);
        return form.matches() ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(form.group(1))) : 0;
    }

    private static final int WIDTH = 100;

    /** The file of a dataset in a format that has one, the only one if it has but one. */
    private static byte[] content(Dataset dataset, FileFormat format) {
        return switch (format) {
            case VOTABLE -> SpectrumFiles.voTable(dataset);
            case PNG -> Base64.getDecoder().decode(PREVIEW);
            default -> SpectrumFiles.isOne(dataset) ? SpectrumFiles.fits(dataset) : image(dataset);
        };
    }

    private static byte[] image(Dataset dataset) {
        int rows = (int) Math.max(1, (dataset.sizeKb() * 1000 - FitsHeader.BLOCK) / WIDTH);
        byte[] header = new FitsHeader()
                .with("SIMPLE", "T")
                .with("BITPIX", "8")
                .with("NAXIS", "2")
                .with("NAXIS1", Integer.toString(WIDTH))
                .with("NAXIS2", Integer.toString(rows))
                .with("DATASET", Integer.toString(dataset.id()))
                .with("RA", String.format(Locale.ROOT, "%.7f", dataset.raDeg()))
                .with("DEC", String.format(Locale.ROOT, "%.7f", dataset.decDeg()))
                .bytes();
        int bytes = rows * WIDTH;
        byte[] file = new byte[header.length + bytes + FitsHeader.padding(bytes)];
        System.arraycopy(header, 0, file, 0, header.length);
        for (int i = 0; i < bytes; i++) {
            file[header.length + i] = (byte) (i * 31 + dataset.id() + i / WIDTH);
        }
        return file;
    }

    /** A picture of one pixel. */
    private static final String PREVIEW =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    private static final String LINKS_TYPE = "application/x-votable+xml;content=datalink";

    private static final List<Column> LINK_COLUMNS = List.of(
            Column.of("id", ColumnType.TEXT, "Identifier of the dataset"),
            Column.of("access_url", ColumnType.TEXT, "Where it is"),
            Column.of("service_def", ColumnType.TEXT, "Service that gives it"),
            Column.of("error_message", ColumnType.TEXT, "Why there is no link"),
            Column.of("semantics", ColumnType.TEXT, "What it is to the dataset"),
            Column.of("description", ColumnType.TEXT, "For people"),
            Column.of("content_type", ColumnType.TEXT, "Its media type"),
            Column.of("content_length", ColumnType.LONG, "Its size in bytes"));

    /** The links of a dataset (DataLink 1.1 section 3.2): its file, a preview, and a service that makes cutouts. */
    private static byte[] links(Dataset dataset, String baseUrl, long bytes, @Nullable DataFault fault)
            throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        VoTableWriter table = new VoTableWriter(document);
        String id = dataset.did() == null ? "obs-" + dataset.id() : dataset.did();
        table.begin(LINK_COLUMNS);
        if (fault == DataFault.LINK_ERROR) {
            table.row(id, null, null, "NotFoundFault: " + id + " is on a tape", "#this", null, null, null);
        } else if (fault != DataFault.NO_LINK) {
            String url = baseUrl + "/data/file?id=" + dataset.id();
            table.row(id, url, null, null, "#this", "The file", "application/fits", bytes);
            table.row(id, null, "cutout", null, "#cutout", "Parts of it", "application/fits", null);
        }
        String preview = baseUrl + "/data/preview?id=" + dataset.id();
        table.row(id, preview, null, null, "#preview", "A small picture", "image/png", null);
        table.end(false);
        return document.toByteArray();
    }
}
