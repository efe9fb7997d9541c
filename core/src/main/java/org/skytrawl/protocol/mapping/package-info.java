/** Cells, units, regions and times of an answer become ObsCore values. */
@NullMarked
package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.NullMarked;
