package org.skytrawl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.skytrawl.simvo.SimulatedVo;

/** What a shell that runs examples has in its environment: the simulated VO in the place of the real one. */
final class ExampleShell {
    private ExampleShell() {}

    static void environment(Map<String, String> environment, SimulatedVo vo, Path folder) throws IOException {
        environment.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.put("IVOA_REGISTRY", vo.registryUrl());
        environment.put("SKYTRAWL_SESAME", vo.sesameUrl());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }
}
