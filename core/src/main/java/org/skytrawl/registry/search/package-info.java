/**
 * Search for resources in a registry. ADQL carries the constraints to the registry; this program tests what a registry cannot
 * evaluate.
 */
@NullMarked
package org.skytrawl.registry.search;

import org.jspecify.annotations.NullMarked;
