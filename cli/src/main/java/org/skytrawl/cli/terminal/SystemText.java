package org.skytrawl.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * Finds arguments and folder names that lost characters when Java decoded the bytes of the system with the charset of the locale.
 * A name with lost characters is the name of another file, or of no file. The launcher sets a UTF-8 locale, but there may be
 * none, or Java was started without the launcher.
 */
public final class SystemText {
    private static final String LOST = "?\uFFFD";

    private SystemText() {}

    /** An error message about the first text with lost characters, with the remedy; null if there is none. */
    public static @Nullable String lost(String... args) {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return lost(charset, given(args.length), args);
    }

    /** The same for arguments with these bytes; null if the bytes are unknown. */
    public static @Nullable String lost(Charset charset, @Nullable List<byte[]> given, String... args) {
        for (int i = 0; i < args.length; i++) {
            if (mayHaveLost(args[i]) && (given == null ? args[i].contains("\uFFFD") : !isText(given.get(i), charset))) {
                return "argument " + (i + 1) + ", '" + shown(args[i]) + "', " + remedy(charset);
            }
        }
        for (String[] folder : new String[][] {
            {"working directory", System.getProperty("user.dir", "")},
            {"home directory", System.getProperty("user.home", "")}
        }) {
            if (mayHaveLost(folder[1]) && !new File(folder[1]).isDirectory()) {
                return "the name of the " + folder[0] + ", '" + shown(folder[1]) + "', " + remedy(charset);
            }
        }
        for (String variable : new String[] {"XDG_CACHE_HOME", "XDG_CONFIG_HOME"}) {
            String value = System.getenv(variable);
            if (value != null && value.contains("\uFFFD") && !new File(value).isDirectory()) {
                return "the variable " + variable + ", '" + shown(value) + "', " + remedy(charset);
            }
        }
        return null;
    }

    private static boolean mayHaveLost(String text) {
        return text.chars().anyMatch(c -> LOST.indexOf(c) >= 0);
    }

    private static String shown(String text) {
        return PlainText.of(text.replace('\uFFFD', '?'), 200);
    }

    private static String remedy(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                ? "is not UTF-8, which the locale wants; write it in UTF-8, and rename a file whose name is not"
                : "has characters that do not exist in this locale (" + charset
                        + "); set LC_ALL=C.UTF-8, or to another UTF-8" + " locale that 'locale -a' shows";
    }

    private static boolean isText(byte[] bytes, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The bytes of the last arguments of this process; null if the system does not give them. */
    private static @Nullable List<byte[]> given(int count) {
        byte[] all;
        try {
            all = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        } catch (IOException e) {
            return null;
        }
        List<byte[]> arguments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                arguments.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return arguments.size() < count ? null : arguments.subList(arguments.size() - count, arguments.size());
    }
}
