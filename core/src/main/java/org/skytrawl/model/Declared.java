package org.skytrawl.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of a service beyond its address.
 *
 * @param maxRecords the maximum number of rows of an answer, or null
 * @param maxSearchRadiusDeg the largest radius of a query in degrees, above 0 and at most 180, or null
 * @param productTypes the product types of the resource as words in lower case ({@code productTypeServed}, VODataService 1.3);
 *     empty if it declares none
 * @param theory whether all its data are theoretical or artificial ({@code dataSource}, SimpleDALRegExt 1.2)
 */
public record Declared(
        Coverage coverage,
        @Nullable Long maxRecords,
        @Nullable Double maxSearchRadiusDeg,
        Set<String> productTypes,
        boolean theory) {
    public static final Declared NOTHING = new Declared(Coverage.UNDECLARED, null, null, Set.of(), false);

    /** @throws IllegalArgumentException if the radius is not above 0 and at most 180 degrees */
    public Declared {
        if (maxSearchRadiusDeg != null && !(maxSearchRadiusDeg > 0 && maxSearchRadiusDeg <= 180)) {
            throw new IllegalArgumentException(
                    "a search radius must be above 0 and at most 180 degrees, not " + maxSearchRadiusDeg);
        }
        productTypes = Set.copyOf(productTypes);
    }

    /**
     * The product types, if all of them are terms of the vocabulary ({@link ProductTypes}); else empty: another word may mean any
     * type.
     */
    public Set<String> knownProductTypes() {
        return productTypes.isEmpty() || !productTypes.stream().allMatch(ProductTypes::isTerm)
                ? Set.of()
                : productTypes;
    }

    public Declared withCoverage(Coverage declared) {
        return new Declared(declared, maxRecords, maxSearchRadiusDeg, productTypes, theory);
    }

    public Declared withMaxRecords(@Nullable Long declared) {
        return new Declared(coverage, declared, maxSearchRadiusDeg, productTypes, theory);
    }

    public Declared withMaxSearchRadiusDeg(@Nullable Double declared) {
        return new Declared(coverage, maxRecords, declared, productTypes, theory);
    }

    public Declared withProductTypes(Set<String> declared) {
        return new Declared(coverage, maxRecords, maxSearchRadiusDeg, declared, theory);
    }

    public Declared withTheory(boolean declared) {
        return new Declared(coverage, maxRecords, maxSearchRadiusDeg, productTypes, declared);
    }
}
