package org.skytrawl.cli.command;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.skytrawl.Skytrawl;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.server.ServerOptions;
import org.skytrawl.server.SkytrawlServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the page, the API and the facade until it is ended. */
@Command(name = "serve", description = "Serve a page and an API, and the whole VO as one service.")
public final class ServeCommand extends Action {
    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0: any free one. Default: 8090")
    private int port = 8090;

    @Override
    public Integer call() throws InterruptedException {
        Path folder = Path.of(System.getProperty("user.home"), ".local", "share", "skytrawl");
        CountDownLatch end = new CountDownLatch(1);
        try (Interruption.Registration registration = Interruption.onInterrupt(end::countDown);
                Skytrawl client = Skytrawl.open();
                SkytrawlServer server = SkytrawlServer.start(new ServerOptions("127.0.0.1", port, null, folder), client)) {
            out().println(server.url());
            out().flush();
            end.await();
        }
        return ExitStatus.OK;
    }
}
