/**
 * Which rows of a harvest are one dataset, for more rows than fit into memory. The rules are those of {@code
 * org.skytrawl.merge}.
 */
@NullMarked
package org.skytrawl.harvest.groups;

import org.jspecify.annotations.NullMarked;
