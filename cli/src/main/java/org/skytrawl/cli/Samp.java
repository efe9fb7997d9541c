package org.skytrawl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.ClientProfile;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;
import org.astrogrid.samp.xmlrpc.StandardClientProfile;
import org.astrogrid.samp.xmlrpc.XmlRpcKit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Version;
import org.skytrawl.model.PlainText;

/**
 * Sends a table to the VO tools that run on this machine (SAMP 1.3, standard profile): TOPCAT, Aladin, and whoever else
 * takes {@code table.load.votable}. All calls are made on other threads and waited for, since the hub is a program of
 * somebody else that may hang.
 */
final class Samp {
    private static final String MTYPE = "table.load.votable";

    /** Nobody else has to register, name and ask: quick, if the hub is there. */
    private static final Duration HUB = Duration.ofSeconds(5);

    /** As long as a tool has to load a table. */
    private static final Duration REPLY = Duration.ofSeconds(20);

    private final ClientProfile profile;
    private final Duration reply;
    private final PrintWriter err;

    /**
     * Says on {@code err} what came of it.
     *
     * @param reply how long a tool may take to load the table
     */
    Samp(ClientProfile profile, Duration reply, PrintWriter err) {
        this.profile = profile;
        this.reply = reply;
        this.err = err;
    }

    /** By the hub that {@code SAMP_HUB} or {@code ~/.samp} names. */
    static Samp standard(PrintWriter err) {
        return new Samp(new StandardClientProfile(XmlRpcKit.INTERNAL), REPLY, err);
    }

    /**
     * Sends a table, and waits until the tools have loaded it, so that the file may go afterwards.
     *
     * @param table a VOTable on this machine
     * @param name what it is called, for people
     * @return whether all tools that were there have loaded it, and there was one
     */
    boolean send(Path table, String name) throws InterruptedException {
        HubConnection hub = null;
        try {
            hub = within(HUB, profile::register);
            if (hub == null) {
                say("not sent: no SAMP hub runs here; start TOPCAT, Aladin or another VO tool first");
                return false;
            }
            return send(hub, table, name);
        } catch (TimeoutException e) {
            say("not sent: the SAMP hub does not answer");
        } catch (SampException e) {
            say("not sent: the SAMP hub refuses: " + PlainText.of(e.getMessage(), 200));
        } finally {
            leave(hub);
        }
        return false;
    }

    private boolean send(HubConnection hub, Path table, String name)
            throws InterruptedException, SampException, TimeoutException {
        Metadata self = new Metadata();
        self.setName("Skytrawl");
        self.setDescriptionText("Asks the whole Virtual Observatory; version " + Version.version());
        Map<String, String> tools = within(HUB, () -> {
            hub.declareMetadata(self);
            Map<String, String> names = new TreeMap<>();
            for (Object id : hub.getSubscribedClients(MTYPE).keySet()) {
                names.put((String) id, nameOf(hub, (String) id));
            }
            return names;
        });
        if (tools == null || tools.isEmpty()) {
            say("not sent: a SAMP hub runs here, but no tool that loads tables");
            return false;
        }
        Map<String, CompletableFuture<Response>> replies = new LinkedHashMap<>();
        Message message = new Message(MTYPE);
        message.addParam("url", table.toUri().toString().replaceFirst("^file:///?", "file:///"));
        message.addParam("table-id", "skytrawl-" + table.getFileName());
        message.addParam("name", name);
        int seconds = (int) Math.max(1, reply.toSeconds());
        tools.keySet().forEach(id -> replies.put(id, begin(() -> hub.callAndWait(id, message, seconds))));
        long end = System.nanoTime() + reply.plus(HUB).toNanos();
        List<String> loaded = new ArrayList<>();
        for (Map.Entry<String, CompletableFuture<Response>> each : replies.entrySet()) {
            String tool = String.valueOf(tools.get(each.getKey()));
            String wrong = wrong(each.getValue(), end);
            if (wrong == null) {
                loaded.add(tool);
            } else {
                say("not loaded by " + tool + ": " + PlainText.of(wrong, 200));
            }
        }
        if (!loaded.isEmpty()) {
            say("sent to     " + String.join(", ", loaded));
        }
        return loaded.size() == tools.size();
    }

    private static String nameOf(HubConnection hub, String id) throws SampException {
        String name = hub.getMetadata(id).getName();
        return name == null || name.isBlank() ? id : PlainText.of(name, 60);
    }

    /** Why a tool has not loaded it, or null if it has. */
    private @Nullable String wrong(CompletableFuture<Response> reply, long endNanos) throws InterruptedException {
        try {
            Response response = reply.get(Math.max(1, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (response.isOK()) {
                return null;
            }
            Object why =
                    response.getErrInfo() == null ? null : response.getErrInfo().getErrortxt();
            return why == null ? "it says " + response.getStatus() : why.toString();
        } catch (TimeoutException e) {
            return "no reply within " + this.reply.toSeconds() + " s";
        } catch (ExecutionException e) {
            String why = String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            return why.toLowerCase(Locale.ROOT).contains("timeout")
                    ? "no reply within " + this.reply.toSeconds() + " s"
                    : why;
        }
    }

    private static void leave(@Nullable HubConnection hub) throws InterruptedException {
        if (hub == null) {
            return;
        }
        try {
            within(HUB, () -> {
                hub.unregister();
                return null;
            });
        } catch (SampException | TimeoutException e) {
            // the hub finds out by itself that we are gone
            Thread.yield();
        }
    }

    private interface Call<T> {
        @Nullable
        T make() throws SampException;
    }

    private static <T> CompletableFuture<T> begin(Call<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        // a thread that nobody waits for at the end
        Thread.ofPlatform().daemon().name("skytrawl-samp").start(() -> {
            try {
                result.complete(call.make());
            } catch (SampException | RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> @Nullable T within(Duration most, Call<T> call)
            throws InterruptedException, SampException, TimeoutException {
        try {
            return begin(call).get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SampException refused ? refused : new SampException(e.getCause());
        }
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
