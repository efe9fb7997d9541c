/** Benchmarks. */
@NullMarked
package org.skytrawl.bench;

import org.jspecify.annotations.NullMarked;
