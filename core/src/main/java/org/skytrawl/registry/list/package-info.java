/** Service lists: candidates that the user hands in. */
@NullMarked
package org.skytrawl.registry.list;

import org.jspecify.annotations.NullMarked;
