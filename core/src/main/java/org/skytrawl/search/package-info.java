/** Searching the registry: what a resource must be, in ADQL for one registry, and what is left to be looked at here. */
@NullMarked
package org.skytrawl.search;

import org.jspecify.annotations.NullMarked;
