/** Looking for resources in a registry, and what it tells of them. */
@NullMarked
package org.skytrawl.search;

import org.jspecify.annotations.NullMarked;
