/**
 * The common vocabulary: constraints, coverage, services, ObsCore records and their judging. All types are immutable
 * and thread-safe.
 */
@NullMarked
package org.skytrawl.model;

import org.jspecify.annotations.NullMarked;
