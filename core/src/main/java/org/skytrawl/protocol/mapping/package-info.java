/** Converts cells, units, regions and times of an answer to ObsCore values. */
@NullMarked
package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.NullMarked;
