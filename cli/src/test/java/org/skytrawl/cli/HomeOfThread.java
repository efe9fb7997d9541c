package org.skytrawl.cli;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The property {@code user.home} for one thread and the threads that it starts: commands that run in this JVM at the same time
 * have each a home directory of its own.
 */
final class HomeOfThread extends Properties {
    private static final long serialVersionUID = 1;
    private static final InheritableThreadLocal<String> HOME = new InheritableThreadLocal<>();

    static {
        HomeOfThread properties = new HomeOfThread();
        properties.putAll(System.getProperties());
        System.setProperties(properties);
    }

    private HomeOfThread() {}

    static void set(Path home) {
        HOME.set(home.toAbsolutePath().toString());
    }

    static void forget() {
        HOME.remove();
    }

    @Override
    public String getProperty(String key) {
        String home = HOME.get();
        return home != null && key.equals("user.home") ? home : super.getProperty(key);
    }
}
