package org.skytrawl.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of Skytrawl. */
public final class Version {
    private static final String VERSION = read();

    private Version() {}

    /** Such as {@code 0.1.0}. */
    public static String version() {
        return VERSION;
    }

    /** The User-Agent sent to servers. */
    public static String userAgent() {
        return "skytrawl/" + VERSION;
    }

    private static String read() {
        try (InputStream text = Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
