package org.skytrawl.registry.search;

import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * What a resource of the registry must be; several are combined by AND. All are immutable, and refuse values that make no
 * sense when they are made.
 */
public sealed interface SearchConstraint
        permits Words,
                Author,
                ServiceType,
                Waveband,
                DataModel,
                Ivoids,
                UcdPatterns,
                UatConcept,
                SpatialCoverage,
                SpectralCoverage,
                TemporalCoverage {
    /**
     * How this is said to a registry, and what is left to be looked at here.
     *
     * @throws RegistryFailure if the registry lacks tables or columns without which nobody can tell
     */
    RegistryCondition on(RegistryFeatures features) throws RegistryFailure;
}
