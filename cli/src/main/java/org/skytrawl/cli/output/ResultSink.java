package org.skytrawl.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.output.OutputFormat;

/**
 * Writes a result to its file or stdout. If that fails, writes it to some other place: the result of hours must not be lost because
 * a disk is full.
 */
public record ResultSink(AtomicFile.Content content, AtomicFile.@Nullable Content smaller) {
    ResultSink(AtomicFile.Content content) {
        this(content, null);
    }

    /** File is null for stdout. The message of the exception says where the result was kept instead. */
    public void write(@Nullable Path file, OutputFormat format) {
        write(file, content, format);
    }

    /** Writes something for people in place of the content, which is kept if that fails. */
    public void write(@Nullable Path file, AtomicFile.Content shown, OutputFormat format) {
        try {
            if (file == null) {
                toStdout(shown);
            } else {
                AtomicFile.write(file, shown);
            }
        } catch (IOException e) {
            String wrong = "cannot write " + (file == null ? "the datasets to stdout" : file) + ": " + Words.cause(e);
            // the reader closed the pipe on purpose
            boolean unwanted = file == null && isClosedPipe(e);
            throw new CommandException(
                    unwanted ? wrong : wrong + "; " + keptElsewhere("the datasets", file, format.extension()));
        }
    }

    static boolean isClosedPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Not with System.out, which hides the cause of a write error. */
    private static void toStdout(AtomicFile.Content shown) throws IOException {
        System.out.flush();
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        shown.writeTo(out);
        out.flush();
    }

    /**
     * Writes it to some other folder, the current one, the temporary one or the home folder, for its owner only; if none has
     * room, in the smaller form, a VOTable. Returns a message.
     */
    String keptElsewhere(String what, @Nullable Path file, String extension) {
        Path wanted = file == null ? null : file.toAbsolutePath().getParent();
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(Path.of("").toAbsolutePath());
        for (String property : new String[] {"java.io.tmpdir", "user.home"}) {
            folders.add(Path.of(System.getProperty(property, ".")).toAbsolutePath());
        }
        Set<Path> others = new LinkedHashSet<>(folders);
        others.remove(wanted);
        Path kept = kept(content, others, extension);
        if (kept == null && smaller != null) {
            if (wanted != null) {
                folders.add(wanted);
            }
            kept = kept(smaller, folders, OutputFormat.VOTABLE.extension());
        }
        return kept != null
                ? what.toUpperCase(Locale.ROOT) + " WERE KEPT IN " + kept
                : what + " are lost: there was no room in "
                        + String.join(", ", others.stream().map(Path::toString).toList()) + " either";
    }

    private static @Nullable Path kept(AtomicFile.Content content, Set<Path> folders, String extension) {
        String name = "skytrawl-" + UUID.randomUUID() + "." + extension;
        for (Path folder : folders) {
            Path other = folder.resolve(name);
            try {
                // the folder may be shared with other users
                AtomicFile.writePrivate(other, content);
                return other;
            } catch (IOException e) {
                // the next one may have room
            }
        }
        return null;
    }
}
