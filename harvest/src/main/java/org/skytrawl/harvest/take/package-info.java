/** How the rows of a service are read: planned in cells, asked for politely, written in pages. */
@NullMarked
package org.skytrawl.harvest.take;

import org.jspecify.annotations.NullMarked;
