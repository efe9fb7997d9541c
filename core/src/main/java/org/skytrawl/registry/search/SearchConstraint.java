package org.skytrawl.registry.search;

/**
 * A constraint on resources of the registry; several are combined by AND. Immutable. Constructors throw {@code
 * IllegalArgumentException} for invalid values, empty lists and blank texts.
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
