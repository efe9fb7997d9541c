package org.skytrawl.cli.output;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.run.Version;

/**
 * Sends a table to the VO tools that run on this machine (SAMP 1.3, standard profile): TOPCAT, Aladin and all others that accept
 * {@code table.load.votable}. Each call runs on its own thread with a time limit, since the hub is a foreign program that may
 * hang.
 *
 * @param reply time for a tool to load the table
 */
public record Samp(ClientProfile profile, Duration reply) {
    private static final String MTYPE = "table.load.votable";

    /** For registration, names and queries, which a working hub answers at once. */
    private static final Duration HUB = Duration.ofSeconds(5);

    private static final Duration REPLY = Duration.ofSeconds(20);

    /** The tools that have loaded it, messages about the others, and whether one may still load it later. */
    public record Sent(List<String> to, List<String> trouble, boolean mayStillBeRead) {
        private static Sent toNobody(String why) {
            return new Sent(List.of(), List.of("not sent: " + why), false);
        }

        public List<String> lines(boolean quiet) {
            List<String> lines = new ArrayList<>(trouble);
            if (!quiet && !to.isEmpty()) {
                lines.add("sent to     " + String.join(", ", to));
            }
            return lines;
        }
    }

    /** With the hub named by {@code SAMP_HUB} or {@code ~/.samp}. */
    public static Samp standard() {
        return new Samp(new StandardClientProfile(HubXml.CLIENTS, HubXml.SERVERS), REPLY);
    }

    /** Sends a VOTable, and waits until the tools have loaded it. */
    public Sent send(Path table, String name) throws InterruptedException {
        HubConnection hub = null;
        try {
            hub = within(HUB, profile::register);
            return hub == null
                    ? Sent.toNobody("no SAMP hub runs here; start TOPCAT, Aladin or another VO tool first")
                    : send(hub, table, name);
        } catch (TimeoutException e) {
            return Sent.toNobody("the SAMP hub does not answer");
        } catch (SampException e) {
            return Sent.toNobody("the SAMP hub cannot be reached, or refuses: " + PlainText.of(e.getMessage(), 200));
        } finally {
            leave(hub);
        }
    }

    private Sent send(HubConnection hub, Path table, String name)
            throws InterruptedException, SampException, TimeoutException {
        Metadata self = new Metadata();
        self.setName("Skytrawl");
        self.setDescriptionText("Searches the whole Virtual Observatory; version " + Version.version());
        Map<String, String> tools = new TreeMap<>();
        within(HUB, () -> {
            hub.declareMetadata(self);
            for (Object id : hub.getSubscribedClients(MTYPE).keySet()) {
                tools.put((String) id, nameOf(hub, (String) id));
            }
            return tools;
        });
        if (tools.isEmpty()) {
            return Sent.toNobody("a SAMP hub runs here, but no tool that loads tables");
        }
        Message message = new Message(MTYPE);
        message.addParam("url", table.toUri().toString());
        message.addParam("table-id", "skytrawl-" + Long.toHexString(System.nanoTime()));
        message.addParam("name", name);
        int seconds = (int) Math.max(1, reply.toSeconds());
        Map<String, CompletableFuture<Response>> replies = new LinkedHashMap<>();
        tools.forEach((id, tool) -> replies.put(id, begin(() -> hub.callAndWait(id, message, seconds))));
        return outcome(tools, replies);
    }

    private Sent outcome(Map<String, String> tools, Map<String, CompletableFuture<Response>> replies)
            throws InterruptedException {
        long end = System.nanoTime() + reply.plus(HUB).toNanos();
        List<String> loaded = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        boolean silent = false;
        for (Map.Entry<String, CompletableFuture<Response>> each : replies.entrySet()) {
            String tool = String.valueOf(tools.get(each.getKey()));
            try {
                Response response = each.getValue().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (response.isOK()) {
                    loaded.add(tool);
                } else {
                    Object said = response.getErrInfo() == null
                            ? null
                            : response.getErrInfo().getErrortxt();
                    trouble.add("not loaded by " + tool + ": "
                            + PlainText.of(said == null ? response.getStatus() : said.toString(), 200));
                }
            } catch (TimeoutException e) {
                silent = true;
                trouble.add(noReply(tool));
            } catch (ExecutionException e) {
                String said =
                        e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
                boolean late = said.toLowerCase(Locale.ROOT).contains("timeout");
                silent |= late;
                trouble.add(late ? noReply(tool) : "not loaded by " + tool + ": " + PlainText.of(said, 200));
            }
        }
        return new Sent(loaded, trouble, silent);
    }

    private String noReply(String tool) {
        return "not loaded by " + tool + ": no reply within " + reply.toSeconds() + " s";
    }

    private static String nameOf(HubConnection hub, String id) throws SampException {
        String name = hub.getMetadata(id).getName();
        return name == null || name.isBlank() ? id : PlainText.of(name, 60);
    }

    private static void leave(@Nullable HubConnection hub) throws InterruptedException {
        if (hub == null) {
            return;
        }
        try {
            within(HUB, () -> {
                hub.unregister();
                return hub;
            });
        } catch (SampException | TimeoutException ignored) {
            // the hub detects by itself that this client is gone
        }
    }

    private static <T extends @Nullable Object> CompletableFuture<T> begin(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        // a daemon, so that it does not delay the exit
        Thread.ofPlatform().daemon().name("skytrawl-samp").start(() -> {
            try {
                result.complete(call.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T extends @Nullable Object> T within(Duration most, Callable<T> call)
            throws InterruptedException, SampException, TimeoutException {
        try {
            return begin(call).get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SampException refused ? refused : new SampException(e.getCause());
        }
    }
}
