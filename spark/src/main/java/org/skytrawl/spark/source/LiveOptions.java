package org.skytrawl.spark.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.Skytrawl;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.targets.TargetText;

/**
 * The options of the data source: those of a question have the names and forms of the command line's long options. Immutable.
 *
 * @param table {@link #DATASETS} or {@link #SERVICES}
 * @param question the parameters of the question
 * @param registries empty for the default ones
 * @param services file with a list of services, on the driver; null for those of the registries
 * @param log the folder that gets how each service ended
 * @param leases the folder of all leases; null without
 */
record LiveOptions(
        String table,
        Map<String, List<String>> question,
        List<String> registries,
        @Nullable String services,
        Path log,
        @Nullable Path leases) {
    static final String DATASETS = "datasets";
    static final String SERVICES = "services";

    /** @throws IllegalArgumentException if an option is missing or wrong; those of a question are checked by {@link #form} */
    static LiveOptions of(CaseInsensitiveStringMap options) {
        Map<String, String> given = new LinkedHashMap<>(options.asCaseSensitiveMap());
        Map<String, String> lower = new LinkedHashMap<>();
        given.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        String table = lower.remove("table");
        String registry = lower.remove("registry");
        String services = lower.remove("services");
        String log = lower.remove("log");
        String leases = lower.remove("leases");
        // Spark's own, as for each source
        lower.remove("path");
        lower.remove("paths");
        if (table != null && !table.equals(DATASETS) && !table.equals(SERVICES)) {
            throw new IllegalArgumentException("table is " + DATASETS + " or " + SERVICES + ", not " + table);
        }
        if (log == null) {
            throw new IllegalArgumentException(
                    "give option log: a folder, at the same path on all machines, that gets how each service ended."
                            + " Without it nobody would know what is missing");
        }
        if (registry != null && services != null) {
            throw new IllegalArgumentException("give registry or services, not both");
        }
        Map<String, List<String>> question = new LinkedHashMap<>();
        lower.forEach((name, value) -> question.put(name, List.of(value)));
        return new LiveOptions(
                table == null ? DATASETS : table,
                question,
                registry == null
                        ? List.of()
                        : Arrays.stream(registry.split(",", -1))
                                .map(String::strip)
                                .toList(),
                services,
                absolute(log),
                leases == null ? null : absolute(leases));
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /**
     * Understands the question; resolves its name.
     *
     * @throws IllegalArgumentException naming the option that is wrong
     */
    QuestionForm form(Skytrawl client) throws InterruptedException {
        for (String name : List.of("footprint", "targets")) {
            List<String> value = question.get(name);
            if (value != null && (name.equals("footprint") || !TargetText.isIn(value.getFirst()))) {
                throw new IllegalArgumentException(name + ": a file cannot be given here; "
                        + (name.equals("targets")
                                ? "give circles: RA,DEC,RADIUS RA,DEC,RADIUS; join longer lists with a harvest"
                                : "give its outline as polygon"));
            }
        }
        try {
            return QuestionForm.of(question, client);
        } catch (ApiException e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    /** Where the services come from. @throws org.skytrawl.registry.list.ServiceListException if the list cannot be read */
    Discovery from(Discovery discovery) {
        return services == null
                ? discovery.registries(registries)
                : discovery.services(ServiceList.read(Path.of(services)));
    }
}
