package org.skytrawl.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.skytrawl.cli.terminal.Interruption;

/**
 * A JVM that stands in a folder and runs one command after the other, as the processes would that a shell starts there: it has
 * the same environment, arguments, files and stdout, and gives the same exit status.
 */
final class CommandJvm implements AutoCloseable {
    private final Process process;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private CommandJvm(Process process, Socket socket) throws IOException {
        this.process = process;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /**
     * Starts it with the jar of the command and its archived classes; stdout and stderr of all commands go to the end of a
     * file.
     */
    static CommandJvm start(
            Path jar,
            Path classes,
            Path folder,
            Path said,
            int patienceMillis,
            Consumer<Map<String, String>> environment)
            throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(patienceMillis);
            String path = jar
                    + System.getProperty("path.separator")
                    + Path.of("target/test-classes").toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:SharedArchiveFile=" + classes,
                            "-Xlog:disable",
                            "-Xlog:all=error:stderr",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:-UsePerfData",
                            "-cp",
                            path,
                            CommandJvm.class.getName(),
                            Integer.toString(server.getLocalPort()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                    .redirectInput(Path.of("/dev/null").toFile());
            environment.accept(builder.environment());
            builder.command().add(1, "-Duser.home=" + builder.environment().get("HOME"));
            Process process = builder.start();
            try {
                Socket socket = server.accept();
                socket.setSoTimeout(patienceMillis);
                return new CommandJvm(process, socket);
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    /** The exit status of a command; an exception if it does not end, or the JVM ends with it. */
    int run(List<String> args) throws IOException {
        out.writeInt(args.size());
        for (String arg : args) {
            out.writeUTF(arg);
        }
        return in.readInt();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.destroyForcibly();
    }

    public static void main(String... port) throws IOException {
        Main.quieten();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port[0]));
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                String[] args = new String[in.readInt()];
                for (int i = 0; i < args.length; i++) {
                    args[i] = in.readUTF();
                }
                PrintWriter stdout = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
                PrintWriter stderr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
                int status = Main.commandLine(stdout, stderr, args).execute(args);
                stdout.flush();
                stderr.flush();
                out.writeInt(status);
            }
        } finally {
            Interruption.finished();
        }
    }
}
