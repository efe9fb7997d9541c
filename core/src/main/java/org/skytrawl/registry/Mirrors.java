package org.skytrawl.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The registries asked where the caller names none. Each is a public RegTAP service, its contents harvested from all
 * publishing registries.
 */
public final class Mirrors {
    /**
     * In the order in which they are tried: GAVO ({@code reg.g-vo.org} moves between its sites as they fail), ESAC, STScI.
     * GAVO's is the default of pyVO, STScI's the alternative its documentation names ({@code pyvo.registry}, "Alternate
     * registry endpoints"); all three stand among the registries of TOPCAT ({@code
     * uk.ac.starlink.vo.RegTapRegistryQuery}).
     */
    public static final List<String> KNOWN = List.of(
            "http://reg.g-vo.org/tap",
            "http://registry.euro-vo.org/regtap/tap",
            "http://vao.stsci.edu/RegTAP/TapService.aspx");

    private Mirrors() {}

    /** Those that the variable {@code IVOA_REGISTRY} names, separated by blanks or commas, or else the known ones. */
    public static List<String> ofEnvironment(Map<String, String> environment) {
        List<String> named = Arrays.stream(
                        environment.getOrDefault("IVOA_REGISTRY", "").split("[\\s,]+", -1))
                .filter(url -> !url.isEmpty())
                .toList();
        return named.isEmpty() ? KNOWN : named;
    }
}
