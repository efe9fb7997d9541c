package org.skytrawl.registry.search;

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
                TemporalCoverage {}
