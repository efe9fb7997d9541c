package org.skytrawl.registry.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.ShownUrl;

/**
 * The registries that the caller names; else of {@code IVOA_REGISTRY}; else of the configuration file; else the public
 * ones.
 */
public final class RegistryConfig {
    /**
     * The public RegTAP services, in the order in which they are tried: GAVO, the default of pyVO, which moves between
     * its sites; ESAC, which TOPCAT has; MAST at STScI, which moved from {@code vao.stsci.edu} in 2025 (its record is
     * {@code ivo://archive.stsci.edu/regtap}).
     */
    public static final List<String> KNOWN = List.of(
            "http://reg.g-vo.org/tap",
            "http://registry.euro-vo.org/regtap/tap",
            "https://mast.stsci.edu/vo-tap/api/v0.1/registry");

    private static final Pattern HTTP_URL = Pattern.compile("(?i)https?://[^/?#\\s]\\S*");
    private static final long MOST_BYTES = 1 << 16;

    private RegistryConfig() {}

    /** @throws DiscoveryException if one is not an http or https URL, or the configuration file cannot be read */
    public static RegistryList ofUser(List<String> named) {
        return of(named, System.getenv(), System.getProperty("user.home", "."));
    }

    static RegistryList of(List<String> named, Map<String, String> environment, String home) {
        if (!named.isEmpty()) {
            return given(named, "named by the caller");
        }
        List<String> exported = Arrays.stream(
                        environment.getOrDefault("IVOA_REGISTRY", "").split("[\\s,]+", -1))
                .filter(url -> !url.isEmpty())
                .toList();
        if (!exported.isEmpty()) {
            return given(exported, "IVOA_REGISTRY");
        }
        Path file = file(environment, home);
        List<String> urls = configured(file);
        return urls.isEmpty() ? new RegistryList(KNOWN, "the built-in list") : new RegistryList(urls, file.toString());
    }

    /** Refuses other texts before they are stored or logged. */
    private static RegistryList given(List<String> urls, String from) {
        List<String> stripped = urls.stream().map(String::strip).toList();
        for (String url : stripped) {
            if (!isUrl(url)) {
                throw new DiscoveryException(
                        "the registry '" + shown(url) + "' (" + from + ") is not one http or https URL");
            }
        }
        return new RegistryList(stripped, from);
    }

    private static boolean isUrl(String url) {
        return !OutsideText.isTooLongForUrl(url) && HTTP_URL.matcher(url).matches();
    }

    /** Also hides passwords in a text of several URLs. */
    private static String shown(String url) {
        return ShownUrl.of(ShownUrl.inText(url), 100);
    }

    /** {@code $XDG_CONFIG_HOME/skytrawl/registries}; the XDG specification says to ignore relative paths. */
    static Path file(Map<String, String> environment, String home) {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = !xdg.isBlank() && Path.of(xdg).isAbsolute() ? Path.of(xdg) : Path.of(home, ".config");
        return folder.resolve("skytrawl").resolve("registries");
    }

    /** One URL a line. A {@code #} at the start of a line or after a blank begins a comment. */
    private static List<String> configured(Path file) {
        List<String> urls = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String url = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (url.isEmpty()) {
                continue;
            }
            if (!isUrl(url)) {
                throw new DiscoveryException("the list of registries " + file + ", line " + number + ": '" + shown(url)
                        + "' is not one http or https URL; write one URL a line");
            }
            urls.add(url);
        }
        return urls;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new DiscoveryException("the list of registries " + file + " is longer than " + MOST_BYTES
                        + " bytes; write one URL a line");
            }
            List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            // some programs write a byte order mark
            if (!lines.isEmpty() && lines.getFirst().startsWith("\ufeff")) {
                lines.set(0, lines.getFirst().substring(1));
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (CharacterCodingException e) {
            throw new DiscoveryException("the list of registries " + file + " is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new DiscoveryException("the list of registries " + file + " cannot be read: " + FileTrouble.of(e));
        }
    }
}
