package org.skytrawl.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Skytrawl;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.cli.terminal.Browser;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.PageForBrowser;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.model.PlainText;
import org.skytrawl.server.ServerOptions;
import org.skytrawl.server.SkytrawlServer;
import org.skytrawl.server.run.DataFolder;
import org.skytrawl.server.take.TableSender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the page, the API and the facade until it is ended. */
@Command(
        name = "serve",
        description = {
            "Starts a server on this machine: a page with a sky map, and standard services behind which stands the whole"
                    + " Virtual Observatory. Prints its address; Ctrl-C ends it.",
            "Runs are kept in the user's data folder ($XDG_DATA_HOME/skytrawl or ~/.local/share/skytrawl) for 30 days, up to"
                    + " 2 GiB."
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE},
        footer = {"  skytrawl serve --open"})
public final class ServeCommand extends Action {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int HIGHEST_PORT = 65_535;
    private static final int LEAST_TOKEN = 16;
    private static final int TOKEN_BYTES = 20;

    /** A browser that starts reads its page after a while. */
    private static final Duration UNTIL_READ = Duration.ofSeconds(30);

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0: any free one. Default: 8090")
    private int port = 8090;

    @Option(names = "--open", description = "Open the page in the browser, if this is a terminal.")
    private boolean open;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on, so that other machines can ask. Requests then need a token, which is part of"
                            + " the printed address: $SKYTRAWL_TOKEN, or else a new one. The connection is not encrypted. Default:"
                            + " 127.0.0.1")
    private @Nullable String bind;

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrong("--port must be 0 to " + HIGHEST_PORT + ", not " + port);
        }
        String address = bind == null ? LOOPBACK : bind;
        String token = token();
        // messages of the server come from many threads
        PrintWriter err = err();
        CountDownLatch end = new CountDownLatch(1);
        PageForBrowser opened = null;
        Interruption.Registration registration = Interruption.onInterrupt(end::countDown);
        try (registration;
                Skytrawl client = Skytrawl.builder().registries(registry.urls()).open();
                SkytrawlServer server = SkytrawlServer.start(
                        new ServerOptions(address, port, token, DataFolder.ofUser(), registry.urls()),
                        client,
                        ServeCommand::toTools,
                        sentence -> said(err, sentence))) {
            String url = server.url() + (token == null ? "" : "?token=" + token);
            out().println(url);
            out().flush();
            err.println("runs are kept in " + server.folder() + "; Ctrl-C ends the server");
            if (open && TerminalSize.isStderrForPeople()) {
                opened = token == null ? null : PageForBrowser.to(url, server.folder());
                String shown = opened == null ? url : opened.url();
                PageForBrowser page = opened;
                Thread.ofVirtual().start(() -> openPage(err, shown, page));
            }
            end.await();
        } catch (IOException e) {
            throw new CommandException(why(address, e));
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
        return ExitStatus.OK;
    }

    private static void openPage(PrintWriter err, String url, @Nullable PageForBrowser page) {
        try (page) {
            String trouble = Browser.open(url);
            if (trouble != null) {
                said(err, "the browser cannot be opened (" + trouble + "): open the address yourself");
            } else if (page != null) {
                Thread.sleep(UNTIL_READ);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null if none is needed: on this machine, unless the user has set one. */
    private @Nullable String token() {
        String given = System.getenv().getOrDefault("SKYTRAWL_TOKEN", "").strip();
        if (given.isEmpty()) {
            if (bind == null) {
                return null;
            }
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        }
        boolean isPlain = given.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || c == '-'
                        || c == '_');
        if (given.length() < LEAST_TOKEN || given.length() > 200 || !isPlain) {
            throw wrong("SKYTRAWL_TOKEN must be " + LEAST_TOKEN + " to 200 letters, digits, - and _");
        }
        return given;
    }

    private static void said(PrintWriter err, String sentence) {
        synchronized (err) {
            err.println(PlainText.of(sentence));
        }
    }

    private String why(String address, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (!message.startsWith("cannot listen")) {
            return message;
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnresolvedAddressException) {
            return "cannot listen on " + address + ": no machine has this name";
        }
        boolean isInUse = String.valueOf(cause.getMessage()).contains("in use");
        return isInUse
                ? "port " + port + " of " + address
                        + " is in use, perhaps by another skytrawl serve: choose another with"
                        + " --port, or --port 0 for any free one"
                : message + ": " + cause.getMessage();
    }

    private static TableSender.Sent toTools(Path table, String name) throws InterruptedException {
        Samp.Sent sent = Samp.standard().send(table, name);
        return new TableSender.Sent(sent.to(), sent.trouble(), sent.mayStillBeRead());
    }
}
