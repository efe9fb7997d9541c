/**
 * Benchmarks: each is a program of its own, started by {@code bench/run}, that says what it measured on standard output
 * and exits with 1 if a bound is not kept. What they need of other packages' inner parts stands in classes of those
 * packages in this module.
 */
@NullMarked
package org.skytrawl.bench;

import org.jspecify.annotations.NullMarked;
