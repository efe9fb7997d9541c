package org.skytrawl.spark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** A folder on the disk of a worker for what a task cannot keep in memory; it is deleted when the task ends. */
final class TaskFolder {
    private TaskFolder() {}

    static Path open() throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(local()), "skytrawl-task-");
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> delete(folder));
        return folder;
    }

    /** Where Spark keeps what it shuffles. */
    private static Path local() {
        for (String variable : new String[] {"SPARK_EXECUTOR_DIRS", "SPARK_LOCAL_DIRS"}) {
            String folders = System.getenv(variable);
            if (folders != null && !folders.isBlank()) {
                return Path.of(folders.split("[,:]", 2)[0]);
            }
        }
        return Path.of(SparkEnv.get().conf().get("spark.local.dir", System.getProperty("java.io.tmpdir")));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Spark deletes the folder around it at the end of the application
            assert Files.isDirectory(folder);
        }
    }
}
