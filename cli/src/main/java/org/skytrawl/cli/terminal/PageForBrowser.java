package org.skytrawl.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skytrawl.files.AtomicFile;

/**
 * A file, readable by the user only, that leads the browser to an address with a secret. Other users of the machine see the command
 * line of the browser, so the address itself must not be in it. Thread-safe.
 */
public final class PageForBrowser implements AutoCloseable {
    private final Path file;

    private PageForBrowser(Path file) {
        this.file = file;
    }

    /**
     * Writes it, in place of an earlier one.
     *
     * @param url letters, digits and {@code :/?=[]-_.} only
     */
    public static PageForBrowser to(String url, Path folder) throws IOException {
        boolean isPlain = url.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || ":/?=[]-_.".indexOf(c) >= 0);
        if (!isPlain) {
            throw new IllegalArgumentException("a URL with other characters: " + url);
        }
        String html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"referrer\" content=\"no-referrer\">"
                + "<meta http-equiv=\"refresh\" content=\"0; url=" + url + "\"><title>Skytrawl</title></head>"
                + "<body><a href=\"" + url + "\">Skytrawl</a></body></html>\n";
        Path file = folder.toAbsolutePath().resolve("open.html");
        // a file that is there would keep its permissions
        Files.deleteIfExists(file);
        AtomicFile.writePrivate(file, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
        return new PageForBrowser(file);
    }

    /** As the browser is told. */
    public String url() {
        return file.toUri().toString();
    }

    /** Deletes it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the next server replaces it, and its token is another
        }
    }
}
