/** What can be searched for in a registry, and what a search finds. */
@NullMarked
package org.skytrawl.registry.search;

import org.jspecify.annotations.NullMarked;
