package org.skytrawl.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/log.md names every member that a log can have, and no other; its examples are lines of a log. */
class LogDocTest {
    private static final Pattern SECTION = Pattern.compile("(?m)^## `(\\w+)`$");

    private static String doc() throws Exception {
        return Files.readString(Path.of("..", "docs", "log.md"));
    }

    private static Map<String, Set<String>> documented() throws Exception {
        Map<String, Set<String>> members = new TreeMap<>();
        String doc = doc();
        Matcher section = SECTION.matcher(doc);
        while (section.find()) {
            int end = doc.indexOf("\n## ", section.end());
            String text = doc.substring(section.end(), end);
            String table = text.substring(text.indexOf("| member |"), text.indexOf("\n\n", text.indexOf("| member |")));
            Set<String> names = new TreeSet<>();
            Matcher row = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|").matcher(table);
            while (row.find()) {
                names.add(row.group(1));
            }
            members.put(section.group(1), names);
        }
        return members;
    }

    private static Map<String, Set<String>> written() throws Exception {
        List<ProvenanceEvent> events = new ArrayList<>(LogFileTest.everything());
        ProvenanceEvent.RunStarted run = (ProvenanceEvent.RunStarted) events.getFirst();
        events.add(new ProvenanceEvent.RunStarted(
                run.time(),
                run.id(),
                run.version(),
                run.constraints(),
                run.options(),
                run.context().withEarlier(new RunContext.EarlierRun(RunContext.How.RERUN, "x", run.time(), "y"))));
        for (Region region : List.of(PolygonRegion.parse("1,2 3,4 5,7"), MocRegion.parse("1/2"))) {
            Question question = new Question(region, null, null, Set.of());
            events.add(new ProvenanceEvent.RunStarted(
                    run.time(), run.id(), run.version(), question, run.options(), RunContext.NONE));
        }
        Map<String, Set<String>> members = new TreeMap<>();
        StringBuilder lines = new StringBuilder(TargetLogTest.example());
        for (ProvenanceEvent event : events) {
            EventJson.write(event, lines);
        }
        for (String text : lines.toString().split("\n", -1)) {
            if (!text.isEmpty()) {
                JsonNode line = JsonMapper.shared().readTree(text);
                collect(line, "", members.computeIfAbsent(line.get("event").stringValue(), name -> new TreeSet<>()));
            }
        }
        return members;
    }

    private static void collect(JsonNode object, String path, Set<String> names) {
        for (String name : object.propertyNames()) {
            names.add(path + name);
            JsonNode value = object.get(name);
            if (value.isObject() && !name.equals("outcomes")) {
                collect(value, path + name + ".", names);
            } else if (value.isArray()) {
                value.values().forEach(each -> {
                    if (each.isObject()) {
                        collect(each, path + name + ".", names);
                    }
                });
            }
        }
    }

    @Test
    void namesEveryMemberAndNoOther() throws Exception {
        assertThat(documented()).isEqualTo(written());
    }

    @Test
    void namesEveryWord() throws Exception {
        Set<String> words = new TreeSet<>();
        for (ProvenanceEvent event : LogFileTest.everything()) {
            if (event instanceof ProvenanceEvent.ServiceEnded ended) {
                words.add(ended.outcome().word());
            }
        }
        Arrays.stream(FailureCode.values()).map(Enum::name).forEach(words::add);
        Arrays.stream(Phase.values()).map(Phase::word).forEach(words::add);
        Arrays.stream(ServiceOutcome.Skipped.Why.values())
                .map(why -> why.name().toLowerCase(Locale.ROOT))
                .forEach(words::add);
        String doc = doc();
        assertThat(words).allMatch(word -> doc.contains("`" + word + "`"));
    }

    @Test
    void itsExamplesAreALog() throws Exception {
        Matcher block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(doc());
        StringBuilder text = new StringBuilder();
        while (block.find()) {
            text.append(block.group(1));
        }
        ReadLog log =
                LogFile.read("doc", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(log.whole()).isTrue();
        assertThat(log.notes()).isEmpty();
        assertThat(log.events().stream()
                        .map(event -> event.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .hasSize(5);
        String again =
                log.events().stream().map(event -> EventJson.line(event) + "\n").collect(Collectors.joining());
        assertThat(again).isEqualTo(text.toString());
    }
}
