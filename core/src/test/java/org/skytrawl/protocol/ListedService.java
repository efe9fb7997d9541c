package org.skytrawl.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.sky.SkyCircle;

/**
 * A service on loopback that answers for a circle (POS), for several targets (T, by number) and for a list back (LIST). What it
 * makes of a list of numbers can be set.
 */
final class ListedService implements LoopbackService.Behaviour {
    /** A round dataset. */
    record Dataset(int number, SkyCircle footprint, boolean hasExtent) {}

    private final TargetList targets;
    private final List<Dataset> datasets;
    UnaryOperator<List<Integer>> used = numbers -> numbers;
    UnaryOperator<List<Integer>> returned = numbers -> numbers;
    int mostTargets = Integer.MAX_VALUE;
    int mostRows = Integer.MAX_VALUE;
    LoopbackService.@Nullable Behaviour several;
    LoopbackService.@Nullable Behaviour single;

    ListedService(TargetList targets, List<Dataset> datasets) {
        this.targets = targets;
        this.datasets = datasets;
    }

    @Override
    public void serve(LoopbackService service, OutputStream out) throws Exception {
        String line = service.requests().getLast();
        String url = line.substring(line.indexOf(' ') + 1, line.indexOf(" HTTP"));
        String value = URLDecoder.decode(url.substring(url.indexOf('=') + 1).split("&", 2)[0], UTF_8);
        if (url.contains("?POS=")) {
            if (single != null) {
                single.serve(service, out);
                return;
            }
            String[] words = value.split(" ", -1);
            answer(service, out, List.of(SkyCircle.ofDegrees(
                    Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]))));
            return;
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : value.split(",", -1)) {
            numbers.add(Integer.parseInt(number));
        }
        if (numbers.size() > mostTargets) {
            LoopbackService.answering(400, "too many".getBytes(UTF_8)).serve(service, out);
        } else if (url.contains("?LIST=")) {
            list(service, out, returned.apply(numbers));
        } else if (several != null) {
            several.serve(service, out);
        } else {
            answer(service, out, used.apply(numbers).stream().map(n -> targets.circles().circle(n)).toList());
        }
    }

    private void list(LoopbackService service, OutputStream out, List<Integer> numbers) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (int number : numbers) {
            rows.add(List.of(
                    "" + number,
                    "" + targets.circles().raDeg(number),
                    "" + targets.circles().decDeg(number),
                    "" + targets.circles().radiusDeg(number)));
        }
        List<String> fields = List.of(
                "name=\"number\" datatype=\"int\"",
                "name=\"ra\" datatype=\"double\"",
                "name=\"dec\" datatype=\"double\"",
                "name=\"radius\" datatype=\"double\"");
        LoopbackService.answering(200, Answers.votable("OK", fields, rows)).serve(service, out);
    }

    private void answer(LoopbackService service, OutputStream out, List<SkyCircle> circles) throws Exception {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (Dataset dataset : datasets) {
            if (circles.stream().anyMatch(circle -> circle.overlaps(dataset.footprint))) {
                rows.add(List.of(
                        "http://data/" + dataset.number,
                        "" + dataset.footprint.centre().raDeg(),
                        "" + dataset.footprint.centre().decDeg(),
                        dataset.hasExtent ? "" + 2 * dataset.footprint.radiusDeg() : ""));
            }
        }
        boolean isCut = rows.size() > mostRows;
        List<String> fields = List.of(
                "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
                "name=\"s_ra\" datatype=\"double\"",
                "name=\"s_dec\" datatype=\"double\"",
                "name=\"s_fov\" datatype=\"double\"");
        List<List<String>> sent = rows.stream().limit(mostRows).toList();
        LoopbackService.answering(200, Answers.votable(isCut ? "OVERFLOW" : "OK", fields, sent))
                .serve(service, out);
    }

    /** SIA2 with ways to ask for several targets. */
    static final class Listed extends ProtocolDescriptor {
        private final List<TargetWay> ways;

        Listed(TargetWay... ways) {
            super("LISTED", 1, "a service for tests", List.of());
            this.ways = List.of(ways);
        }

        @Override
        public ServiceQuery query(Service service, Question question, boolean inclusive) {
            return Sia2.PROTOCOL.query(service, question, inclusive);
        }

        @Override
        public List<TargetWay> targetWays() {
            return ways;
        }

        @Override
        public @Nullable Skipped unaskable(Question question) {
            return null;
        }
    }

    /** Numbers of targets in the query of the URL. */
    record Way(String word, Proof proof, int most) implements TargetWay {
        @Override
        public @Nullable FetchRequest limitsRequest(Service service) {
            return null;
        }

        @Override
        public Limits limits(byte @Nullable [] declared) {
            return new Limits(most, 1_000_000);
        }

        @Override
        public ServiceQuery query(Service service, Question question, boolean inclusive, int formOfOne) {
            return new Query(service, question, inclusive, word);
        }

        @Override
        public @Nullable FetchRequest listRequest(Service service, Question question) {
            return proof == Proof.RETURNED_LIST
                    ? FetchRequest.get(service.accessUrl() + "?LIST=" + numbers(question))
                    : null;
        }
    }

    private static String numbers(Question question) {
        TargetRegion region = java.util.Objects.requireNonNull(question.targets());
        List<String> numbers = new ArrayList<>();
        region.set().forEach(number -> numbers.add("" + number));
        return String.join(",", numbers);
    }

    private static final class Query extends ServiceQuery {
        private final String word;

        Query(Service service, Question question, boolean inclusive, String word) {
            super(service, question, inclusive);
            this.word = word;
        }

        @Override
        protected List<QueryForm> forms() {
            String url = service().accessUrl() + "?T=" + numbers(constraints());
            return List.of(QueryForm.of(word, url, FetchRequest.get(url), true));
        }

        @Override
        protected List<ServiceQuery> split(RowSample sample) {
            return List.of();
        }

        @Override
        protected RowMapper mapper(AnswerFields fields) {
            return Sia2.PROTOCOL.query(service(), constraints(), false).mapper(fields);
        }

        @Override
        protected @Nullable Long maxRecSent() {
            return null;
        }
    }
}
