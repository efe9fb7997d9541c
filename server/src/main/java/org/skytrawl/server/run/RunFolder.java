package org.skytrawl.server.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.TargetList;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of one run: {@code run.json}, {@code log.jsonl} (written while the run goes on), {@code result.jsonl} (written at its
 * end). A kill leaves each of them whole, or the log without its last lines.
 */
record RunFolder(Path path) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static RunFolder create(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(path);
        }
        return new RunFolder(path);
    }

    void write(RunRecord run) throws IOException {
        AtomicFile.writePrivate(path.resolve("run.json"), out -> out.write(JSON.writeValueAsBytes(run)));
    }

    /** Adds the numbers of a run that has ended. */
    void end(RunSummary summary) throws IOException {
        write(record().with(summary));
    }

    /** @throws IOException if there is none, or it cannot be read */
    RunRecord record() throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(path.resolve("run.json")), RunRecord.class);
        } catch (JacksonException e) {
            throw new IOException("run.json: " + e.getOriginalMessage(), e);
        }
    }

    OutputStream newLog() throws IOException {
        return Files.newOutputStream(logFile());
    }

    private Path logFile() {
        return path.resolve("log.jsonl");
    }

    /** Null if the run had not begun. */
    @Nullable
    ReadLog log() throws IOException {
        try {
            return Files.size(logFile()) == 0 ? null : LogFile.read(logFile());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Path result() {
        return path.resolve("result.jsonl");
    }

    void write(List<FoundDataset> datasets, ProvenanceLog log) throws IOException {
        AtomicFile.writePrivate(
                result(), out -> OutputFormat.JSON_LINES.writer().write(datasets, log, out));
    }

    boolean hasResult() {
        return Files.exists(result());
    }

    /** @param targets those of the run, or null */
    List<FoundDataset> datasets(@Nullable TargetList targets) throws IOException {
        return ResultFile.read(result(), targets).datasets();
    }

    long bytes() throws IOException {
        long bytes = 0;
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        } catch (NoSuchFileException e) {
            return bytes;
        }
        return bytes;
    }

    /** Deletes {@code run.json} first: without it, the rest is no run. */
    void delete() throws IOException {
        Files.deleteIfExists(path.resolve("run.json"));
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // it is gone
        }
    }
}
