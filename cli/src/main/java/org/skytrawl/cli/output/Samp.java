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
 * Sends a table or single spectra to the VO tools that run on this machine (SAMP 1.3, standard profile): to all that accept {@code
 * table.load.votable} (TOPCAT, Aladin ...), or {@code spectrum.load.ssa-generic} (SPLAT-VO, VOSpec ...). Each call runs on its own
 * thread with a time limit, since the hub is a foreign program that may hang.
 *
 * @param reply time for a tool to load the table, or one spectrum
 */
public record Samp(ClientProfile profile, Duration reply) {
    /** For registration, names and queries, which a working hub answers at once. */
    private static final Duration HUB = Duration.ofSeconds(5);

    private static final Duration REPLY = Duration.ofSeconds(20);

    /** For all spectra: a tool fetches each from its archive. */
    private static final Duration ALL_SPECTRA = Duration.ofSeconds(60);

    /** What is sent, to tools that accept it. */
    private enum What {
        TABLE("table.load.votable", "TOPCAT, Aladin", "loads tables"),
        SPECTRA(SampSpectra.MTYPE, "SPLAT-VO, VOSpec", "loads spectra");

        private final String mtype;
        private final String examples;
        private final String ability;

        What(String mtype, String examples, String ability) {
            this.mtype = mtype;
            this.examples = examples;
            this.ability = ability;
        }
    }

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

    /** What one tool has loaded, and why not all. */
    private record Loaded(int messages, @Nullable String trouble, boolean silent) {}

    /** With the hub named by {@code SAMP_HUB} or {@code ~/.samp}. */
    public static Samp standard() {
        return new Samp(new StandardClientProfile(HubXml.CLIENTS, HubXml.SERVERS), REPLY);
    }

    /** Sends a VOTable, and waits until the tools have loaded it. */
    public Sent send(Path table, String name) throws InterruptedException {
        Message message = new Message(What.TABLE.mtype);
        message.addParam("url", table.toUri().toString());
        message.addParam("table-id", "skytrawl-" + Long.toHexString(System.nanoTime()));
        message.addParam("name", name);
        return send(What.TABLE, List.of(message));
    }

    /** Sends spectra, and waits until the tools have loaded them. */
    public Sent send(SampSpectra spectra) throws InterruptedException {
        return spectra.messages().isEmpty()
                ? new Sent(List.of(), List.of(), false)
                : send(What.SPECTRA, spectra.messages());
    }

    private Sent send(What what, List<Message> messages) throws InterruptedException {
        HubConnection hub = null;
        try {
            hub = within(HUB, profile::register);
            return hub == null
                    ? Sent.toNobody("no SAMP hub runs here; start " + what.examples + " or another VO tool first")
                    : send(hub, what, messages);
        } catch (TimeoutException e) {
            return Sent.toNobody("the SAMP hub does not answer");
        } catch (SampException e) {
            return Sent.toNobody("the SAMP hub cannot be reached, or refuses: " + PlainText.of(e.getMessage(), 200));
        } finally {
            leave(hub);
        }
    }

    private Sent send(HubConnection hub, What what, List<Message> messages)
            throws InterruptedException, SampException, TimeoutException {
        Metadata self = new Metadata();
        self.setName("Skytrawl");
        self.setDescriptionText("Searches the whole Virtual Observatory; version " + Version.version());
        Map<String, String> tools = new TreeMap<>();
        within(HUB, () -> {
            hub.declareMetadata(self);
            for (Object id : hub.getSubscribedClients(what.mtype).keySet()) {
                tools.put((String) id, nameOf(hub, (String) id));
            }
            return tools;
        });
        if (tools.isEmpty()) {
            return Sent.toNobody("a SAMP hub runs here, but no tool that " + what.ability);
        }
        Map<String, CompletableFuture<Loaded>> replies = new LinkedHashMap<>();
        tools.forEach((id, tool) -> replies.put(id, begin(() -> deliver(hub, id, messages))));
        return outcome(what, messages.size(), tools, replies);
    }

    /** Sends one message after the other to a tool, until one gets no reply or the time is over. */
    private Loaded deliver(HubConnection hub, String id, List<Message> messages) {
        long end = System.nanoTime() + ALL_SPECTRA.toNanos();
        int seconds = (int) Math.max(1, reply.toSeconds());
        int loaded = 0;
        String trouble = null;
        for (Message message : messages) {
            if (System.nanoTime() > end) {
                return new Loaded(loaded, "not all within " + ALL_SPECTRA.toSeconds() + " s", false);
            }
            try {
                Response response = hub.callAndWait(id, message, seconds);
                if (response.isOK()) {
                    loaded++;
                } else if (trouble == null) {
                    Object said = response.getErrInfo() == null
                            ? null
                            : response.getErrInfo().getErrortxt();
                    trouble = PlainText.of(said == null ? response.getStatus() : said.toString(), 200);
                }
            } catch (SampException e) {
                String said = String.valueOf(e.getMessage());
                boolean late = said.toLowerCase(Locale.ROOT).contains("timeout");
                return new Loaded(loaded, late ? noReply() : PlainText.of(said, 200), late);
            }
        }
        return new Loaded(loaded, trouble, false);
    }

    private Sent outcome(What what, int all, Map<String, String> tools, Map<String, CompletableFuture<Loaded>> replies)
            throws InterruptedException {
        long end = System.nanoTime()
                + reply.plus(HUB).plus(all > 1 ? ALL_SPECTRA : Duration.ZERO).toNanos();
        List<String> loaded = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        boolean silent = false;
        for (Map.Entry<String, CompletableFuture<Loaded>> each : replies.entrySet()) {
            String tool = String.valueOf(tools.get(each.getKey()));
            Loaded its;
            try {
                its = each.getValue().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                its = new Loaded(0, noReply(), true);
            } catch (ExecutionException e) {
                its = new Loaded(0, PlainText.of(String.valueOf(e.getCause()), 200), false);
            }
            silent |= its.silent;
            boolean spectra = what == What.SPECTRA;
            if (its.messages > 0) {
                loaded.add(tool + (spectra ? " (" + SampSpectra.count(its.messages) + ")" : ""));
            }
            if (its.messages < all) {
                String part = spectra ? ": " + (all - its.messages) + " of " + SampSpectra.count(all) : "";
                trouble.add("not loaded by " + tool + part + ": " + its.trouble);
            }
        }
        return new Sent(loaded, trouble, silent);
    }

    private String noReply() {
        return "no reply within " + reply.toSeconds() + " s";
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
