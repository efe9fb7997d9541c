package org.skytrawl.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.spark.lease.PoliteGroup;

/**
 * The folder of one run: {@code groups.json} names the groups, {@code group-N-ATTEMPT.jsonl} is the log of an attempt to ask group N,
 * {@code not-asked.jsonl} that of the services that are not asked. Each log is one as of the command line. Immutable.
 */
record RunFolder(Path path) {
    private static final String GROUPS = "groups.json";
    private static final String NOT_ASKED = "not-asked.jsonl";
    private static final String GROUP = "group-";
    private static final String LOG = ".jsonl";
    private static final int MOST_DIGITS = 18;
    private static final int MOST_GROUPS = 1_000_000;

    /** Makes the folder of a run that begins. */
    static RunFolder create(Path log, String id) throws IOException {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        return new RunFolder(Files.createDirectories(log.resolve(time + "-" + id)));
    }

    /** All runs of a folder, the oldest first. @throws IOException if it does not exist */
    static List<RunFolder> all(Path log) throws IOException {
        List<RunFolder> runs = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(log, Files::isDirectory)) {
            folders.forEach(folder -> runs.add(new RunFolder(folder)));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + log + ", or it is not at this path on all machines", e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        runs.sort((one, other) -> one.name().compareTo(other.name()));
        return runs;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    void writeGroups(List<PoliteGroup> groups) throws IOException {
        List<JsonObject> all = groups.stream()
                .map(group -> JsonObject.of(
                        "hosts",
                        String.join(
                                " ",
                                group.hosts().stream().map(Object::toString).toList()),
                        "services",
                        group.services().size()))
                .toList();
        AtomicFile.write(
                path.resolve(GROUPS),
                out -> out.write((JsonObject.of("groups", all) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    Path notAsked() {
        return path.resolve(NOT_ASKED);
    }

    /** @param attempt rises from attempt to attempt */
    Path log(int group, long attempt) {
        return path.resolve(String.format(Locale.ROOT, "%s%05d-%d%s", GROUP, group, attempt, LOG));
    }

    /**
     * The end of one service.
     *
     * @param hosts of its group; empty if it was not asked
     * @param service null if no log of the group is there
     * @param end null if the run has not ended
     */
    record End(String run, String hosts, @Nullable Service service, ProvenanceEvent.@Nullable ServiceEnded end) {}

    /** The ends of all services: of each group those of its last attempt. @throws IOException naming a file that is damaged */
    List<End> ends() throws IOException {
        List<End> ends = new ArrayList<>();
        if (Files.exists(notAsked())) {
            add(read(notAsked()), "", ends);
        }
        List<String> groups = groups();
        Map<Integer, Long> attempts = attempts();
        for (int group = 0; group < groups.size(); group++) {
            Long attempt = attempts.get(group);
            if (attempt == null) {
                ends.add(new End(name(), groups.get(group), null, null));
            } else {
                add(read(log(group, attempt)), groups.get(group), ends);
            }
        }
        return ends;
    }

    private void add(ReadLog log, String hosts, List<End> ends) {
        log.services().forEach(end -> ends.add(new End(name(), hosts, end.service(), end)));
        log.unended().forEach(service -> ends.add(new End(name(), hosts, service, null)));
    }

    private static ReadLog read(Path file) throws IOException {
        try {
            return LogFile.read(file);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read as a log: " + e.getMessage(), e);
        }
    }

    private List<String> groups() throws IOException {
        Path file = path.resolve(GROUPS);
        List<String> groups = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (JsonObject group : JsonObject.read(in).objects("groups")) {
                groups.add(String.valueOf(group.text("hosts")));
            }
        } catch (IOException e) {
            throw new IOException(file + " is not that of a run: " + e.getMessage(), e);
        }
        return groups;
    }

    /** The last attempt of each group that has a log. */
    private Map<Integer, Long> attempts() throws IOException {
        Map<Integer, Long> last = new TreeMap<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(path, GROUP + "*" + LOG)) {
            for (Path log : logs) {
                String name = String.valueOf(log.getFileName());
                String[] numbers = name.substring(GROUP.length(), name.length() - LOG.length())
                        .split("-", 3);
                if (numbers.length != 2 || !isNumber(numbers[0]) || !isNumber(numbers[1])) {
                    throw new IOException(log + " is not the log of a run");
                }
                long group = Long.parseLong(numbers[0]);
                if (group < MOST_GROUPS) {
                    last.merge((int) group, Long.parseLong(numbers[1]), Math::max);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return last;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
