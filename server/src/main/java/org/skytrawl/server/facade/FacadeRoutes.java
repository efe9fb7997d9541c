package org.skytrawl.server.facade;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.AnswerTable;
import org.skytrawl.output.AnswerTable.Column;
import org.skytrawl.output.AnswerTable.InfoElement;
import org.skytrawl.output.AnswerTable.Parameter;
import org.skytrawl.server.run.RunStore;

/** The paths of the facade: {@code /sia2}, {@code /ssa}, and VOSI. Thread-safe. */
public final class FacadeRoutes {
    /** Below the time limits of clients, which are a minute or more. */
    public static final Duration DEADLINE = Duration.ofSeconds(50);

    static final List<InfoElement> SIA2_INFOS =
            List.of(new InfoElement("standardID", "ivo://ivoa.net/std/SIA#query-2.0", ""));
    static final List<InfoElement> SSA_INFOS = List.of(new InfoElement("SERVICE_PROTOCOL", "1.1", "SSAP"));

    private static final int LONGEST_MESSAGE = 1_000;
    private static final InfoElement OVERFLOW =
            new InfoElement("QUERY_STATUS", "OVERFLOW", "more datasets were found than MAXREC allows");

    private final SharedRuns runs;
    private final Vosi vosi = new Vosi();

    /**
     * One of the protocols.
     *
     * @param infos of each answer, after the status
     */
    private record Standard(
            Function<Parameters, FacadeQuestion> reader,
            List<InfoElement> infos,
            List<Parameter> inputs,
            List<Column> columns) {}

    private static final Standard SIA2 = new Standard(Sia2Request::read, SIA2_INFOS, List.of(), FacadeColumns.SIA2);

    private static final Standard SSA = new Standard(SsaRequest::read, SSA_INFOS, SsaInputs.ALL, FacadeColumns.SSA);

    /**
     * @param deadline for each request, such as {@link #DEADLINE}
     * @param clock for the age of stored runs
     */
    public FacadeRoutes(RunStore store, Duration deadline, InstantSource clock) {
        this.runs = new SharedRuns(new RunAccess(store), deadline, clock);
    }

    public void addTo(RoutesConfig routes) {
        service("/sia2", SIA2, routes);
        service("/ssa", SSA, routes);
        for (String path : List.of("", "/sia2", "/ssa")) {
            routes.get(path + "/capabilities", ctx -> xml(ctx, vosi.capabilities(base(ctx), path)));
            routes.get(path + "/availability", ctx -> xml(ctx, vosi.availability()));
            routes.get(path + "/tables", ctx -> xml(ctx, vosi.tables(path)));
        }
    }

    private void service(String path, Standard standard, RoutesConfig routes) {
        routes.get(path, ctx -> answer(ctx, standard));
        routes.post(path, ctx -> answer(ctx, standard));
        // asks nobody
        routes.head(path, ctx -> ctx.contentType(FacadeErrors.VOTABLE));
    }

    private static void xml(Context ctx, String text) {
        ctx.contentType("text/xml; charset=utf-8").result(text);
    }

    /** By the name that the client used, which has been checked. */
    private static String base(Context ctx) {
        return ctx.scheme() + "://" + PlainText.of(ctx.host(), LONGEST_MESSAGE);
    }

    private void answer(Context ctx, Standard standard) throws IOException, InterruptedException {
        try {
            FacadeQuestion asked = standard.reader.apply(SentForm.read(ctx));
            if (asked.question() == null) {
                describe(ctx, standard, asked);
                return;
            }
            SharedRuns.Ended ended = runs.ask(asked.question(), ClientPresence.of(ctx));
            if (ended != null) {
                give(ctx, standard, asked, ended);
            }
        } catch (FacadeException e) {
            FacadeErrors.answer(ctx, e);
        }
    }

    private static void describe(Context ctx, Standard standard, FacadeQuestion asked) throws IOException {
        List<InfoElement> infos = new ArrayList<>(List.of(new InfoElement("QUERY_STATUS", "OK", "")));
        infos.addAll(standard.infos);
        List<InfoElement> after = asked.most() == null || asked.isTop()
                ? List.of()
                : List.of(new InfoElement("QUERY_STATUS", "OVERFLOW", "MAXREC=0 asks for the description only"));
        write(ctx, new AnswerTable(infos, standard.inputs, standard.columns), List.of(), after);
    }

    private void give(Context ctx, Standard standard, FacadeQuestion asked, SharedRuns.Ended ended)
            throws IOException, InterruptedException {
        String error = runs.error(ended);
        if (error != null) {
            throw FacadeException.unavailable(error, null);
        }
        FacadeAnswer answer = new FacadeAnswer(runs.log(ended));
        answer.check();
        List<FoundDataset> all =
                runs.datasets(ended).stream().filter(asked.filter()).toList();
        Integer most = asked.most();
        boolean isCut = most != null && all.size() > most;
        List<FoundDataset> given = most != null && isCut ? all.subList(0, most) : all;
        List<InfoElement> infos = new ArrayList<>(List.of(new InfoElement("QUERY_STATUS", "OK", "")));
        infos.addAll(standard.infos);
        infos.addAll(answer.infos(ended.stored(), runs.deadline()));
        infos.add(new InfoElement(
                "run_page", "/?run=" + ended.run().id(), "address below this server of the page that shows the run"));
        asked.notes().forEach(note -> infos.add(new InfoElement("note", note, "")));
        write(
                ctx,
                new AnswerTable(infos, List.of(), standard.columns),
                given,
                isCut && !asked.isTop() ? List.of(OVERFLOW) : List.of());
    }

    private static void write(Context ctx, AnswerTable table, List<FoundDataset> datasets, List<InfoElement> after)
            throws IOException {
        ctx.contentType(FacadeErrors.VOTABLE);
        OutputStream out = ctx.outputStream();
        table.write(datasets, after, out);
    }
}
