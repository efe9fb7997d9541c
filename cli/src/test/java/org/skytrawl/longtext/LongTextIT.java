package org.skytrawl.longtext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Long texts in every place where a server or a file can put one, next to an honest service, in a JVM whose virtual threads
 * have one carrier: what spins holds up everything. The slow one tries what the other leaves out, more kinds of texts in each
 * place, and longer ones; {@code -Dlongtext.full=true} has it try all.
 */
@Timeout(1100)
@Order(1)
class LongTextIT {
    /** Longer than a run's deadline and what it may be late: then it never ends. */
    private static final long STALLED_S = 60;

    private static final int MOST_WRONG = 4;

    private final List<String> wrong = new ArrayList<>();
    private String howMany = "";

    /**
     * What is at fault.
     *
     * @param number of the batch or case, or -1 if there is none
     */
    private record Fault(int number, String what, String how) {
        static final Fault NONE = new Fault(-1, "", "");
    }

    @Tag("slow")
    @Test
    void noTextHoldsUpWhatIsBesideIt() throws Exception {
        noneIsAtFault("few");
    }

    @Tag("long")
    @Test
    void noLongerTextHoldsUpWhatIsBesideIt() throws Exception {
        noneIsAtFault(Boolean.getBoolean("longtext.full") ? "all" : "more");
    }

    private void noneIsAtFault(String howMany) throws Exception {
        this.howMany = howMany;
        Fault fault = firstFault(List.of("0"));
        while (fault.number >= 0 && wrong.size() < MOST_WRONG) {
            name(fault);
            fault = firstFault(List.of("" + (fault.number + 1)));
        }
        assertThat(wrong).isEmpty();
    }

    /** Finds the cases of a batch that are at fault, each alone. */
    private void name(Fault batch) throws Exception {
        int before = wrong.size();
        Fault fault = firstFault(List.of("" + batch.number, "0"));
        while (fault.number >= 0 && wrong.size() < MOST_WRONG) {
            wrong.add(fault.what + ": " + fault.how);
            fault = firstFault(List.of("" + batch.number, "" + (fault.number + 1)));
        }
        if (wrong.size() == before) {
            wrong.add(batch.what + ", only all together: " + batch.how);
        }
    }

    /** Runs until all is done, or a batch or case is wrong or does not end. */
    private Fault firstFault(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-Xmx2g",
                "-Dlongtext=" + howMany,
                "-cp",
                System.getProperty("java.class.path"),
                LongTextRuns.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                // it was ended
            }
            lines.add("END");
        });
        int number = -1;
        String what = "the start";
        List<String> last = new ArrayList<>();
        try {
            while (true) {
                String line = lines.poll(STALLED_S, TimeUnit.SECONDS);
                if (line == null || line.equals("END")) {
                    assertThat(number).as("it ended by itself: %s", last).isNotNegative();
                    return new Fault(number, what, "never ended");
                }
                last.add(line);
                if (line.startsWith("BEGIN ")) {
                    String[] parts = line.split(" ", 3);
                    number = Integer.parseInt(parts[1]);
                    what = parts[2];
                } else if (line.startsWith("WRONG ")) {
                    return new Fault(number, what, line.substring(0, Math.min(500, line.length())));
                } else if (line.equals("DONE")) {
                    return Fault.NONE;
                }
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
