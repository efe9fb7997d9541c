package org.skytrawl.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.launcher.JavaModuleOptions;
import org.jspecify.annotations.Nullable;

/**
 * A standalone cluster of Spark as processes on 127.0.0.1: a master and workers with one core and 1 GB each, made of the
 * jars of the class path of the tests. All of its processes end with {@link #close} or with this JVM.
 *
 * <p>What it runs is the jar of {@code -Dskytrawl.spark.jar}, as a user has it, or else what is in the folders of the class
 * path; the test classes are there too.
 */
public final class SparkCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    /** Executors as users have them; for tests, which are short, they compile less. */
    public static final Map<String, String> MEASURED = Map.of(EXECUTOR_OPTIONS, "");

    private static final String MASTER = "Starting Spark master at ";

    private static @Nullable SparkCluster shared;

    private final Path dir;
    private final Path home;
    private final Path application;
    private final Path tests;
    private final String url;
    private final ClusterProcess master;
    private final List<ClusterProcess> workers = new ArrayList<>();
    private final List<ClusterProcess> submissions = new ArrayList<>();

    private SparkCluster(Path dir) throws IOException, InterruptedException {
        this.dir = dir;
        this.home = Files.createDirectories(dir.resolve("spark"));
        this.tests = jarOfFolders(dir.resolve("tests.jar"));
        String given = System.getProperty("skytrawl.spark.jar");
        this.application = given == null ? tests : Path.of(given);
        linkJars();
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("log4j2.properties"), """
                rootLogger.level = warn
                rootLogger.appenderRef.stderr.ref = console
                logger.deploy.name = org.apache.spark.deploy
                logger.deploy.level = info
                appender.console.type = Console
                appender.console.name = console
                appender.console.target = SYSTEM_ERR
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
                """);
        copyStarter();
        master = begin(
                "master",
                MASTER,
                256,
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0"));
        String line = master.awaitSign(START);
        url = line.substring(line.indexOf(MASTER) + MASTER.length()).trim();
    }

    /** One with two workers for all test classes that kill none of them; programs of several wait for each other. It ends with this JVM. */
    public static synchronized SparkCluster shared() throws IOException, InterruptedException {
        if (shared == null) {
            Path dir = Files.createTempDirectory("skytrawl-cluster");
            SparkCluster cluster = start(dir, 2);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                cluster.close();
                FileUtils.deleteQuietly(dir.toFile());
            }));
            shared = cluster;
        }
        return shared;
    }

    /** Starts a master and workers with their files in a folder, and waits until the master knows all workers. */
    public static SparkCluster start(Path dir, int workers) throws IOException, InterruptedException {
        SparkCluster cluster = new SparkCluster(dir);
        try {
            for (int i = 0; i < workers; i++) {
                cluster.startWorker();
            }
            for (ClusterProcess worker : cluster.workers) {
                worker.awaitSign(START);
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void startWorker() throws IOException {
        String name = "worker-" + workers.size();
        workers.add(begin(
                name,
                "Successfully registered with master",
                256,
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        url,
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        dir.resolve(name).toString())));
    }

    /** The master's address, as in {@code spark://127.0.0.1:7077}. */
    public String master() {
        return url;
    }

    /** The jar that {@link #submit} runs. */
    public Path application() {
        return application;
    }

    /**
     * Submits a program, whose driver is a process here with 512 MB.
     *
     * @param conf settings of Spark, which replace those of the cluster
     */
    public Submission submit(String mainClass, Map<String, String> conf, List<String> args) throws IOException {
        return submit(mainClass, List.of(), conf, args);
    }

    /**
     * Submits a program as {@link #submit(String, Map, List)} does.
     *
     * @param options more options of spark-submit, such as {@code --jars}
     */
    public synchronized Submission submit(
            String mainClass, List<String> options, Map<String, String> conf, List<String> args) throws IOException {
        Map<String, String> all = new TreeMap<>(Map.of(
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                "spark.ui.enabled",
                "false",
                "spark.executor.memory",
                "1g",
                EXECUTOR_OPTIONS,
                "-XX:TieredStopAtLevel=1",
                "spark.jars",
                tests.toString()));
        all.putAll(conf);
        List<String> command =
                new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", url, "--class", mainClass));
        command.addAll(options);
        all.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.add(application.toString());
        command.addAll(args);
        ClusterProcess process = begin("submit-" + submissions.size(), "\0", 512, command);
        submissions.add(process);
        return new Submission(process);
    }

    /** A program that was submitted. */
    public final class Submission {
        private final ClusterProcess process;

        private Submission(ClusterProcess process) {
            this.process = process;
        }

        /** Waits for its end. Fails the test if it comes too late. */
        public Result await(Duration limit) throws InterruptedException {
            int exit = process.await(limit);
            return new Result(exit, process.out(), process.err());
        }

        /** Kills the driver. */
        public void kill() {
            process.kill();
        }
    }

    /** What a program gave. */
    public record Result(int exit, String stdout, String stderr) {}

    /** Kills a worker and its executors. */
    public void killWorker(int worker) {
        workers.get(worker).kill();
    }

    /** The ends of what master, workers and executors wrote, for messages of tests that fail. */
    public String logs() {
        StringBuilder text = new StringBuilder(master.tail());
        workers.forEach(worker -> text.append(worker.tail()));
        try (Stream<Path> files = Files.walk(dir, 4)) {
            files.filter(file -> file.getFileName().toString().equals("stderr"))
                    .sorted()
                    .forEach(file -> text.append("--- ")
                            .append(dir.relativize(file))
                            .append('\n')
                            .append(ClusterProcess.end(ClusterProcess.text(file))));
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    @Override
    public synchronized void close() {
        submissions.forEach(ClusterProcess::kill);
        workers.forEach(ClusterProcess::kill);
        master.kill();
        // JUnit warns of links that lead out of its folder.
        try (Stream<Path> links = Files.list(home.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClusterProcess begin(String name, String sign, int heapMb, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-Xmx" + heapMb + "m");
        all.add("-XX:TieredStopAtLevel=1");
        all.addAll(Arrays.stream(JavaModuleOptions.defaultModuleOptionArray()).toList());
        all.add("-cp");
        all.add(Stream.of(home.resolve("conf"), home.resolve("jars").resolve("*"), dir.resolve("starter"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        all.add(EndsWithItsParent.class.getName());
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(dir.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "SPARK_HOME", home.toString(),
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_LOCAL_DIRS", dir.resolve("local").toString(),
                        "XDG_CACHE_HOME", dir.resolve("cache").toString(),
                        "SPARK_NO_DAEMONIZE", "1"));
        return ClusterProcess.start(builder, dir, name, sign);
    }

    private void copyStarter() throws IOException {
        String name = EndsWithItsParent.class.getName().replace('.', '/') + ".class";
        Path file = dir.resolve("starter").resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = SparkCluster.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, file);
        }
    }

    /** Links the jars of the class path, without those whose classes the application has. */
    private void linkJars() throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        Set<String> ours = classesOf(application);
        for (Path jar : classPath()) {
            if (Files.isRegularFile(jar) && classesOf(jar).stream().noneMatch(ours::contains)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
    }

    private static Set<String> classesOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<Path> classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .filter(Files::exists)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Puts what is in the folders of the class path into a jar. */
    private static Path jarOfFolders(Path jar) throws IOException {
        Set<String> seen = new LinkedHashSet<>();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.setLevel(1);
            for (Path folder : classPath()) {
                if (!Files.isDirectory(folder)) {
                    continue;
                }
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                        if (seen.add(name)) {
                            entries.putNextEntry(new JarEntry(name));
                            Files.copy(file, entries);
                            entries.closeEntry();
                        }
                    }
                }
            }
        }
        return jar;
    }
}
