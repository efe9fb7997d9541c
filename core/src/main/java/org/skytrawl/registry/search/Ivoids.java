package org.skytrawl.registry.search;

import java.util.Arrays;
import java.util.List;
import org.skytrawl.model.Ivoid;

/**
 * The resource has one of these identifiers.
 *
 * @param ivoids at least one; the registry has them in lower case (RegTAP 1.1 section 8)
 */
public record Ivoids(List<Ivoid> ivoids) implements SearchConstraint {
    /** Removes duplicates. */
    public Ivoids {
        ivoids = ivoids.stream().distinct().toList();
        Checked.atLeastOne("ivoid", ivoids);
        ivoids.forEach(ivoid -> Checked.text("an ivoid", ivoid.value()));
    }

    public static Ivoids of(String... ivoids) {
        return new Ivoids(Arrays.stream(ivoids).map(Ivoid::new).toList());
    }
}
