/** Geometry on the sky: HEALPix (nested), MOC, shapes. */
module org.skytrawl.sky {
    requires static transitive org.jspecify;

    exports org.skytrawl.sky;
}
