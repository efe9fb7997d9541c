package org.skytrawl.simvo.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.universe.Dataset;

/**
 * Gives the files of datasets, with ranges (RFC 9110 section 14) and entity tags; of every fifth dataset its links, which
 * lead to the file. Thread-safe.
 */
public final class SimData implements Behaviour {
    /** The path of the files on each host. */
    public static final String PATH = "/data";

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,12})-");

    private final List<Dataset> datasets;
    private final ConcurrentMap<Integer, DataFault> faults = new ConcurrentHashMap<>();
    private final Set<Integer> cutOnce = ConcurrentHashMap.newKeySet();

    /** Serves the files of datasets, by id. */
    public SimData(List<Dataset> datasets) {
        this.datasets = List.copyOf(datasets);
    }

    /** Sets the fault of a file, or none. */
    public void setFault(int datasetId, @Nullable DataFault fault) {
        if (fault == null) {
            faults.remove(datasetId);
        } else {
            faults.put(datasetId, fault);
        }
    }

    /** The file of a dataset, byte for byte. */
    public byte[] file(int datasetId) {
        return FitsFile.of(datasets.get(datasetId));
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        String number = request.parameter("ID");
        int id = number != null && number.matches("\\d{1,8}") ? Integer.parseInt(number) : -1;
        if (id < 0 || id >= datasets.size() || request.path().endsWith("/preview")) {
            wire.send(Response.text(404, "text/plain", "no such file\n"));
            return;
        }
        Dataset dataset = datasets.get(id);
        boolean theFile = request.path().endsWith("/file");
        DataFault fault = faults.get(id);
        boolean links = (dataset.isLinked() && !theFile) || fault == DataFault.LINK_ERROR || fault == DataFault.NO_LINK;
        if (links) {
            byte[] document = LinksDocument.of(dataset, request.baseUrl(), file(id).length, fault);
            wire.send(new Response(200, LinksDocument.MEDIA_TYPE, Map.of(), out -> out.write(document)));
        } else {
            file(request, dataset, theFile && fault == DataFault.REDIRECT ? null : fault, wire);
        }
    }

    private void file(Request request, Dataset dataset, @Nullable DataFault fault, Wire wire) throws Exception {
        String self = request.baseUrl() + PATH + "/get?id=" + dataset.id();
        if (fault == null) {
            bytes(request, dataset, null, wire);
            return;
        }
        switch (fault) {
            case HTML ->
                wire.send(
                        Response.text(
                                200,
                                "text/html",
                                "<!DOCTYPE html>\n<html><head><title>Please log in</title></head><body>Or not.</body></html>\n"));
            case EMPTY -> wire.send(Response.text(200, "application/fits", ""));
            case NOT_FOUND -> wire.send(Response.text(404, "text/plain", "It is not here any more.\n"));
            case LOGIN -> wire.send(Response.text(401, "text/plain", "Who are you?\n"));
            case REDIRECT -> wire.send(Response.seeOther(request.baseUrl() + PATH + "/file?id=" + dataset.id()));
            case REDIRECT_LOOP -> wire.send(Response.seeOther(self));
            case REDIRECT_FILE -> wire.send(Response.seeOther("file:///etc/passwd"));
            default -> bytes(request, dataset, fault, wire);
        }
    }

    private void bytes(Request request, Dataset dataset, @Nullable DataFault fault, Wire wire) throws Exception {
        byte[] file = FitsFile.of(dataset);
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
            headers.put("Content-Disposition", "attachment; filename=\"sim-" + dataset.id() + ".fits\"");
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
        Response head = new Response(from > 0 ? 206 : 200, "application/fits", headers, out -> {});
        OutputStream out = wire.raw();
        out.write(ResponseHead.of(head, "Content-Length: " + promised, "Connection: close"));
        send(out, file, start, half ? length / 2 : length, request);
        if (fault == DataFault.HANG) {
            wire.hang();
        }
    }

    private static void send(OutputStream out, byte[] file, int start, int length, Request request) throws IOException {
        if (!request.method().equals("HEAD")) {
            out.write(file, start, length);
        }
        out.flush();
    }

    private static int first(@Nullable String range) {
        Matcher form = RANGE.matcher(range == null ? "" : range);
        return form.matches() ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(form.group(1))) : 0;
    }
}
