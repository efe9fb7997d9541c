package org.skytrawl.longtext;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.download.Download;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Result files and logs: every text in the first dataset or in the description of the columns, every member of every line, in
 * a file of its own.
 */
final class FileBatches {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String MARK = "MARK-OF-LONG-TEXT";
    private static final Pattern CSV_CELL = Pattern.compile("(?<=^|,)(\"(?:[^\"]|\"\")*\"|[^,\"]*)(?=,|$)");
    private static final Pattern YAML_VALUE = Pattern.compile("(?<=: )(\"[^\"]*\"|[^,{}\\[\\]]+)(?=[,}]|$)");

    private final HonestVo vo;
    private final UnaryOperator<List<Place>> chosen;
    private final DiscoveryResult honest;
    private final Path file;
    private final Path log;

    private FileBatches(HonestVo vo, UnaryOperator<List<Place>> chosen) throws Exception {
        this.vo = vo;
        this.chosen = chosen;
        file = vo.path("result");
        log = vo.path("log.jsonl");
        honest = vo.found(List.of(), null);
    }

    /** A place, and how a text is written there. */
    private record Made(String name, Function<LongText, String> content) {}

    /** All formats and the log, each place with all of these texts. */
    static List<Batch> all(HonestVo vo, List<LongText> texts) throws Exception {
        return all(new FileBatches(vo, UnaryOperator.identity()), vo, texts, false);
    }

    /** The same, each of the chosen places of VOTables and all others with the next of these texts. */
    static List<Batch> inTurn(HonestVo vo, List<LongText> texts, UnaryOperator<List<Place>> chosen) throws Exception {
        return all(new FileBatches(vo, chosen), vo, texts, true);
    }

    private static List<Batch> all(FileBatches files, HonestVo vo, List<LongText> texts, boolean inTurn)
            throws Exception {
        List<Batch> batches = new ArrayList<>();
        batches.add(files.batch("VOTable results", files.votable(), texts, inTurn, files::result));
        batches.add(files.batch("CSV results", files.lines(OutputFormat.CSV), texts, inTurn, files::result));
        batches.add(files.batch("ECSV results", files.lines(OutputFormat.ECSV), texts, inTurn, files::result));
        batches.add(files.batch(
                "JSON Lines results",
                files.jsonLines(files.text(OutputFormat.JSON_LINES), 1),
                texts,
                inTurn,
                files::result));
        batches.add(files.batch(
                "FITS results", files.jsonLines(files.text(OutputFormat.JSON_LINES), 1), texts, inTurn, files::fits));
        Path written = vo.path("run.jsonl");
        try (ProvenanceLog into = ProvenanceLog.to(written)) {
            var unused = vo.found(List.of("ivo://other/one,Other,sia2,http://127.0.0.1:9/other,"), into);
        }
        batches.add(files.batch(
                "logs", files.jsonLines(Files.readString(written), Integer.MAX_VALUE), texts, inTurn, files::log));
        return batches;
    }

    private String text(OutputFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer().write(honest.datasets(), honest.log(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<Made> votable() throws IOException {
        return chosen.apply(Place.ofVoTable(text(OutputFormat.VOTABLE))).stream()
                .map(place -> new Made(place.name(), place::xml))
                .toList();
    }

    /** The values of the header's lines, the names of the columns, and the cells of the first row. */
    private List<Made> lines(OutputFormat format) throws IOException {
        String all = text(format);
        List<Made> made = new ArrayList<>();
        int begin = 0;
        int rows = 0;
        while (rows < 2) {
            int end = all.indexOf('\n', begin);
            String line = all.substring(begin, end);
            boolean header = line.startsWith("#");
            rows += header ? 0 : 1;
            Matcher value = (header ? YAML_VALUE : CSV_CELL).matcher(line);
            while (value.find()) {
                boolean quoted = value.group().endsWith("\"");
                int at = begin + value.end() - (quoted ? 1 : 0);
                Place place =
                        Place.at(all, at, line.substring(0, Math.min(60, value.start())) + "... at " + value.start());
                made.add(new Made(place.name(), place::raw));
                if (!header && !quoted) {
                    Place quotes = new Place(
                            place.name() + " quoted",
                            all.substring(0, begin + value.start()) + "\"" + value.group(),
                            "\"" + all.substring(begin + value.end()));
                    made.add(new Made(
                            quotes.name(),
                            text -> quotes.before() + text.raw().replace("\"", "\"\"") + quotes.after()));
                }
            }
            begin = end + 1;
        }
        return made;
    }

    /** Every member of the first lines: texts end with the text, all others are it. */
    private List<Made> jsonLines(String all, int most) {
        List<Made> made = new ArrayList<>();
        List<String> lines = all.lines().toList();
        for (int i = 0; i < Math.min(most, lines.size()); i++) {
            JsonNode line = JSON.readTree(lines.get(i));
            String before = String.join("\n", lines.subList(0, i)) + (i == 0 ? "" : "\n");
            String after = "\n" + String.join("\n", lines.subList(i + 1, lines.size())) + "\n";
            for (String pointer : leaves(line, "")) {
                String changed = marked(lines.get(i), pointer);
                String begin = before + changed.substring(0, changed.indexOf(MARK));
                String end = changed.substring(changed.indexOf(MARK) + MARK.length()) + after;
                made.add(new Made(
                        "line " + (i + 1) + " " + pointer,
                        text -> begin + text.raw().replace("\"", "\\\"") + end));
            }
        }
        return made;
    }

    private static List<String> leaves(JsonNode node, String pointer) {
        List<String> leaves = new ArrayList<>();
        if (node.isObject()) {
            node.propertyNames()
                    .forEach(name -> leaves.addAll(leaves(
                            node.get(name),
                            pointer + "/" + name.replace("~", "~0").replace("/", "~1"))));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves.addAll(leaves(node.get(i), pointer + "/" + i));
            }
        } else {
            leaves.add(pointer);
        }
        return leaves;
    }

    private static String marked(String line, String pointer) {
        JsonNode root = JSON.readTree(line);
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode old = root.at(pointer);
        String text = (old.isString() ? old.asString() : "") + MARK;
        if (parent instanceof tools.jackson.databind.node.ObjectNode object) {
            object.put(name, text);
        } else if (parent instanceof tools.jackson.databind.node.ArrayNode array) {
            array.set(Integer.parseInt(name), text);
        }
        return JSON.writeValueAsString(root);
    }

    /** Reads a content; null if that is right, else what is wrong. */
    private interface Reading {
        @Nullable
        String read(String content) throws Exception;
    }

    private @Nullable String result(String content) throws IOException {
        Files.writeString(file, content);
        return read();
    }

    private @Nullable String read() {
        try {
            List<FoundDataset> datasets = ResultFile.read(file).datasets();
            var unused = Download.of(datasets).plan().estimatedBytes();
            // those of the other rows, where the columns were left alone
            return datasets.size() > 1 && vo.ids(datasets).isEmpty() && hasUrls(datasets) ? "no honest dataset" : null;
        } catch (IOException | IllegalArgumentException e) {
            // said clearly
            return null;
        }
    }

    private static boolean hasUrls(List<FoundDataset> datasets) {
        return datasets.getLast().record().text(org.skytrawl.model.ObsCoreColumn.access_url) != null;
    }

    /** The same dataset written as FITS, and read again. */
    private @Nullable String fits(String content) throws IOException {
        Files.writeString(file, content);
        List<FoundDataset> datasets;
        try {
            datasets = ResultFile.read(file).datasets();
        } catch (IOException e) {
            return null;
        }
        try (java.io.OutputStream out = Files.newOutputStream(file)) {
            OutputFormat.FITS.writer().write(datasets, honest.log(), out);
        }
        return read();
    }

    private @Nullable String log(String content) throws Exception {
        Files.writeString(log, content);
        try {
            ReadLog read = LogFile.read(log);
            return vo.run(Discovery.rerun(read).options(HonestVo.options()), java.util.Set.of(), false);
        } catch (IOException | IllegalArgumentException | DiscoveryException e) {
            return null;
        }
    }

    private Batch batch(String name, List<Made> made, List<LongText> texts, boolean inTurn, Reading reading) {
        List<String> cases = new ArrayList<>();
        List<Function<String, String>> contents = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Made one = made.get(i);
            for (LongText text : inTurn ? List.of(texts.get(i % texts.size())) : texts) {
                cases.add(name + " " + one.name() + " with " + text);
                contents.add(unused -> one.content().apply(text));
            }
        }
        return new Batch() {
            @Override
            public String name() {
                return name + " with " + texts.getFirst().times() + " of each";
            }

            @Override
            public List<String> cases() {
                return cases;
            }

            @Override
            public @Nullable String run(List<Integer> chosen) throws Exception {
                for (int i : chosen) {
                    if (i % 100 == 99) {
                        System.out.println("at " + i);
                    }
                    long begin = System.nanoTime();
                    String wrong = reading.read(contents.get(i).apply(""));
                    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
                    if (wrong != null || seconds > SECONDS) {
                        return cases.get(i) + ": " + (wrong == null ? "took " + seconds + " s" : wrong);
                    }
                }
                return null;
            }
        };
    }

    /** Milliseconds are what it takes, and minutes what the square of a length would take. */
    private static final int SECONDS = 5;
}
