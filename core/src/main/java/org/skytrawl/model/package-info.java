/**
 * The words of the house: constraints, coverage, services, ObsCore records, and the one rule that judges them. Everything
 * here is immutable and thread-safe.
 */
@NullMarked
package org.skytrawl.model;

import org.jspecify.annotations.NullMarked;
