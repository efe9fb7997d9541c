package org.skytrawl.simvo.tap;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.skytrawl.simvo.universe.UploadWay;

/** The tables uploaded with a query (TAP 1.1 section 2.5): in the request, or from loopback only. */
final class Uploads {
    static final String SCHEMA = "tap_upload";
    private static final int MOST_TABLES = 20;
    private static final int MOST_BYTES = 1 << 25;
    private static final int PATIENCE_MS = 10_000;

    private Uploads() {}

    static List<UploadReader.Uploaded> read(TapParameters parameters, UploadWay way) throws TapError {
        if (!way.isTaken() && !parameters.all("UPLOAD").isEmpty()) {
            throw new TapError("UPLOAD: this service takes no tables");
        }
        if (parameters.bytes() > way.mostRequestBytes()) {
            throw new TapError(TapError.TOO_LARGE, "the request has more than " + way.mostRequestBytes() + " bytes");
        }
        List<UploadReader.Uploaded> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String parameter : parameters.all("UPLOAD")) {
            for (String pair : parameter.split(";", -1)) {
                if (pair.isBlank()) {
                    continue;
                }
                String[] halves = pair.split(",", 2);
                String name = halves[0].strip().toLowerCase(Locale.ROOT);
                if (halves.length < 2 || !name.matches("(tap_upload\\.)?[a-z][a-z0-9_]*")) {
                    throw new TapError("UPLOAD must be of the form table,uri, not '" + pair + "'");
                }
                name = name.replaceFirst("^tap_upload\\.", "");
                if (AdqlWords.isReserved(name) || !names.add(name)) {
                    throw new TapError("UPLOAD: the name " + name + " is a reserved word or used twice");
                }
                if (names.size() > MOST_TABLES) {
                    throw new TapError("UPLOAD: more than " + MOST_TABLES + " tables");
                }
                tables.add(
                        UploadReader.read(name, bytes(halves[1].strip(), parameters, way.mostBytes()), way.mostRows()));
            }
        }
        return tables;
    }

    private static byte[] bytes(String uri, TapParameters parameters, int most) throws TapError {
        if (uri.toLowerCase(Locale.ROOT).startsWith("param:")) {
            String part = uri.substring("param:".length());
            byte[] bytes = parameters.parts().get(part.toLowerCase(Locale.ROOT));
            String inline = parameters.first(part.toUpperCase(Locale.ROOT));
            if (bytes == null && inline == null) {
                throw new TapError("UPLOAD: the request has no part " + part);
            }
            byte[] found = bytes == null ? String.valueOf(inline).getBytes(StandardCharsets.UTF_8) : bytes;
            return bounded(uri, found, most);
        }
        return bounded(uri, fetched(uri), most);
    }

    private static byte[] bounded(String uri, byte[] bytes, int mostOfService) throws TapError {
        int most = Math.min(MOST_BYTES, mostOfService);
        if (bytes.length > most) {
            throw new TapError("UPLOAD: " + uri + " has more than " + most + " bytes");
        }
        return bytes;
    }

    private static byte[] fetched(String uri) throws TapError {
        try {
            URI parsed = URI.create(uri);
            if (!"http".equals(parsed.getScheme()) || parsed.getHost() == null || !isLoopback(parsed.getHost())) {
                throw new TapError("UPLOAD: " + uri + " is neither param: nor http: on this machine");
            }
            HttpURLConnection connection = (HttpURLConnection) parsed.toURL().openConnection();
            // a redirect could lead off this machine
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try (InputStream in = connection.getInputStream()) {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    throw new TapError("UPLOAD: " + uri + " answers " + connection.getResponseCode());
                }
                return in.readNBytes(MOST_BYTES + 1);
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TapError("UPLOAD: " + uri + " cannot be read: " + e.getMessage());
        }
    }

    /** Only for addresses and localhost: no name is looked up. */
    private static boolean isLoopback(String host) throws IOException {
        return host.equalsIgnoreCase("localhost")
                || (host.matches("127\\.[0-9.]+|\\[[0-9a-fA-F:]+]")
                        && InetAddress.getByName(host).isLoopbackAddress());
    }
}
