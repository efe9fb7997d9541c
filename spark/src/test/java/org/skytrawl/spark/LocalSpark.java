package org.skytrawl.spark;

import org.apache.spark.sql.SparkSession;
import org.skytrawl.spark.function.SkytrawlExtensions;

/** Spark in this JVM, with two threads. There is one session for all test classes: a JVM can have no more. */
public final class LocalSpark {
    private static final SparkSession SESSION = start();

    private LocalSpark() {}

    /** The session, with our functions. Do not close it. */
    public static SparkSession session() {
        return SESSION;
    }

    private static SparkSession start() {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.extensions", SkytrawlExtensions.class.getName())
                .getOrCreate();
        Runtime.getRuntime().addShutdownHook(new Thread(session::stop));
        return session;
    }
}
