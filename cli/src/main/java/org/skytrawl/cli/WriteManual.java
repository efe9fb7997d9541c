package org.skytrawl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.skytrawl.cli.manual.BashCompletion;
import org.skytrawl.cli.manual.ManPage;
import org.skytrawl.cli.manual.ZshCompletion;
import org.skytrawl.run.Version;
import picocli.CommandLine;

/**
 * Writes the files of the archive other than the jars: manual pages, completion for bash and zsh, and an identifier of this build.
 * The build runs it. Arguments: the folder of the jars, the output folder, the time of the build in the form of
 * {@code project.build.outputTimestamp}.
 */
public final class WriteManual {
    private static final int BUILD_DIGITS = 16;
    private static final int DAY = "2026-01-01".length();

    private WriteManual() {}

    public static void main(String... args) throws IOException, NoSuchAlgorithmException {
        Path jars = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine skytrawl = Main.commandLine(nowhere, nowhere);
        writePages(skytrawl, Files.createDirectories(folder.resolve("share/man/man1")), args[2].substring(0, DAY));
        write(folder.resolve("share/bash-completion/completions/skytrawl"), BashCompletion.of(skytrawl));
        write(folder.resolve("share/zsh/site-functions/_skytrawl"), ZshCompletion.of(skytrawl.getCommandSpec()));
        write(folder.resolve("lib/build"), build(jars) + "\n");
    }

    private static void writePages(CommandLine line, Path folder, String date) throws IOException {
        write(
                folder.resolve(ManPage.fileName(line.getCommandSpec())),
                ManPage.of(line.getCommandSpec(), Version.version(), date));
        for (CommandLine subcommand : line.getSubcommands().values()) {
            writePages(subcommand, folder, date);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Identifies this set of jars: archived classes fit to one set only. */
    private static String build(Path jars) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.list(jars)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            for (Path jar : sorted) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, BUILD_DIGITS);
    }
}
