package org.skytrawl.server.facade;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.AnswerTable;
import org.skytrawl.output.AnswerTable.InfoElement;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Faults;
import org.skytrawl.server.http.Json;

/** Errors below the facade's paths are VOTables (DALI 1.1 section 4.2), all others JSON. Thread-safe. */
public final class FacadeErrors implements Faults.Forms {
    static final String VOTABLE = "application/x-votable+xml;serialization=tabledata";

    private static final int LONGEST_MESSAGE = 1_000;
    private static final List<String> SERVICES = List.of("/sia2", "/ssa");
    private static final Set<String> DESCRIPTIONS = Set.of("/capabilities", "/availability", "/tables");

    @Override
    public void answer(Context ctx, ApiException error) {
        String path = ctx.path();
        if (!isOfFacade(path)) {
            Json.error(ctx, error);
        } else if (!Json.cutIfBegun(ctx)) {
            answer(ctx, of(error));
        }
    }

    /** The status says who has to do something: a run that is lost, or that must wait, is no fault of the client. */
    private static FacadeException of(ApiException error) {
        Duration again = error.again();
        return switch (error.status()) {
            case 409, 429, 502, 503 ->
                FacadeException.unavailable(error.text(), again == null ? null : (int) Math.max(1, again.toSeconds()));
            case 500 -> new FacadeException(500, "FatalFault: " + error.text(), null);
            default -> new FacadeException(error.status(), "UsageFault: " + error.text(), null);
        };
    }

    static void answer(Context ctx, FacadeException error) {
        ctx.status(error.status());
        if (error.retryAfterS() != null) {
            ctx.header("Retry-After", Integer.toString(error.retryAfterS()));
        }
        if (error.status() == 405) {
            ctx.header("Allow", SERVICES.contains(ctx.path()) ? "GET, HEAD, POST" : "GET, HEAD");
        }
        ctx.contentType(VOTABLE).result(document(ctx.path(), error.text()));
    }

    @Override
    public Faults.@Nullable Document before(String path, int status, String message) {
        String fault = status >= 500 ? "FatalFault: " : "UsageFault: ";
        return isOfFacade(path) ? new Faults.Document(VOTABLE, document(path, fault + message)) : null;
    }

    private static boolean isOfFacade(String path) {
        return DESCRIPTIONS.contains(path)
                || SERVICES.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"));
    }

    private static String document(String path, String message) {
        List<InfoElement> infos = new ArrayList<>();
        infos.add(new InfoElement("QUERY_STATUS", "ERROR", PlainText.of(message, LONGEST_MESSAGE)));
        infos.addAll(path.startsWith("/ssa") ? FacadeRoutes.SSA_INFOS : FacadeRoutes.SIA2_INFOS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new AnswerTable(infos, List.of(), List.of()).write(List.of(), List.of(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
